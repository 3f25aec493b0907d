import { KubernetesResource, formatResourceName } from './kustomize';

/**
 * What the API server would take and still is no way to run a service: containers without limits, probes
 * or restrictions, pods that fall together, traffic that nobody has allowed, and references to nothing.
 */
export function policyFindings(resources: KubernetesResource[]): string[] {
  const workloads = resources.filter(({ kind }) => kind === 'Deployment');
  return [
    ...(workloads.length === 0 ? ['there is no Deployment'] : []),
    ...workloads.flatMap(workload => [
      ...podFindings(workload),
      ...workload.spec.template.spec.containers.flatMap(
        (container: Container) =>
          containerFindings(container).map(
            finding =>
              `${formatResourceName(workload)}, ${container.name}: ${finding}`,
          ),
      ),
      ...availabilityFindings(workload, resources),
      ...referenceFindings(workload, resources),
    ]),
    ...trafficFindings(resources, workloads),
  ];
}

type Labels = Record<string, string>;

interface Container {
  name: string;
  image: string;
  ports?: Array<{ name?: string; containerPort: number }>;
  [field: string]: any;
}

function broken(rules: Record<string, boolean>): string[] {
  return Object.entries(rules)
    .filter(([, isKept]) => !isKept)
    .map(([rule]) => rule);
}

function containerFindings(container: Container): string[] {
  const { resources = {}, securityContext = {}, ports = [] } = container;
  const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'];
  const portNames = ports.flatMap(port => [port.name, port.containerPort]);
  return broken({
    'the image has a tag or a digest that is not "latest"':
      /(:[^:/@]+|@sha256:[0-9a-f]{64})$/.test(container.image) &&
      !container.image.endsWith(':latest'),
    'cpu and memory are requested':
      Boolean(resources.requests?.cpu) && Boolean(resources.requests?.memory),
    'cpu and memory are limited':
      Boolean(resources.limits?.cpu) && Boolean(resources.limits?.memory),
    'startup, readiness and liveness are probed': probes.every(
      probe => container[probe],
    ),
    'probes ask a port of the container': probes.every(
      probe =>
        !container[probe]?.httpGet ||
        portNames.includes(container[probe].httpGet.port),
    ),
    'its file system is read-only':
      securityContext.readOnlyRootFilesystem === true,
    'it cannot gain privileges':
      securityContext.allowPrivilegeEscalation === false &&
      !securityContext.privileged,
    'it has no capabilities':
      String(securityContext.capabilities?.drop) === 'ALL' &&
      !securityContext.capabilities?.add,
  });
}

function podFindings(workload: KubernetesResource): string[] {
  const { spec } = workload.spec.template;
  const { securityContext = {} } = spec;
  return broken({
    'it runs as a user that is not root':
      securityContext.runAsNonRoot === true && securityContext.runAsUser > 0,
    'system calls are filtered':
      securityContext.seccompProfile?.type === 'RuntimeDefault',
    'it gets no token of the cluster':
      spec.automountServiceAccountToken === false,
    'it shares nothing with the node': ![
      spec.hostNetwork,
      spec.hostPID,
      spec.hostIPC,
      spec.volumes?.some((volume: object) => 'hostPath' in volume),
    ].some(Boolean),
    'its pods are spread': (spec.topologySpreadConstraints ?? []).some(
      ({ labelSelector }: any) =>
        selects(labelSelector?.matchLabels, podLabels(workload)),
    ),
  }).map(finding => `${formatResourceName(workload)}: ${finding}`);
}

/** Disruptions and scaling. */
function availabilityFindings(
  workload: KubernetesResource,
  resources: KubernetesResource[],
): string[] {
  const scalers = findAutoscalers(workload, resources);
  const budgets = resources.filter(
    ({ kind, spec }) =>
      kind === 'PodDisruptionBudget' &&
      selects(spec.selector?.matchLabels, podLabels(workload)),
  );
  return broken({
    'a budget limits its disruptions': budgets.length === 1,
    'at most one autoscaler changes its replicas': scalers.length <= 1,
    'either it or its autoscaler says how many replicas there are':
      (workload.spec.replicas === undefined) === scalers.length > 0,
    'its autoscaler has a lower and an upper bound': scalers.every(
      ({ spec }) =>
        (spec.minReplicas ?? spec.minReplicaCount) >= 1 &&
        (spec.maxReplicas ?? spec.maxReplicaCount) >=
          (spec.minReplicas ?? spec.minReplicaCount),
    ),
  }).map(finding => `${formatResourceName(workload)}: ${finding}`);
}

export function findAutoscalers(
  workload: KubernetesResource,
  resources: KubernetesResource[],
): KubernetesResource[] {
  return resources.filter(
    ({ kind, spec }) =>
      ['HorizontalPodAutoscaler', 'ScaledObject'].includes(kind) &&
      spec.scaleTargetRef.name === workload.metadata.name,
  );
}

function referenceFindings(
  workload: KubernetesResource,
  resources: KubernetesResource[],
): string[] {
  const { spec } = workload.spec.template;
  const sources = spec.containers
    .flatMap((container: Container) => [
      ...(container.envFrom ?? []),
      ...(container.env ?? []).map(({ valueFrom }: any) => valueFrom ?? {}),
    ])
    .filter(({ secretRef }: any) => !secretRef?.optional);
  const wanted = [
    ['ServiceAccount', spec.serviceAccountName],
    ...sources.flatMap((source: any) => [
      ['ConfigMap', (source.configMapRef ?? source.configMapKeyRef)?.name],
      ['Secret', (source.secretRef ?? source.secretKeyRef)?.name],
    ]),
    ...(spec.volumes ?? []).flatMap((volume: any) => [
      ['ConfigMap', volume.configMap?.name],
      ['Secret', volume.secret?.secretName],
    ]),
  ].filter(([, name]) => name);
  return wanted
    .filter(
      ([kind, name]) =>
        !resources.some(
          resource => resource.kind === kind && resource.metadata.name === name,
        ),
    )
    .map(
      ([kind, name]) =>
        `${formatResourceName(workload)}: there is no ${kind} ${name}`,
    );
}

function trafficFindings(
  resources: KubernetesResource[],
  workloads: KubernetesResource[],
): string[] {
  const policies = resources.filter(({ kind }) => kind === 'NetworkPolicy');
  const deniesAll = policies.some(
    ({ spec }) =>
      Object.keys(spec.podSelector).length === 0 &&
      ['Ingress', 'Egress'].every(type => spec.policyTypes?.includes(type)) &&
      !spec.ingress?.length &&
      !spec.egress?.length,
  );
  const openPolicies = policies.filter(({ spec }) =>
    [...(spec.ingress ?? []), ...(spec.egress ?? [])].some(
      rule => Object.keys(rule).length === 0,
    ),
  );
  const services = resources.filter(({ kind }) => kind === 'Service');
  const servesNobody = services.filter(
    service =>
      !workloads.some(workload =>
        selects(service.spec.selector, podLabels(workload)),
      ),
  );
  return [
    ...(deniesAll ? [] : ['no NetworkPolicy denies what others do not allow']),
    ...openPolicies.map(
      policy => `${formatResourceName(policy)}: it allows everything`,
    ),
    ...servesNobody.map(
      service => `${formatResourceName(service)}: it selects no pod`,
    ),
  ];
}

function podLabels(workload: KubernetesResource): Labels {
  return workload.spec.template.metadata.labels;
}

function selects(selector: Labels | undefined, labels: Labels): boolean {
  return (
    selector !== undefined &&
    Object.keys(selector).length > 0 &&
    Object.entries(selector).every(([key, value]) => labels[key] === value)
  );
}
