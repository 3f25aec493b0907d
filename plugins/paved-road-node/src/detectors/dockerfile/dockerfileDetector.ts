import { toError } from '@backstage/errors';
import { Finding } from '@paved-road/plugin-paved-road-common';
import { WrittenInstruction } from '../../reading/listInstructions';
import { Detection, Detector } from '../Detector';
import { isSupporting } from '../inventory';
import { RepositoryFile } from '../RepositoryFile';

const names = /(^|\/)([\w-]+[._-])?(docker|container)file([._-][^/]*)?$/i;
/** Texts and code about images. */
const others = /\.(md|txt|json|ya?ml|[cm]?[jt]s|py|go|rb|sh|tpl)$/i;

/** Images for developers, in other folders or with other suffixes than production images. */
const forDevelopers =
  /(^|\/)\.(devcontainer|docker|github)\/|(^|[/._-])(dev|development|local|debug|test|tests|ci|builder)([._-](docker|container)file)?$|dockerignore$/i;

/** Tags that get new versions of the software, such as lts-alpine. Names of distributions do not. */
const moving =
  /^((latest|alpine|slim|lts|stable|current|mainline|edge|main|master|nightly|next|dev)(-|$))+$/;

/** A Dockerfile cannot state how many containers run, and with how much memory. */
const elsewhere = { unknown: 'is set where the image is deployed' };

interface Stage {
  image: string;
  name?: string;
  line: number;
  user?: WrittenInstruction;
  base?: Stage;
}

/** Replaces `$NAME`, `${NAME}` and `${NAME:-default}`; undefined if a value is unknown. */
function resolve(
  text: string,
  values: ReadonlyMap<string, string>,
): string | undefined {
  let complete = true;
  const resolved = text.replace(
    /\$(?:\{(\w{1,100})(?::?-([^}]{0,200}))?\}|(\w{1,100}))/g,
    (_, braced?: string, fallback?: string, plain?: string) => {
      const value = values.get(braced ?? plain ?? '') ?? fallback;
      complete &&= value !== undefined;
      return value ?? '';
    },
  );
  // Arguments that contain each other twice would grow without end.
  return complete && resolved.length <= 1_000 ? resolved : undefined;
}

function readStages(instructions: WrittenInstruction[]): Stage[] {
  const values = new Map<string, string>();
  const stages: Stage[] = [];
  for (const instruction of instructions) {
    const { name, value, line } = instruction;
    const stage = stages.at(-1);
    if (name === 'ARG' && !stage) {
      const [, key, initial] = /^(\w+)(?:=(.*))?$/.exec(value.trim()) ?? [];
      if (key && initial !== undefined) {
        const text = initial.replace(/^(["'])(.*)\1$/, '$2');
        values.set(key, resolve(text, values) ?? text);
      }
    } else if (name === 'FROM') {
      const words = value.split(/\s+/).filter(word => !word.startsWith('--'));
      const image = resolve(words[0] ?? '', values) ?? words[0] ?? '';
      stages.push({
        image,
        line,
        ...(words[1]?.toUpperCase() === 'AS' && { name: words[2] }),
        base: stages.find(earlier => earlier.name === image),
      });
    } else if (name === 'USER' && stage) {
      stage.user = instruction;
    }
  }
  return stages;
}

function findUser(stage: Stage): { user?: WrittenInstruction; image: string } {
  return stage.user || !stage.base
    ? { user: stage.user, image: stage.image }
    : findUser(stage.base);
}

/** Earlier stages that a stage name with an unresolved variable can mean. */
function findPossibleStages(image: string, stages: Stage[]): Stage[] {
  const [before, after] = [
    image.slice(0, image.indexOf('$')),
    image.slice(image.lastIndexOf('}') + 1),
  ];
  return stages.filter(
    ({ name }) => name?.startsWith(before) && name.endsWith(after),
  );
}

function isRoot(user: string): boolean {
  return /^["']?(root|0)["']?(:|$)/.test(user);
}

function decideNonRoot(stages: Stage[]): Finding<'images'>['nonRoot'] {
  const last = stages[stages.length - 1];
  const candidates = last.image.includes('$')
    ? findPossibleStages(last.image, stages)
    : [];
  if (!last.user && candidates.length > 0) {
    return candidates.every(stage => {
      const { user } = findUser(stage);
      return user !== undefined && !isRoot(user.value);
    });
  }
  const { user, image } = findUser(last);
  if (user) {
    return user.value.includes('$')
      ? { unknown: `USER ${user.value} is set when the image is built` }
      : !isRoot(user.value);
  }
  return image.includes('nonroot');
}

/** Whether a build gets the same base image each time, at least of the same minor version. */
function decidePinned(stages: Stage[]): Finding<'images'>['pinned'] {
  const images = stages
    .filter(({ base, image }) => !base && image !== 'scratch')
    .map(({ image }) => image);
  const open = images.find(
    image =>
      image.includes('$') && findPossibleStages(image, stages).length === 0,
  );
  const floating = images
    .filter(image => !image.includes('$'))
    .some(image => {
      const [withoutDigest, digest] = image.split('@');
      const tag = /:([^/:]+)$/.exec(withoutDigest)?.[1];
      return digest === undefined && (tag === undefined || moving.test(tag));
    });
  if (floating) {
    return false;
  }
  return open === undefined
    ? true
    : { unknown: `${open} is set when the image is built` };
}

async function readImage(file: RepositoryFile): Promise<Detection['found']> {
  const instructions = await file.readInstructions();
  const stages = readStages(instructions);
  const last = stages.at(-1);
  if (!last) {
    return {};
  }
  const place = {
    subject: file.path,
    file: file.path,
    line: last.line,
    source: 'read' as const,
  };
  const check = instructions.findLast(({ name }) => name === 'HEALTHCHECK');
  const probe = {
    exists: check !== undefined && !/^NONE\b/i.test(check.value),
  };
  return {
    images: [
      {
        ...place,
        nonRoot: decideNonRoot(stages),
        pinned: decidePinned(stages),
      },
    ],
    workloads: [
      {
        ...place,
        technology: 'Dockerfile',
        readinessProbe: probe,
        livenessProbe: probe,
        resourceRequests: elsewhere,
        memoryLimit: elsewhere,
        scalingLimit: elsewhere,
      },
    ],
  };
}

export const dockerfileDetector: Detector = {
  id: 'dockerfile',
  version: 2,
  title: 'Dockerfile',
  kinds: ['images', 'workloads'],
  searched:
    'Dockerfile or Containerfile, with any prefix or suffix, in any folder',
  reads:
    'stages, base images with the defaults of ARG, USER and HEALTHCHECK of the last stage',
  ignores:
    'values set by the build command, and images for developers and tests',
  recognises: (path, folder) =>
    names.test(path) &&
    !others.test(path) &&
    !forDevelopers.test(path) &&
    !isSupporting(path, folder),
  priority: 10,
  rank: 0,
  async detect(files) {
    const detection = {
      found: { images: [], workloads: [] },
      unread: [],
    } as Required<Detection>;
    for (const file of files) {
      try {
        const { images = [], workloads = [] } = await readImage(file);
        detection.found.images!.push(...images);
        detection.found.workloads!.push(...workloads);
      } catch (error) {
        detection.unread.push({
          subject: file.path,
          problem: toError(error).message,
          kinds: ['images', 'workloads'],
        });
      }
    }
    return detection;
  },
};
