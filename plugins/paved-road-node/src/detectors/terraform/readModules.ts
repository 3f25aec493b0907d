import {
  absent,
  Deployables,
  isPresent,
  isRuntimeSupported,
  Setting,
  toFunction,
  toWorkload,
} from '../deployables';
import { PlacedBlock, TerraformFolder } from './TerraformFolder';

/** A call of a module that is not in the repository. */
export interface ModuleCall {
  block: PlacedBlock;
  folder: TerraformFolder;
  /** Without the version. */
  source: string;
}

const workloadArguments =
  /^(container_(port|definitions?|image)|image(_tag|_uri)?|(task_|container_)?(cpu|memory)|(container_)?health_?check)$/;

const names = {
  check: /health_?check/i,
  memory: /^(task_|container_)?memory(_mib|_limit|_hard_limit|_size)?$/,
  cpu: /^(task_|container_)?cpu(_units)?$/,
  limit:
    /max(imum)?_?(target|capacity|count|replicas|instances|instance_count|tasks)$|(target|capacity|replicas)_max$/,
  timeout: /^(timeout|timeout_seconds|lambda_timeout|function_timeout)$/,
  concurrency: /reserved_concurrent|max_instance/,
  runtime: /runtime$/,
};

export function listCalls(folder: TerraformFolder): ModuleCall[] {
  return folder.list('module').flatMap(block => {
    const source = (block.attributes.source?.text ?? '').replace(/^"|"$/g, '');
    // Modules of the repository are read as separate folders.
    return source === '' || /^\.{1,2}\//.test(source)
      ? []
      : [{ block, folder, source: source.split('?')[0] }];
  });
}

/**
 * Reads calls of modules for ECS and functions. A missing argument that another call of the same module sets has the
 * default of the module; whether there is another default cannot be determined.
 */
export function readModules(calls: ModuleCall[], { found }: Deployables): void {
  const select = ({ block }: ModuleCall, pattern: RegExp) =>
    Object.entries(block.attributes).filter(([name]) => pattern.test(name));
  const read = (call: ModuleCall, pattern: RegExp): Setting => {
    const settings = select(call, pattern).map(([, { text }]) =>
      call.folder.toSetting(text),
    );
    const present = settings.find(
      setting =>
        isPresent(setting) &&
        !('value' in setting && setting.value === 'false'),
    );
    if (present || settings.length > 0) {
      return present ?? absent;
    }
    const same = calls.filter(
      other =>
        other.source === call.source &&
        other !== call &&
        select(other, pattern).length > 0,
    );
    return same.length > 0
      ? { exists: true, value: 'default of the module' }
      : {
          unknown: `the module ${call.source.slice(-200)} is not in the repository`,
        };
  };
  /** A module with a known default that is no setting, such as the public one for Lambda. */
  const orAbsent = (setting: Setting, { source }: ModuleCall): Setting =>
    'unknown' in setting && /^terraform-(aws|google)-modules\//.test(source)
      ? absent
      : setting;
  for (const call of calls) {
    const { block, source } = call;
    const place = {
      subject: block.labels[0] ?? 'module',
      file: block.file,
      line: block.line,
      source: 'read' as const,
    };
    const argumentNames = Object.keys(block.attributes);
    const last = source.slice(source.lastIndexOf('/') + 1);
    if (
      /(^|[/_-])(ecs|fargate)([/_-]|$)/i.test(source) &&
      argumentNames.some(name => workloadArguments.test(name))
    ) {
      // A worker that takes jobs from a queue.
      const isWorker = select(call, /^http_?health_?check/i).some(
        ([, { text }]) => text === 'false',
      );
      const check = read(call, names.check);
      const probe: Setting =
        isWorker && !isPresent(check)
          ? { exists: true, value: 'serves no requests' }
          : check;
      const memory = read(call, names.memory);
      const cpu = read(call, names.cpu);
      found.workloads.push(
        toWorkload('ECS', place, {
          readinessProbe: probe,
          livenessProbe: probe,
          resourceRequests: isPresent(memory) ? cpu : memory,
          memoryLimit: memory,
          scalingLimit: read(call, names.limit),
        }),
      );
    } else if (
      /lambda|function/i.test(
        /^terraform-(aws|google)-modules\//.test(source) ? source : last,
      ) &&
      argumentNames.some(name =>
        /^(handler|runtime|timeout|memory_size|image_uri|source_path|filename|file_path|package_type|entry_point)$/.test(
          name,
        ),
      )
    ) {
      const runtime = select(call, names.runtime)[0]?.[1].text ?? '';
      found.functions.push(
        toFunction('module for functions', place, {
          timeout: orAbsent(read(call, names.timeout), call),
          concurrencyLimit: orAbsent(read(call, names.concurrency), call),
          runtimeSupported: isRuntimeSupported(runtime.replaceAll('"', '')),
        }),
      );
    }
  }
}
