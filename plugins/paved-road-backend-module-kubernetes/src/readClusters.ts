import { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Cluster {
  name: string;
  /** URL of the API server without a trailing slash. */
  url: string;
  token: string;
  /** Options of certificate validation. Default: as for any server. */
  tls?: { ca?: string; rejectUnauthorized: boolean };
}

/**
 * Reads the clusters with a service account token from the config of the Kubernetes plugin of Backstage.
 *
 * @returns messages about skipped clusters, for the log
 * @throws InputError if a certificate authority cannot be read
 */
export function readClusters(config: Config): {
  clusters: Cluster[];
  skipped: string[];
} {
  const methods =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  const clusters: Cluster[] = [];
  const skipped: string[] = [];
  for (const method of methods) {
    const type = method.getString('type');
    if (type !== 'config') {
      skipped.push(
        `The fact kubernetes has no clusters of the locator ${type}: name them in one of type config`,
      );
    }
    for (const cluster of method.getOptionalConfigArray('clusters') ?? []) {
      const name = cluster.getString('name');
      const token = cluster.getOptionalString('serviceAccountToken');
      if (!token) {
        skipped.push(
          `The fact kubernetes has no cluster ${name}: give it a serviceAccountToken`,
        );
        continue;
      }
      const url = cluster.getString('url').replace(/\/+$/, '');
      const tls = url.startsWith('https:')
        ? readTlsOptions(cluster, name)
        : undefined;
      clusters.push({ name, url, token, tls });
    }
  }
  return { clusters, skipped };
}

function readTlsOptions(cluster: Config, name: string): Cluster['tls'] {
  // The file has priority, as in the Kubernetes plugin.
  const key = ['caFile', 'caData'].find(one => cluster.has(one));
  const skips = cluster.getOptionalBoolean('skipTLSVerify') ?? false;
  if (key === undefined && !skips) {
    return undefined;
  }
  return {
    ca: key && readCaPem(key, cluster.getString(key), name),
    rejectUnauthorized: !skips,
  };
}

/** @returns PEM */
function readCaPem(key: string, value: string, name: string): string {
  try {
    const pem =
      key === 'caFile'
        ? readFileSync(value, 'utf8')
        : Buffer.from(value, 'base64').toString();
    // TLS accepts any text and then trusts no certificate.
    void new X509Certificate(pem);
    return pem;
  } catch (error) {
    const wanted =
      key === 'caFile' ? 'the path of a PEM file' : 'a PEM file in base64';
    throw new InputError(
      `${key} of the cluster ${name} in kubernetes.clusterLocatorMethods holds no certificate (${toError(error).message}): set it to ${wanted}`,
    );
  }
}
