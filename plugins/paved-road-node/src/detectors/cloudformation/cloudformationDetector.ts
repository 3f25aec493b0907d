import {
  absent,
  Deployables,
  isPresent,
  isRuntimeSupported,
  readEach,
  toFunction,
  toSetting,
  toUnread,
  toWorkload,
} from '../deployables';
import { Detector } from '../Detector';
import { RepositoryFile } from '../RepositoryFile';
import { StructuredPart } from '../StructuredPart';

const used =
  /AWSTemplateFormatVersion|AWS::(Serverless|Lambda|ECS|AppRunner)::/;

const isServerless = (path: string) =>
  /(^|\/)serverless([.-][\w.-]{0,40})?\.(ya?ml|json|ts|js|cjs|mjs)$/.test(path);

type Resource = [name: string, part: StructuredPart];

const getType = (part: StructuredPart) => part.at('Type')?.text() ?? '';

/** The resource that a value refers to, written as a tag or as a map. */
function getReference(part: StructuredPart | undefined): string {
  const target =
    part?.at('Ref') ??
    part?.at('Fn::GetAtt')?.items()[0] ??
    part?.at('Fn::GetAtt');
  return (target ?? part)?.text().split('.')[0] ?? '';
}

function readFunctions(
  file: RepositoryFile,
  resources: Resource[],
  globals: StructuredPart | undefined,
  { found }: Deployables,
): void {
  for (const [name, part] of resources) {
    if (!/^AWS::(Lambda|Serverless)::Function$/.test(getType(part))) {
      continue;
    }
    const isSam = getType(part) === 'AWS::Serverless::Function';
    const read = (key: string) =>
      part.at('Properties', key) ?? (isSam ? globals?.at(key) : undefined);
    found.functions.push(
      toFunction(
        isSam ? 'AWS SAM' : 'CloudFormation',
        { subject: name, file: file.path, line: part.line, source: 'read' },
        {
          timeout: toSetting(read('Timeout')),
          concurrencyLimit: toSetting(read('ReservedConcurrentExecutions')),
          runtimeSupported: isRuntimeSupported(read('Runtime')?.text() ?? ''),
        },
      ),
    );
  }
}

function readTasks(
  file: RepositoryFile,
  resources: Resource[],
  { found }: Deployables,
): void {
  const list = (type: string) =>
    resources.filter(([, part]) => getType(part) === type);
  const services = list('AWS::ECS::Service');
  const scaled = list('AWS::ApplicationAutoScaling::ScalableTarget').find(
    ([, part]) => part.at('Properties', 'MaxCapacity'),
  );
  const checked = list('AWS::ElasticLoadBalancingV2::TargetGroup').some(
    ([, part]) => part.at('Properties', 'HealthCheckPath'),
  );
  for (const [name, part] of list('AWS::ECS::TaskDefinition')) {
    const service = services.find(
      ([, other]) =>
        getReference(other.at('Properties', 'TaskDefinition')) === name,
    );
    const isBalanced =
      service?.[1].at('Properties', 'LoadBalancers') !== undefined && checked;
    const containers =
      part.at('Properties', 'ContainerDefinitions')?.items() ?? [];
    const every = (...keys: string[]) =>
      containers.length > 0 &&
      containers.every(container => keys.some(key => container.at(key)));
    const probe = {
      exists:
        isBalanced || containers.some(container => container.at('HealthCheck')),
    };
    const memory = toSetting(part.at('Properties', 'Memory'));
    found.workloads.push(
      toWorkload(
        'ECS',
        {
          subject: service?.[0] ?? name,
          file: file.path,
          line: part.line,
          source: 'read',
        },
        {
          readinessProbe: probe,
          livenessProbe: probe,
          resourceRequests: {
            exists:
              (isPresent(memory) &&
                part.at('Properties', 'Cpu') !== undefined) ||
              every('Cpu', 'MemoryReservation'),
          },
          memoryLimit: isPresent(memory) ? memory : { exists: every('Memory') },
          scalingLimit: scaled
            ? toSetting(scaled[1].at('Properties', 'MaxCapacity'))
            : absent,
        },
      ),
    );
  }
  for (const [name, part] of list('AWS::AppRunner::Service')) {
    const health = toSetting(part.at('Properties', 'HealthCheckConfiguration'));
    const instance = toSetting(
      part.at('Properties', 'InstanceConfiguration', 'Memory'),
    );
    found.workloads.push(
      toWorkload(
        'App Runner',
        { subject: name, file: file.path, line: part.line, source: 'read' },
        {
          readinessProbe: health,
          livenessProbe: health,
          resourceRequests: instance,
          memoryLimit: instance,
          scalingLimit: toSetting(
            part.at('Properties', 'AutoScalingConfigurationArn'),
          ),
        },
      ),
    );
  }
}

function readServerless(
  file: RepositoryFile,
  part: StructuredPart,
  { found, unread }: Deployables,
): void {
  const functions = part.at('functions');
  const provider = part.at('provider');
  if (!functions || !provider) {
    return;
  }
  const entries = [functions, ...functions.items()].flatMap(map =>
    map.entries(),
  );
  if (
    [functions, ...functions.items()].some(item => item.text().startsWith('${'))
  ) {
    unread.push(toUnread(file.path, 'takes functions from other files'));
  }
  for (const [name, one] of entries) {
    found.functions.push(
      toFunction(
        'Serverless Framework',
        { subject: name, file: file.path, line: one.line, source: 'read' },
        {
          timeout: toSetting(one.at('timeout') ?? provider.at('timeout')),
          concurrencyLimit: toSetting(one.at('reservedConcurrency')),
          runtimeSupported: isRuntimeSupported(
            (one.at('runtime') ?? provider.at('runtime'))?.text() ?? '',
          ),
        },
      ),
    );
  }
}

/** Reads templates of CloudFormation, AWS SAM and the Serverless Framework. */
export const cloudformationDetector: Detector = {
  id: 'cloudformation',
  version: 2,
  title: 'CloudFormation, AWS SAM and Serverless Framework',
  kinds: ['functions', 'workloads'],
  searched:
    'templates of CloudFormation and AWS SAM under any name, and serverless.yml',
  reads:
    'functions with the settings under Globals or provider, ECS tasks with their services, App Runner, in YAML and JSON',
  ignores: 'nested stacks, functions in other files, and serverless.ts',
  recognises: path =>
    /\.ya?ml$|\.template$|(template|cloudformation|cfn|stack)[^/]*\.json$/i.test(
      path,
    ) || isServerless(path),
  isLikely: path => /template|cloudformation|cfn|stack|serverless/i.test(path),
  priority: 8,
  rank: 30,
  async detect(files, service) {
    return await readEach(files, service, async (file, result) => {
      if (/serverless[^/]*\.[cm]?[jt]s$/.test(file.path)) {
        if (/\bfunctions\b/.test(file.text)) {
          result.unread.push(toUnread(file.path, 'is code, which is not run'));
        }
        return;
      }
      const isFramework =
        isServerless(file.path) ||
        (/^functions:/m.test(file.text) && /^provider:/m.test(file.text));
      if (!isFramework && !used.test(file.text)) {
        return;
      }
      for (const { part, problem, line } of await file.readDocuments()) {
        if (problem !== undefined) {
          result.unread.push(toUnread(file.path, { problem, line }));
          continue;
        }
        // Templates in Helm charts and pipelines only mention these types.
        const resources = (
          part.at('Resources') ?? part.at('resources', 'Resources')
        )
          ?.entries()
          .filter(([, { value }]) => typeof value === 'object');
        readFunctions(
          file,
          resources ?? [],
          part.at('Globals', 'Function'),
          result,
        );
        readTasks(file, resources ?? [], result);
        readServerless(file, part, result);
      }
    });
  },
};
