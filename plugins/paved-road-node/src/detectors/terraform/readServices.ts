import {
  Deployables,
  isPresent,
  isRuntimeSupported,
  Setting,
  toFunction,
  toWorkload,
} from '../deployables';
import {
  findAttribute,
  findBlocks,
  PlacedBlock,
  TerraformFolder,
} from './TerraformFolder';

const getPlace = (block: PlacedBlock) => ({
  subject: block.labels.at(-1) ?? block.type,
  file: block.file,
  line: block.line,
  source: 'read' as const,
});

const readRuntime = (block: PlacedBlock) =>
  isRuntimeSupported(
    (findAttribute(block, 'runtime') ?? '').replaceAll('"', ''),
  );

/** Reads functions of AWS and Google Cloud. */
export function readFunctions(
  folder: TerraformFolder,
  { found }: Deployables,
): void {
  const add = (
    technology: string,
    blocks: PlacedBlock[],
    timeout: string[],
    limit: string[],
  ) => {
    for (const block of blocks) {
      found.functions.push(
        toFunction(technology, getPlace(block), {
          timeout: folder.toSetting(findAttribute(block, ...timeout)),
          concurrencyLimit: folder.toSetting(findAttribute(block, ...limit)),
          runtimeSupported: readRuntime(block),
        }),
      );
    }
  };
  const resources = (pattern: RegExp) => folder.list('resource', pattern);
  add(
    'AWS Lambda',
    resources(/^aws_lambda_function$/),
    ['timeout'],
    ['reserved_concurrent_executions'],
  );
  add(
    'Cloud Functions',
    resources(/^google_cloudfunctions2?_function$/),
    ['timeout', 'timeout_seconds'],
    ['max_instances', 'max_instance_count'],
  );
  add(
    'Cloud Run',
    resources(/^google_cloud_run(_v2)?_service$/),
    ['timeout', 'timeout_seconds'],
    ['max_instance_count'],
  );
}

/** The memory of a container, which these platforms both reserve and limit. */
function readResources(folder: TerraformFolder, block: PlacedBlock) {
  const limit = folder.toSetting(
    findAttribute(block, 'memory') ??
      /memory"?\s{0,9}[=:]\s{0,9}([^\s,}]{1,60})/.exec(
        findAttribute(block, 'limits') ?? '',
      )?.[1],
  );
  return { resourceRequests: limit, memoryLimit: limit };
}

/** Reads services of Cloud Run, Azure Container Apps and App Runner, and deployments of the Kubernetes provider. */
export function readContainers(
  folder: TerraformFolder,
  { found }: Deployables,
): void {
  const add = (
    technology: string,
    block: PlacedBlock,
    probes: [string[], string[]],
    limit: Setting,
  ) => {
    const [readinessProbe, livenessProbe] = probes.map(types => ({
      exists: types.some(type => findBlocks(block, type).length > 0),
    }));
    found.workloads.push(
      toWorkload(technology, getPlace(block), {
        readinessProbe,
        livenessProbe,
        ...readResources(folder, block),
        scalingLimit: limit,
      }),
    );
  };
  for (const block of folder.list(
    'resource',
    /^google_cloud_run(_v2)?_service$/,
  )) {
    const annotation = /maxScale"\s{0,9}[=:]\s{0,9}("?\w{1,60}"?)/.exec(
      findBlocks(block, 'metadata')
        .map(inner => findAttribute(inner, 'annotations') ?? '')
        .join('\n'),
    )?.[1];
    // Cloud Run sends requests after the startup probe.
    add(
      'Cloud Run',
      block,
      [['startup_probe', 'readiness_probe'], ['liveness_probe']],
      folder.toSetting(
        findAttribute(block, 'max_instance_count') ?? annotation,
      ),
    );
  }
  for (const block of folder.list('resource', /^azurerm_container_app$/)) {
    add(
      'Azure Container Apps',
      block,
      [['readiness_probe'], ['liveness_probe']],
      folder.toSetting(findAttribute(block, 'max_replicas')),
    );
  }
  for (const block of folder.list('resource', /^aws_apprunner_service$/)) {
    const probes = ['health_check_configuration'];
    add(
      'App Runner',
      block,
      [probes, probes],
      folder.toSetting(findAttribute(block, 'auto_scaling_configuration_arn')),
    );
  }
  const [scaler] = folder.list(
    'resource',
    /^kubernetes_horizontal_pod_autoscaler/,
  );
  for (const block of folder.list(
    'resource',
    /^kubernetes_(deployment|stateful_set)(_v1)?$/,
  )) {
    add(
      'Kubernetes',
      block,
      [['readiness_probe'], ['liveness_probe']],
      folder.toSetting(scaler && findAttribute(scaler, 'max_replicas')),
    );
  }
}

/** Reads tasks of ECS with their services, load balancers and scaling. */
export function readTasks(
  folder: TerraformFolder,
  { found }: Deployables,
): void {
  const services = folder.list('resource', /^aws_ecs_service$/);
  const targets = folder.list('resource', /^aws_lb_target_group$/);
  const isChecked = targets.some(
    block => findBlocks(block, 'health_check').length > 0,
  );
  const scaling = folder.list('resource', /^aws_appautoscaling_target$/);
  const fixed = [];
  for (const task of folder.list('resource', /^aws_ecs_task_definition$/)) {
    const name = task.labels[1];
    const service = services.find(block =>
      block.attributes.task_definition?.text.startsWith(
        `aws_ecs_task_definition.${name}.`,
      ),
    );
    const containers = task.attributes.container_definitions?.text ?? '';
    const isOpen = !/jsonencode|\[/.test(containers);
    const open = {
      unknown: `container_definitions of ${name} is not in this file`,
    };
    const check: Setting = {
      exists:
        /\bhealthCheck\b/.test(containers) ||
        (isChecked &&
          service !== undefined &&
          findBlocks(service, 'load_balancer').length > 0),
    };
    const memory = folder.toSetting(task.attributes.memory?.text);
    const cpu = folder.toSetting(task.attributes.cpu?.text);
    const either = (exists: boolean): Setting =>
      isOpen && !exists ? open : { exists };
    const scaled = scaling.find(
      block =>
        scaling.length === 1 ||
        block.attributes.resource_id?.text.includes(
          `aws_ecs_service.${service?.labels[1]}.`,
        ),
    );
    const workload = toWorkload('ECS', getPlace(service ?? task), {
      readinessProbe: either(isPresent(check)),
      livenessProbe: either(isPresent(check)),
      resourceRequests: either(
        (isPresent(memory) && isPresent(cpu)) ||
          /\bmemoryReservation\b|\bcpu\b/.test(containers),
      ),
      memoryLimit: isPresent(memory)
        ? memory
        : either(/\bmemory\b/.test(containers)),
      scalingLimit: folder.toSetting(scaled?.attributes.max_capacity?.text),
    });
    found.workloads.push(workload);
    if (!scaled && service) {
      fixed.push({
        workload,
        count: folder.toSetting(service.attributes.desired_count?.text),
      });
    }
  }
  if (scaling.length > 0) {
    for (const { workload, count } of fixed) {
      workload.scalingLimit = isPresent(count)
        ? count
        : { exists: true, value: 1 };
    }
  }
}
