import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  CollectedFact,
  FactCollector,
  FactCollectorContext,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { ClusterApi } from './ClusterApi';
import { repositoryOf, taggedImageOf } from './image';
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
/** For all images of a call; what is not known until then stays absent. */
const LONGEST_COMPARISON_MS = 45_000;
/** As a fact outlives a source that fails, unless its collector says otherwise. */
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
          replicas: zod.int().describe('Wanted ones'),
          ready: zod.int(),
          containers: zod.array(
            zod.object({
              name: zod.string(),
              image: zod.string().describe('As declared'),
              digests: zod
                .array(zod.string())
                .describe('Of the images that run, such as sha256:0d17…'),
              isCurrent: zod
                .boolean()
                .optional()
                .describe(
                  'Whether the registry has these digests for the tag; absent if that is not known',
                ),
              heldSince: zod
                .string()
                .optional()
                .describe(
                  'When the registry began not to answer, ISO 8601; isCurrent then stays as it was, for 24 hours',
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
      .describe('Distinct ones that are declared, without tag and digest'),
    outdatedImages: zod
      .array(zod.string())
      .optional()
      .describe(
        'Distinct ones, as declared, of which something else runs than the registry has; absent if that is not known of all that are compared',
      ),
    replicas: zod.int().describe('Of all workloads'),
    ready: zod.int().describe('Of all workloads'),
    restarts: zod.int().describe('Of all containers that run'),
  });

type Fact = z.output<ReturnType<typeof factSchema>>;

/** Where an entity runs. */
interface Target extends Place {
  clusters: ClusterApi[];
}

/**
 * The fact `kubernetes`: the workloads of an entity in all clusters.
 *
 * @param registries - whose images are compared, by host
 */
export function createKubernetesFact(
  clusters: ClusterApi[],
  registries: ReadonlyMap<string, RegistryApi>,
): FactCollector<Fact> {
  async function collectAll(
    contexts: FactCollectorContext<Fact>[],
  ): Promise<Array<CollectedFact<Fact> | Error>> {
    const [{ signal }] = contexts;
    const targets = contexts.map(({ entity }) => targetOf(entity, clusters));
    const found = await Promise.all(
      clusters.map(cluster =>
        readRunning(
          cluster,
          targets.filter(
            target =>
              !(target instanceof Error) && target.clusters.includes(cluster),
          ) as Target[],
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
      targets.map(async (target, index) =>
        target instanceof Error
          ? target
          : await factOf(
              target,
              found.flatMap(places => places.get(target) ?? []),
              containers =>
                compare(containers, registries, {
                  previous: contexts[index].previous?.value,
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
      'Replicas, probes, limits and images of what runs, from the API servers of the clusters.',
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
    // Those of all clusters are a source of their own.
    sourceOf: ({ metadata }) =>
      metadata.annotations?.[annotations.cluster] ?? 'all clusters',
    async collect(context) {
      const [result] = await collectAll([context]);
      if (result instanceof Error) {
        throw result;
      }
      return result;
    },
    batch: { size: MOST_ENTITIES, collect: collectAll },
  };
}

function targetOf(
  { metadata: { annotations: all = {} } }: Entity,
  clusters: ClusterApi[],
): Target | NotFoundError {
  const own = all[annotations.selector]?.trim();
  const id = own ? undefined : all[annotations.id];
  const cluster = all[annotations.cluster];
  const asked = clusters.filter(
    ({ name }) => cluster === undefined || name === cluster,
  );
  // Without labels, Kubernetes lists everything.
  if (!own && !id) {
    return new NotFoundError(
      `The annotation ${annotations.selector} is empty: name the labels of the workloads`,
    );
  }
  // It stands beside those of other entities in a selector.
  if (id && !/^[a-z0-9]([-\w.]{0,61}[a-z0-9])?$/i.test(id)) {
    return new NotFoundError(
      `The annotation ${annotations.id} is not the value of a label: ${id}`,
    );
  }
  if (asked.length === 0) {
    return new NotFoundError(
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
 * @param found - in each cluster of the target
 * @param compareAll - as {@link compare}
 */
async function factOf(
  { selector, namespace, clusters }: Target,
  found: Array<Running | Error>,
  compareAll: (containers: Container[]) => Promise<Comparisons>,
): Promise<CollectedFact<Fact> | Error> {
  const names = clusters.map(({ name }) => name).join(', ');
  const running: Running[] = [];
  for (const one of found) {
    // A cluster that does not answer makes the whole unknown: fewer replicas would not be true.
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
      images: distinct(containers.map(({ image }) => repositoryOf(image))),
      outdatedImages: outdatedOf(compared),
      replicas: sum(workloads.map(({ replicas }) => replicas)),
      ready: sum(workloads.map(({ ready }) => ready)),
      restarts: sum(running.map(({ restarts }) => restarts)),
    },
  };
}

/** Whether the registry has for the tag what runs; nothing where that is not known. */
type Comparison = Pick<
  Fact['workloads'][number]['containers'][number],
  'isCurrent' | 'heldSince'
>;
type Comparisons = Map<Container, Comparison>;

/** Compares the containers that run and have an image with a tag in one of the registries. */
async function compare(
  containers: Container[],
  registries: ReadonlyMap<string, RegistryApi>,
  { previous, timeIsOver }: { previous?: Fact; timeIsOver: Promise<undefined> },
): Promise<Comparisons> {
  const compared = containers.map(async container => {
    const { digests } = container;
    const image = taggedImageOf(container.image);
    const registry = image && registries.get(image.host);
    if (!registry || digests.length === 0) {
      return [];
    }
    // What is asked goes on, for others.
    const said = await Promise.race([
      registry.isCurrent(image, digests).then(
        isCurrent => ({ isCurrent }),
        () => undefined,
      ),
      timeIsOver,
    ]);
    return [[container, said ?? lastOf(container, previous)] as const];
  });
  return new Map((await Promise.all(compared)).flat());
}

/** What the registry said before of the same image and digests, while the grace lasts. */
function lastOf({ image, digests }: Container, previous?: Fact): Comparison {
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

function outdatedOf(compared: Comparisons): string[] | undefined {
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
