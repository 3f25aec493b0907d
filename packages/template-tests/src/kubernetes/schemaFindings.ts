import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { KubernetesResource, formatResourceName } from './kustomize';

/** What the API server would not take: kinds, fields and values that the API does not have. */
export async function schemaFindings(
  resources: KubernetesResource[],
): Promise<string[]> {
  const known = resources.map(resource => ({
    resource,
    module: findTypesModule(resource),
  }));
  const unknown = known
    .filter(({ module }) => !module)
    .map(
      ({ resource }) =>
        `${formatResourceName(resource)}: there is no schema of ${resource.apiVersion} ${resource.kind}`,
    );
  const typed = known.filter(
    (entry): entry is TypedResource => entry.module !== undefined,
  );
  return [...unknown, ...typeFindings(typed), ...(await valueFindings(typed))];
}

interface TypedResource {
  resource: KubernetesResource;
  /** That exports the class and the type of the kind. */
  module: string;
}

const here = resolvePackagePath('template-tests', 'src/kubernetes');
const modelFolders = ['kubernetes-models', '@kubernetes-models/keda'];

function findTypesModule(resource: KubernetesResource): string | undefined {
  const file = `${resource.apiVersion}/${resource.kind}`;
  return modelFolders
    .map(folder => `${folder}/${file}`)
    .find(module =>
      require.resolve
        .paths(module)
        ?.some(folder => existsSync(path.join(folder, `${module}.d.ts`))),
    );
}

/** The models let unknown fields pass; the compiler does not, in a literal of the type of the kind. */
function typeFindings(typed: TypedResource[]): string[] {
  const fileName = path.join(here, 'resources.ts');
  const lines = typed.map(
    ({ resource, module }, index) =>
      `export const r${index}: import('${module}').I${resource.kind} = ${JSON.stringify(resource)};`,
  );
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === fileName
      ? ts.createSourceFile(name, lines.join('\n'), ts.ScriptTarget.ES2022)
      : getSourceFile(name, ...rest);
  const program = ts.createProgram([fileName], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, start, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, ' ');
      if (file?.fileName !== fileName) {
        return message;
      }
      const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
      return `${formatResourceName(typed[line].resource)}: ${message}`;
    });
}

/** Ranges, patterns and lengths, which a type cannot say. */
async function valueFindings(typed: TypedResource[]): Promise<string[]> {
  const script = path.join(here, 'validateResources.mjs');
  return await new Promise((resolve, reject) => {
    const { stdin } = execFile(
      process.execPath,
      [script],
      { env: {} },
      (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout))),
    );
    stdin!.end(JSON.stringify(typed));
  });
}
