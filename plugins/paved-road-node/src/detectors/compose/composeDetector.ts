import path from 'node:path';
import {
  absent,
  isPresent,
  readEach,
  toSetting,
  toUnread,
  toWorkload,
} from '../deployables';
import { Detector } from '../Detector';
import { StructuredPart } from '../StructuredPart';

const names = /(^|\/)[^/]{0,60}compose[^/]{0,60}\.ya?ml$/i;

/** Variants for developers, which repeat services of the main file. */
const forDevelopers =
  /[._-](dev|development|local|debug|tests?|ci|override)\.|(^|\/)\.(devcontainer|docker|github)\//i;

const dockerfiles = /(^|\/)Dockerfile([._-][^/]*)?$/;

/** The path of the Dockerfile of a service. */
function findDockerfile(folder: string, build: StructuredPart): string {
  const context = build.text() || build.at('context')?.text() || '.';
  const file = build.at('dockerfile')?.text() || 'Dockerfile';
  return path.posix.join(folder, context, file);
}

/** Reads services of Compose that are built from the repository. */
export const composeDetector: Detector = {
  id: 'compose',
  version: 2,
  title: 'Compose',
  kinds: ['workloads'],
  searched:
    'compose.yaml or docker-compose.yml, with any suffix, in any folder',
  reads:
    'services with build: healthcheck (also HEALTHCHECK of their Dockerfile), limits and reservations, replicas',
  ignores:
    'services of images made elsewhere, extends, and variants for developers',
  recognises: file =>
    (names.test(file) && !forDevelopers.test(file)) || dockerfiles.test(file),
  priority: 8,
  rank: 10,
  async detect(files, service) {
    const images = new Map(files.map(file => [file.path, file]));
    const compose = files.filter(file => names.test(file.path));
    return await readEach(compose, service, async (file, { found, unread }) => {
      for (const { part, problem, line } of await file.readDocuments()) {
        if (problem !== undefined) {
          unread.push(toUnread(file.path, { problem, line }, ['workloads']));
        }
        for (const [name, one] of part?.at('services')?.entries() ?? []) {
          const build = one.at('build');
          if (!build) {
            continue;
          }
          const image = images.get(findDockerfile(file.folder, build));
          // A variant for developers.
          if (
            /(^|[/._-])(dev|local|test)([/._-]|$)/i.test(
              findDockerfile('', build),
            )
          ) {
            continue;
          }
          const check = one.at('healthcheck');
          const exists =
            check?.at('disable')?.value !== true &&
            (check?.at('test') !== undefined ||
              /^[ \t]{0,9}HEALTHCHECK[ \t]{1,9}(?!NONE|[ \t])/im.test(
                image?.text ?? '',
              ));
          const resources = one.at('deploy', 'resources');
          const memory = toSetting(
            resources?.at('limits', 'memory') ?? one.at('mem_limit'),
          );
          const reserved = toSetting(
            resources?.at('reservations') ?? one.at('mem_reservation'),
          );
          found.workloads.push(
            toWorkload(
              'Compose',
              {
                subject: name,
                file: file.path,
                line: one.line,
                source: 'read',
              },
              {
                readinessProbe: { exists },
                livenessProbe: { exists },
                resourceRequests: reserved,
                memoryLimit: isPresent(memory) ? memory : absent,
                // Compose has no autoscaler.
                scalingLimit: toSetting(one.at('deploy', 'replicas')),
              },
            ),
          );
        }
      }
    });
  },
};
