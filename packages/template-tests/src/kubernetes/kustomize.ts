import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';

/** A resource of Kubernetes as it stands in a manifest. */
export interface KubernetesResource {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: any;
}

/**
 * The resources that a folder with a kustomization comes to.
 *
 * @throws when kustomize is not installed, or does not take the folder
 */
export async function kustomizeBuild(
  folder: string,
): Promise<KubernetesResource[]> {
  const { stdout } = await promisify(execFile)('kustomize', [
    'build',
    folder,
  ]).catch(error => {
    throw error.code === 'ENOENT'
      ? new Error(
          'kustomize is not on the PATH; install it, for example by "apt-get install kustomize"',
        )
      : error;
  });
  return parseAllDocuments(stdout).map(document => document.toJS());
}

/** What a resource is called in a finding. */
export function formatResourceName({
  kind,
  metadata,
}: KubernetesResource): string {
  return `${kind} ${metadata.name}`;
}
