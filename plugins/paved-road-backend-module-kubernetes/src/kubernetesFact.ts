import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  BatchItem,
  CollectedFact,
  collectInBatches,
  FactCollector,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { ClusterApi } from './ClusterApi';
import { parseTaggedImage, removeTagAndDigest } from './image';
import {
  Container,
  idLabel,
  Place,
  readRunning,
  Running,
  workloadKinds,
} from './readRunning';
import { RegistryApi } from './RegistryApi';

const MOST_ENTITIES = 100;
/** Time limit for all images of a call. Later results are ignored. */
const LONGEST_COMPARISON_MS = 45_000;
/** The default grace of facts. */
const GRACE_MS = 24 * 3_600_000;

const annotations = {
  id: idLabel,
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
          kind: zod.enum(workloadKinds),
          name: zod.string(),
          replicas: zod.int().describe('Desired replicas'),
          ready: zod.int(),
          containers: zod.array(
            zod.object({
              name: zod.string(),
              image: zod.string().describe('Image as declared'),
              digests: zod
                .array(zod.string())
                .describe(
                  'Digests of the running images, such as sha256:0d17…',
                ),
              isCurrent: zod
                .boolean()
                .optional()
                .describe(
                  'Whether the registry has these digests for the tag; absent if unknown',
                ),
              heldSince: zod
                .string()
                .optional()
                .describe(
                  'When the registry stopped responding, ISO 8601; isCurrent then keeps its value for 24 hours',
                ),
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
      .describe('Distinct declared images without tag and digest'),
    outdatedImages: zod
      .array(zod.string())
      .optional()
      .describe(
        'Distinct declared images whose running digest differs from the registry; absent if unknown for one of the compared images',
      ),
    replicas: zod.int().describe('Of all workloads'),
    ready: zod.int().describe('Of all workloads'),
    restarts: zod.int().describe('Restarts of all running containers'),
  });

type Fact = z.output<ReturnType<typeof factSchema>>;

interface Target extends Place {
  clusters: ClusterApi[];
}

/** The fact `kubernetes`: the workloads of an entity in all clusters. */
export function createKubernetesFact(
  clusters: ClusterApi[],
  registries: ReadonlyMap<string, RegistryApi>,
): FactCollector<Fact> {
  async function collectAll(
    items: BatchItem<Target, Fact>[],
    signal: AbortSignal,
  ): Promise<Array<CollectedFact<Fact> | Error>> {
    const targets = items.map(({ target }) => target);
    const found = await Promise.all(
      clusters.map(cluster =>
        readRunning(
          cluster,
          targets.filter(target => target.clusters.includes(cluster)),
          signal,
        ),
      ),
    );
    const inTime = AbortSignal.timeout(LONGEST_COMPARISON_MS);
    // One listener for all images, of which there may be thousands.
    const timeIsOver = new Promise<undefined>(resolve => {
      inTime.addEventListener('abort', () => resolve(undefined), {
        once: true,
      });
    });
    return await Promise.all(
      items.map(({ target, context }) =>
        createFact(
          target,
          found.flatMap(places => places.get(target) ?? []),
          containers =>
            compare(containers, registries, {
              previous: context.previous?.value,
              timeIsOver,
            }),
        ),
      ),
    );
  }

  return {
    id: 'kubernetes',
    title: 'Kubernetes',
    description:
      'Replicas, probes, limits and images of running workloads, from the API servers of the clusters.',
    schema: factSchema,
    freshness: { minutes: 15 },
    timeout: { minutes: 2 },
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
    // Entities of all clusters are a separate source.
    sourceOf: ({ metadata }) =>
      metadata.annotations?.[annotations.cluster] ?? 'all clusters',
    ...collectInBatches({
      size: MOST_ENTITIES,
      toTarget: ({ entity }) => readTarget(entity, clusters),
      collect: collectAll,
    }),
  };
}

/** @throws NotFoundError if an annotation does not name workloads of a cluster */
function readTarget(
  { metadata: { annotations: all = {} } }: Entity,
  clusters: ClusterApi[],
): Target {
  const own = all[annotations.selector]?.trim();
  const id = own ? undefined : all[annotations.id];
  const cluster = all[annotations.cluster];
  const asked = clusters.filter(
    ({ name }) => cluster === undefined || name === cluster,
  );
  // Without labels, Kubernetes lists everything.
  if (!own && !id) {
    throw new NotFoundError(
      `The annotation ${annotations.selector} is empty: name the labels of the workloads`,
    );
  }
  // The selector contains ids of several entities.
  if (id && !/^[a-z0-9]([-\w.]{0,61}[a-z0-9])?$/i.test(id)) {
    throw new NotFoundError(
      `The annotation ${annotations.id} is not the value of a label: ${id}`,
    );
  }
  if (asked.length === 0) {
    throw new NotFoundError(
      cluster
        ? `There is no cluster ${cluster}: correct the annotation ${annotations.cluster}, or add it to kubernetes.clusterLocatorMethods`
        : 'There is no cluster with a serviceAccountToken in kubernetes.clusterLocatorMethods',
    );
  }
  return {
    id,
    selector: own || `${annotations.id}=${id}`,
    namespace: all[annotations.namespace],
    clusters: asked,
  };
}

/**
 * @param found - results of each cluster of the target
 * @param compareAll - as {@link compare}
 */
async function createFact(
  { selector, namespace, clusters }: Target,
  found: Array<Running | Error>,
  compareAll: (containers: Container[]) => Promise<Comparisons>,
): Promise<CollectedFact<Fact> | Error> {
  const names = clusters.map(({ name }) => name).join(', ');
  const running: Running[] = [];
  for (const one of found) {
    // If a cluster does not respond, the fact is unknown, because the sum of replicas would be too low.
    if (one instanceof Error) {
      return one;
    }
    running.push(one);
  }
  const workloads = running.flatMap(one => one.workloads);
  if (workloads.length === 0) {
    return new NotFoundError(
      `No workload has the labels ${selector}${namespace ? ` in ${namespace}` : ''} in ${names}`,
    );
  }
  const containers = workloads.flatMap(workload => workload.containers);
  const compared = await compareAll(containers);
  const sum = (numbers: number[]) =>
    numbers.reduce((total, one) => total + one, 0);
  return {
    status: 'known',
    source: `Kubernetes ${names}`,
    value: {
      workloads: workloads.map(workload => ({
        ...workload,
        containers: workload.containers.map(container => ({
          ...container,
          ...compared.get(container),
        })),
      })),
      images: distinct(
        containers.map(({ image }) => removeTagAndDigest(image)),
      ),
      outdatedImages: listOutdatedImages(compared),
      replicas: sum(workloads.map(({ replicas }) => replicas)),
      ready: sum(workloads.map(({ ready }) => ready)),
      restarts: sum(running.map(({ restarts }) => restarts)),
    },
  };
}

/** Whether the tag in the registry has the running digests. Empty if unknown. */
type Comparison = Pick<
  Fact['workloads'][number]['containers'][number],
  'isCurrent' | 'heldSince'
>;
type Comparisons = Map<Container, Comparison>;

/** Compares running containers whose image has a tag in one of the registries. */
async function compare(
  containers: Container[],
  registries: ReadonlyMap<string, RegistryApi>,
  { previous, timeIsOver }: { previous?: Fact; timeIsOver: Promise<undefined> },
): Promise<Comparisons> {
  const compared = containers.map(async container => {
    const { digests } = container;
    const image = parseTaggedImage(container.image);
    const registry = image && registries.get(image.host);
    if (!registry || digests.length === 0) {
      return [];
    }
    // The request continues for others.
    const said = await Promise.race([
      registry.isCurrent(image, digests).then(
        isCurrent => ({ isCurrent }),
        () => undefined,
      ),
      timeIsOver,
    ]);
    return [
      [container, said ?? holdLastComparison(container, previous)] as const,
    ];
  });
  return new Map((await Promise.all(compared)).flat());
}

/** @returns the previous result for the same image and digests during the grace */
function holdLastComparison(
  { image, digests }: Container,
  previous?: Fact,
): Comparison {
  const last = previous?.workloads
    .flatMap(({ containers }) => containers)
    .find(
      one =>
        one.isCurrent !== undefined &&
        one.image === image &&
        one.digests.join() === digests.join(),
    );
  const heldSince = last?.heldSince ?? new Date().toISOString();
  return last && Date.now() - Date.parse(heldSince) < GRACE_MS
    ? { isCurrent: last.isCurrent, heldSince }
    : {};
}

function listOutdatedImages(compared: Comparisons): string[] | undefined {
  const results = [...compared];
  return results.length === 0 ||
    results.some(([, { isCurrent }]) => isCurrent === undefined)
    ? undefined
    : distinct(
        results.flatMap(([{ image }, { isCurrent }]) =>
          isCurrent ? [] : image,
        ),
      );
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort();
}
