import {
  Deployables,
  readBlock,
  readEach,
  toFunction,
  toSetting,
  toUnread,
  toWorkload,
} from '../deployables';
import { Detector } from '../Detector';
import { RepositoryFile } from '../RepositoryFile';

const containerApp =
  /^[ \t]*(?:resource|module)\s{1,9}(\w{1,100})\s{1,9}'[^'\n]{0,200}(?:Microsoft\.App\/containerApps@|avm\/res\/app\/container-app:)[^'\n]{0,100}'[^{\n]{0,200}\{/gim;

const instanceLimit =
  /\b(functionAppScaleLimit|maximumInstanceCount|app_scale_limit|maximum_instance_count)['"]?\s{0,9}[:=]/;

function readContainerApps(file: RepositoryFile, { found }: Deployables): void {
  for (const match of file.text.matchAll(containerApp)) {
    // A reference to an app that is created elsewhere.
    if (/\bexisting\s{0,9}=/.test(match[0])) {
      continue;
    }
    const block = readBlock(file.text, match.index + match[0].length - 1);
    const has = (pattern: RegExp) => ({ exists: pattern.test(block) });
    const passed = /\bprobes\s{0,9}:\s{0,9}\w/.test(block);
    const probe = (type: RegExp) =>
      passed ? { unknown: 'the probes are a parameter' } : has(type);
    const memory = has(/\bmemory\s{0,9}:/);
    found.workloads.push(
      toWorkload(
        'Azure Container Apps',
        {
          subject: match[1],
          file: file.path,
          line: file.lineAt(match.index + match[0].search(/\S/)),
          source: 'seen',
        },
        {
          readinessProbe: probe(/type\s{0,9}:\s{0,9}'readiness'/i),
          livenessProbe: probe(/type\s{0,9}:\s{0,9}'liveness'/i),
          resourceRequests: memory,
          memoryLimit: memory,
          scalingLimit: has(/\b(maxReplicas|scaleMaxReplicas)\s{0,9}:/),
        },
      ),
    );
  }
}

/** Whether a template is deployed: projects made from a starter have modules that they do not use. */
function isUsed(file: RepositoryFile, files: RepositoryFile[]): boolean {
  const hasMain = files.some(({ name }) => name === 'main.bicep');
  return (
    !hasMain ||
    file.name === 'main.bicep' ||
    files.some(
      ({ text }) =>
        text.includes(`/${file.name}'`) || text.includes(`'${file.name}'`),
    )
  );
}

/** Reads Azure Container Apps in Bicep, and Azure Functions. */
export const azureDetector: Detector = {
  id: 'azure',
  version: 2,
  title: 'Azure Container Apps and Functions',
  kinds: ['workloads', 'functions'],
  searched: '*.bicep, and host.json of Azure Functions',
  reads:
    'container apps in Bicep, functionTimeout in host.json, limits of instances in Bicep and Terraform',
  ignores:
    'expressions and parameters of Bicep, and compiled templates in JSON',
  recognises: path => /\.(bicep|tf)$|(^|\/)host\.json$/.test(path),
  priority: 8,
  rank: 30,
  async detect(files, service) {
    const isLimited = files.some(({ text }) => instanceLimit.test(text));
    return await readEach(files, service, async (file, result) => {
      if (file.name !== 'host.json') {
        if (isUsed(file, files)) {
          readContainerApps(file, result);
        }
        return;
      }
      const [document] = await file.readDocuments();
      if (document?.problem !== undefined) {
        result.unread.push(toUnread(file.path, document));
        return;
      }
      if (
        document?.part.at('functionTimeout') ||
        /^[2-9]/.test(document?.part.at('version')?.text() ?? '')
      ) {
        result.found.functions.push(
          toFunction(
            'Azure Functions',
            {
              subject: file.folder || file.path,
              file: file.path,
              line: 1,
              source: 'read',
            },
            {
              timeout: toSetting(document.part.at('functionTimeout')),
              concurrencyLimit: { exists: isLimited },
            },
          ),
        );
      }
    });
  },
};
