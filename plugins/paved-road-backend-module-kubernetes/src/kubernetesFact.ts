import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { FactCollector, requestJson } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { Cluster } from './readClusters';

const LARGEST_ANSWER = 5_000_000;
/** Objects of an answer; an entity with more of a kind is an error. */
const MOST_OBJECTS = 500;

const annotations = {
  id: 'backstage.io/kubernetes-id',
  selector: 'backstage.io/kubernetes-label-selector',
  namespace: 'backstage.io/kubernetes-namespace',
  cluster: 'backstage.io/kubernetes-cluster',
};

const factSchema = (zod: typeof z) =>
  zod.object({
    workloads: zod
      .array(
        zod.object({
          cluster: zod.string(),
          namespace: zod.string(),
          kind: zod.enum(['Deployment', 'StatefulSet', 'DaemonSet']),
          name: zod.string(),
          replicas: zod.int().describe('Wanted ones'),
          ready: zod.int(),
          containers: zod.array(
            zod.object({
              name: zod.string(),
              image: zod.string().describe('As declared'),
              digests: zod
                .array(zod.string())
                .describe('Of the images that run, such as sha256:0d17…'),
              cpuRequest: zod.boolean(),
              memoryRequest: zod.boolean(),
              memoryLimit: zod.boolean(),
              readinessProbe: zod.boolean(),
              livenessProbe: zod.boolean(),
            }),
          ),
        }),
      )
      .describe('Deployments, stateful sets and daemon sets'),
    images: zod
      .array(zod.string())
      .describe('Distinct ones that are declared, without tag and digest'),
    replicas: zod.int().describe('Of all workloads'),
    ready: zod.int().describe('Of all workloads'),
    restarts: zod.int().describe('Of all containers that run'),
  });

type Fact = z.output<ReturnType<typeof factSchema>>;
type Workload = Fact['workloads'][number];

const resources = z.record(z.string(), z.unknown()).optional();
const podSpecSchema = z.object({
  containers: z.array(
    z.object({
      name: z.string(),
      image: z.string(),
      resources: z
        .object({ requests: resources, limits: resources })
        .optional(),
      readinessProbe: z.unknown().optional(),
      livenessProbe: z.unknown().optional(),
    }),
  ),
});
const metadataSchema = z.object({ name: z.string(), namespace: z.string() });
const workloadSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    replicas: z.int().optional(),
    selector: z.object({
      matchLabels: z.record(z.string(), z.string()).optional(),
    }),
    template: z.object({ spec: podSpecSchema }),
  }),
  status: z
    .object({
      readyReplicas: z.int().optional(),
      desiredNumberScheduled: z.int().optional(),
      numberReady: z.int().optional(),
    })
    .optional(),
});
const podSchema = z.object({
  metadata: metadataSchema.extend({
    labels: z.record(z.string(), z.string()).optional(),
  }),
  status: z
    .object({
      containerStatuses: z
        .array(
          z.object({
            name: z.string(),
            imageID: z.string(),
            restartCount: z.int(),
          }),
        )
        .optional(),
    })
    .optional(),
});
type Pod = z.output<typeof podSchema>;

const kinds = [
  ['Deployment', 'deployments'],
  ['StatefulSet', 'statefulsets'],
  ['DaemonSet', 'daemonsets'],
] as const;

/** The fact `kubernetes`: the workloads of an entity in all clusters. */
export function createKubernetesFact(clusters: Cluster[]): FactCollector<Fact> {
  return {
    id: 'kubernetes',
    title: 'Kubernetes',
    description:
      'Replicas, probes, limits and images of what runs, from the API servers of the clusters.',
    schema: factSchema,
    freshness: { minutes: 15 },
    timeout: { minutes: 1 },
    cost: 'medium',
    filter: {
      $any: [
        {
          'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
        },
        {
          'metadata.annotations.backstage.io/kubernetes-label-selector': {
            $exists: true,
          },
        },
      ],
    },
    async collect({ entity, signal }) {
      const { selector, namespace, cluster } = placeOf(entity);
      const asked = clusters.filter(
        ({ name }) => cluster === undefined || name === cluster,
      );
      if (asked.length === 0) {
        throw new NotFoundError(
          cluster
            ? `There is no cluster ${cluster}: correct the annotation ${annotations.cluster}, or add it to kubernetes.clusterLocatorMethods`
            : 'There is no cluster with a serviceAccountToken in kubernetes.clusterLocatorMethods',
        );
      }
      // A cluster that does not answer makes the whole unknown: fewer replicas would not be true.
      const found = await Promise.all(
        asked.map(one => readCluster(one, selector, namespace, signal)),
      );
      const workloads = found.flatMap(({ workloads: some }) => some);
      if (workloads.length === 0) {
        throw new NotFoundError(
          `No workload has the labels ${selector}${namespace ? ` in ${namespace}` : ''} in ${asked.map(({ name }) => name).join(', ')}`,
        );
      }
      const sum = (of: (workload: Workload) => number) =>
        workloads.reduce((total, workload) => total + of(workload), 0);
      return {
        status: 'known',
        source: `Kubernetes ${asked.map(({ name }) => name).join(', ')}`,
        value: {
          workloads,
          images: distinct(
            workloads.flatMap(({ containers }) =>
              containers.map(({ image }) => repositoryOf(image)),
            ),
          ),
          replicas: sum(({ replicas }) => replicas),
          ready: sum(({ ready }) => ready),
          restarts: found.reduce((total, { restarts }) => total + restarts, 0),
        },
      };
    },
  };
}

function placeOf({ metadata: { annotations: all = {} } }: Entity) {
  const id = all[annotations.id];
  const selector =
    all[annotations.selector]?.trim() || (id && `${annotations.id}=${id}`);
  // Without one, Kubernetes lists everything.
  if (!selector) {
    throw new NotFoundError(
      `The annotation ${annotations.selector} is empty: name the labels of the workloads`,
    );
  }
  return {
    selector,
    namespace: all[annotations.namespace],
    cluster: all[annotations.cluster],
  };
}

async function readCluster(
  cluster: Cluster,
  selector: string,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<{ workloads: Workload[]; restarts: number }> {
  const list = async <T>(api: string, plural: string, item: z.ZodType<T>) => {
    const place = namespace
      ? `namespaces/${encodeURIComponent(namespace)}/`
      : '';
    const { body } = await requestJson(
      `${cluster.url}${api}/${place}${plural}?labelSelector=${encodeURIComponent(selector)}&limit=${MOST_OBJECTS}`,
      {
        signal,
        headers: { authorization: `Bearer ${cluster.token}` },
        largestBody: LARGEST_ANSWER,
      },
    );
    const { data, error } = z
      .object({
        metadata: z.object({ continue: z.string().optional() }),
        items: z.array(item),
      })
      .safeParse(body);
    if (error) {
      throw new Error(
        `The cluster ${cluster.name} answered something else than expected: ${z.prettifyError(error)}`,
      );
    }
    if (data.metadata.continue) {
      throw new Error(
        `The cluster ${cluster.name} has more than ${MOST_OBJECTS} ${plural} with the labels ${selector}`,
      );
    }
    return data.items;
  };
  const [pods, ...lists] = await Promise.all([
    list('/api/v1', 'pods', podSchema),
    ...kinds.map(async ([kind, plural]) => {
      const items = await list('/apis/apps/v1', plural, workloadSchema);
      return items.map(item => ({ ...item, kind }));
    }),
  ]);
  return {
    restarts: pods
      .flatMap(({ status }) => status?.containerStatuses ?? [])
      .reduce((total, { restartCount }) => total + restartCount, 0),
    workloads: lists.flat().map(({ kind, metadata, spec, status }) => {
      const own = pods.filter(
        pod =>
          pod.metadata.namespace === metadata.namespace &&
          hasLabels(pod, spec.selector.matchLabels ?? {}),
      );
      return {
        cluster: cluster.name,
        namespace: metadata.namespace,
        kind,
        name: metadata.name,
        replicas: status?.desiredNumberScheduled ?? spec.replicas ?? 1,
        ready: status?.numberReady ?? status?.readyReplicas ?? 0,
        containers: spec.template.spec.containers.map(container => ({
          name: container.name,
          image: container.image,
          digests: digestsOf(own, container.name),
          cpuRequest: has(container.resources?.requests, 'cpu'),
          memoryRequest: has(container.resources?.requests, 'memory'),
          memoryLimit: has(container.resources?.limits, 'memory'),
          readinessProbe: container.readinessProbe !== undefined,
          livenessProbe: container.livenessProbe !== undefined,
        })),
      };
    }),
  };
}

function has(values: Record<string, unknown> = {}, name: string): boolean {
  return values[name] !== undefined;
}

function hasLabels(pod: Pod, labels: Record<string, string>): boolean {
  return Object.entries(labels).every(
    ([name, value]) => pod.metadata.labels?.[name] === value,
  );
}

/** From docker.io/library/nginx@sha256:0d17…, which is empty until a container has started. */
function digestsOf(pods: Pod[], container: string): string[] {
  return distinct(
    pods
      .flatMap(({ status }) => status?.containerStatuses ?? [])
      .filter(({ name }) => name === container)
      .flatMap(({ imageID }) => /sha256:[0-9a-f]+$/.exec(imageID) ?? []),
  );
}

/** Without digest and tag, but with the port of a registry. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort();
}
