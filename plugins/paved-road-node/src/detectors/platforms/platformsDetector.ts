import { Finding } from '@paved-road/plugin-paved-road-common';
import {
  readEach,
  Setting,
  toFunction,
  toSetting,
  toUnread,
  toWorkload,
} from '../deployables';
import { Detector } from '../Detector';
import { RepositoryFile } from '../RepositoryFile';
import { StructuredPart } from '../StructuredPart';

type Entry = {
  name: string;
  part: StructuredPart;
  check?: StructuredPart;
  liveness?: StructuredPart;
  memory?: StructuredPart;
  limit?: StructuredPart;
  /** Whether it takes jobs instead of requests. */
  isWorker?: boolean;
};

interface Platform {
  title: string;
  names: RegExp;
  list(part: StructuredPart, file: RepositoryFile): Entry[];
}

const getName = (part: StructuredPart, fallback: string) =>
  part.at('name')?.text() || fallback;

const platforms: Platform[] = [
  {
    title: 'Render',
    names: /(^|\/)render\.ya?ml$/,
    list: (root, file) =>
      (root.at('services')?.items() ?? [])
        .filter(
          part =>
            /^(web|pserv|worker)$/.test(part.at('type')?.text() ?? '') &&
            (part.at('runtime') ?? part.at('env'))?.text() !== 'static',
        )
        .map(part => ({
          name: getName(part, file.path),
          part,
          check: part.at('healthCheckPath'),
          // The plan sets the memory.
          memory: part.at('plan'),
          limit: part.at('scaling', 'maxInstances') ?? part.at('numInstances'),
          isWorker: part.at('type')?.text() !== 'web',
        })),
  },
  {
    title: 'App Engine',
    names: /(^|\/)app[\w.-]{0,40}\.ya?ml$/,
    list: (root, file) =>
      root.at('runtime') && !root.at('apiVersion')
        ? [
            {
              name: root.at('service')?.text() || file.path,
              part: root,
              check: root.at('readiness_check'),
              liveness: root.at('liveness_check'),
              memory:
                root.at('resources', 'memory_gb') ?? root.at('instance_class'),
              limit:
                root.at('automatic_scaling', 'max_instances') ??
                root.at('automatic_scaling', 'max_num_instances') ??
                root.at('basic_scaling', 'max_instances') ??
                root.at('manual_scaling', 'instances'),
            },
          ]
        : [],
  },
  {
    title: 'DigitalOcean App Platform',
    names: /(^|\/)\.do\/[\w.-]{0,60}\.ya?ml$/,
    list: (root, file) =>
      (root.at('services') ?? root.at('spec', 'services'))
        ?.items()
        .map(part => ({
          name: getName(part, file.path),
          part,
          check: part.at('health_check'),
          memory: part.at('instance_size_slug'),
          limit:
            part.at('autoscaling', 'max_instance_count') ??
            part.at('instance_count'),
        })) ?? [],
  },
  {
    title: 'AWS Copilot',
    names: /(^|\/)copilot\/.{1,200}\/manifest\.ya?ml$/,
    list: (root, file) =>
      /Service$/.test(root.at('type')?.text() ?? '')
        ? [
            {
              name: getName(root, file.path),
              part: root,
              check:
                root.at('http', 'healthcheck') ??
                root.at('image', 'healthcheck'),
              memory: root.at('memory'),
              limit:
                root.at('count', 'range', 'max') ??
                root.at('count', 'range') ??
                root.at('count'),
            },
          ]
        : [],
  },
  {
    title: 'ECS',
    names: /(^|\/)[\w.-]{0,60}task[\w.-]{0,60}\.json$/i,
    list: (root, file) => {
      const containers = root.at('containerDefinitions')?.items() ?? [];
      return containers.length > 0
        ? [
            {
              name: root.at('family')?.text() || file.path,
              part: root,
              check: containers.map(one => one.at('healthCheck')).find(Boolean),
              memory:
                root.at('memory') ??
                containers.map(one => one.at('memory')).find(Boolean),
            },
          ]
        : [];
    },
  },
  {
    title: 'Fly.io',
    names: /(^|\/)fly[\w.-]{0,40}\.toml$/,
    list: (root, file) => [
      {
        name: root.at('app')?.text() || file.path,
        part: root,
        check:
          root.at('checks') ??
          root.at('http_service', 'checks') ??
          root
            .at('services')
            ?.items()
            .map(one => one.at('http_checks') ?? one.at('tcp_checks'))
            .find(Boolean),
        memory: ['memory', 'memory_mb', 'size']
          .map(key => root.at('vm', '0', key) ?? root.at('vm', key))
          .find(Boolean),
        // People set the number of machines.
        limit: root,
      },
    ],
  },
  {
    title: 'Railway',
    names: /(^|\/)railway\.json$/,
    list: (root, file) => [
      {
        name: file.path,
        part: root,
        check: root.at('deploy', 'healthcheckPath'),
        limit: root.at('deploy', 'numReplicas'),
      },
    ],
  },
];

function toFinding(
  { title }: Platform,
  entry: Entry,
  file: RepositoryFile,
): Finding<'workloads'> {
  const check: Setting = entry.isWorker
    ? { exists: true, value: 'serves no requests' }
    : toSetting(entry.check);
  const memory = toSetting(entry.memory);
  return toWorkload(
    title,
    {
      subject: entry.name,
      file: file.path,
      line: entry.part.line,
      source: 'read',
    },
    {
      readinessProbe: check,
      livenessProbe: entry.liveness ? toSetting(entry.liveness) : check,
      resourceRequests: memory,
      memoryLimit: memory,
      scalingLimit: toSetting(entry.limit),
    },
  );
}

function readVercel(
  root: StructuredPart,
  file: RepositoryFile,
): Finding<'functions'>[] {
  return (root.at('functions')?.entries() ?? []).map(([name, part]) =>
    toFunction(
      'Vercel',
      { subject: name, file: file.path, line: part.line, source: 'read' },
      {
        timeout: toSetting(part.at('maxDuration')),
        concurrencyLimit: { unknown: 'Vercel has no setting for it in files' },
        runtimeSupported: true,
      },
    ),
  );
}

const isVercel = /(^|\/)vercel\.json$/;

/** Reads the files of platforms that run containers and functions. */
export const platformsDetector: Detector = {
  id: 'platforms',
  version: 2,
  title: 'Application platforms',
  kinds: ['workloads', 'functions'],
  searched:
    'render.yaml, fly.toml, app.yaml of App Engine, .do/app.yaml, manifests of AWS Copilot, task definitions of ECS, railway.json, vercel.json',
  reads:
    'health checks, memory or plan, the highest number of instances, and maxDuration',
  ignores: 'settings in dashboards, and Procfile, which has none of them',
  recognises: path =>
    isVercel.test(path) || platforms.some(({ names }) => names.test(path)),
  isLikely: path => !/task/i.test(path),
  priority: 8,
  rank: 20,
  async detect(files, service) {
    return await readEach(files, service, async (file, { found, unread }) => {
      for (const { part, problem, line } of await file.readDocuments()) {
        if (problem !== undefined) {
          unread.push(toUnread(file.path, { problem, line }));
        } else if (isVercel.test(file.path)) {
          found.functions.push(...readVercel(part, file));
        } else {
          const platform = platforms.find(
            ({ names, list }) =>
              names.test(file.path) && list(part, file).length > 0,
          );
          const entries = platform?.list(part, file) ?? [];
          found.workloads.push(
            ...entries.map(entry => toFinding(platform!, entry, file)),
          );
        }
      }
    });
  },
};
