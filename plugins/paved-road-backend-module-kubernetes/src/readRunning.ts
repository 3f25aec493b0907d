import { ServiceUnavailableError, toError } from '@backstage/errors';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { groupWhile } from '@paved-road/plugin-paved-road-node';
import {
  ClusterApi,
  Pod,
  pods,
  Resource,
  WorkloadObject,
  workloads,
} from './ClusterApi';

export const idLabel = 'backstage.io/kubernetes-id';
export const workloadKinds = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
] as const;

/** Maximum objects of a kind per entity. */
const MOST_OBJECTS = 500;
/** Servers and proxies limit the length of a URL. */
const LONGEST_SELECTOR = 3_000;
/** A cluster that never responds must not use the time of the others. */
const LONGEST_ANSWER_MS = 60_000;

export interface Place {
  /** Value of the label of Backstage, if it is the selector. */
  id?: string;
  selector: string;
  namespace?: string;
}

export interface Container {
  name: string;
  image: string;
  digests: string[];
  cpuRequest: boolean;
  memoryRequest: boolean;
  memoryLimit: boolean;
  readinessProbe: boolean;
  livenessProbe: boolean;
}

interface Workload {
  cluster: string;
  namespace: string;
  kind: (typeof workloadKinds)[number];
  name: string;
  replicas: number;
  ready: number;
  containers: Container[];
}

/** The workloads of an entity in a cluster. */
export interface Running {
  workloads: Workload[];
  restarts: number;
}

/**
 * Reads workloads of a cluster. Places in the same namespace with the label of Backstage share a request.
 *
 * @returns the workloads or an error for each place
 */
export async function readRunning(
  cluster: ClusterApi,
  places: Place[],
  signal: AbortSignal,
): Promise<Map<Place, Running | Error>> {
  const inTime = AbortSignal.any([
    signal,
    AbortSignal.timeout(LONGEST_ANSWER_MS),
  ]);
  const answers = await Promise.all(
    chunkBySelector(places).map(question => answer(cluster, question, inTime)),
  );
  return new Map(answers.flat());
}

/** Groups places that can share a request. */
function chunkBySelector(places: Place[]): Place[][] {
  const groups = Map.groupBy(places, ({ namespace, id, selector }) =>
    JSON.stringify([namespace, id === undefined && selector]),
  );
  return [...groups.values()].flatMap(group =>
    groupWhile(
      group,
      question => formatSelector(question).length <= LONGEST_SELECTOR,
    ),
  );
}

function formatSelector(question: Place[]): string {
  const ids = new Set(question.flatMap(({ id }) => id ?? []));
  return ids.size > 1
    ? `${idLabel} in (${[...ids].join()})`
    : question[0].selector;
}

async function answer(
  cluster: ClusterApi,
  question: Place[],
  signal: AbortSignal,
): Promise<Array<[Place, Running | Error]>> {
  const tooMany = new Map<string, Error>();
  const list = <T extends Labelled>(resource: Resource<T>) =>
    listBySelector(cluster, resource, { question, signal, tooMany });
  try {
    const [podLists, ...workloadLists] = await Promise.all([
      list(pods),
      ...workloadKinds.map(kind => list(workloads(kind))),
    ]);
    return question.map(place => [
      place,
      tooMany.get(place.selector) ??
        summarizeRunning(
          cluster.name,
          podLists.get(place.selector) ?? [],
          workloadLists.map(lists => lists.get(place.selector) ?? []),
        ),
    ]);
  } catch (error) {
    const failure = isErrorWithName(error, 'TimeoutError')
      ? new ServiceUnavailableError(
          `The cluster ${cluster.name} did not answer within ${LONGEST_ANSWER_MS / 1_000} seconds`,
        )
      : toError(error);
    return question.map(place => [place, failure]);
  }
}

interface Labelled {
  metadata: { labels?: Record<string, string> };
}

/**
 * @param options - receives in `tooMany` an error for each selector with too many objects. The others are requested
 * again.
 */
async function listBySelector<T extends Labelled>(
  cluster: ClusterApi,
  resource: Resource<T>,
  options: {
    question: Place[];
    signal: AbortSignal;
    tooMany: Map<string, Error>;
  },
): Promise<Map<string, T[]>> {
  const { question, signal, tooMany } = options;
  const found = new Map(question.map(({ selector }) => [selector, [] as T[]]));
  const [{ id, namespace, selector }] = question;
  const pages = cluster.list(resource, {
    namespace,
    selector: formatSelector(question),
    most: MOST_OBJECTS * found.size,
    signal,
  });
  for await (const page of pages) {
    for (const item of page) {
      const label = `${idLabel}=${item.metadata.labels?.[idLabel]}`;
      found.get(id === undefined ? selector : label)?.push(item);
    }
    const large = [...found].find(([, items]) => items.length > MOST_OBJECTS);
    if (large) {
      tooMany.set(
        large[0],
        new Error(
          `The cluster ${cluster.name} has more than ${MOST_OBJECTS} ${resource.plural} with the labels ${large[0]}`,
        ),
      );
      const others = question.filter(place => place.selector !== large[0]);
      return others.length > 0
        ? await listBySelector(cluster, resource, {
            ...options,
            question: others,
          })
        : new Map();
    }
  }
  return found;
}

/** @param lists - objects by kind of workload */
function summarizeRunning(
  cluster: string,
  allPods: Pod[],
  lists: WorkloadObject[][],
): Running {
  // Evicted and ended pods stay in the list for a while.
  const podList = allPods.filter(
    ({ status }) => !['Failed', 'Succeeded'].includes(status?.phase ?? ''),
  );
  return {
    restarts: podList
      .flatMap(({ status }) => status?.containerStatuses ?? [])
      .reduce((total, { restartCount }) => total + restartCount, 0),
    workloads: lists.flatMap((list, index) =>
      list.map(({ metadata, spec, status }) => {
        const own = podList.filter(
          pod =>
            pod.metadata.namespace === metadata.namespace &&
            isSelected(pod.metadata.labels ?? {}, spec.selector),
        );
        return {
          cluster,
          namespace: metadata.namespace,
          kind: workloadKinds[index],
          name: metadata.name,
          replicas: status?.desiredNumberScheduled ?? spec.replicas ?? 1,
          ready: status?.numberReady ?? status?.readyReplicas ?? 0,
          containers: spec.template.spec.containers.map(container => ({
            name: container.name,
            image: container.image,
            digests: listDigests(own, container.name),
            cpuRequest: has(container.resources?.requests, 'cpu'),
            memoryRequest: has(container.resources?.requests, 'memory'),
            memoryLimit: has(container.resources?.limits, 'memory'),
            readinessProbe: container.readinessProbe !== undefined,
            livenessProbe: container.livenessProbe !== undefined,
          })),
        };
      }),
    ),
  };
}

function has(values: Record<string, unknown> = {}, name: string): boolean {
  return values[name] !== undefined;
}

function isSelected(
  labels: Record<string, string>,
  {
    matchLabels = {},
    matchExpressions = [],
  }: WorkloadObject['spec']['selector'],
): boolean {
  return (
    Object.entries(matchLabels).every(
      ([name, value]) => labels[name] === value,
    ) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

/**
 * Reads digests from image ids such as docker.io/library/nginx@sha256:0d17…, which are empty until a container has
 * started. For an image from no registry, it is the digest of its config.
 */
function listDigests(list: Pod[], container: string): string[] {
  const digests = list
    .flatMap(({ status }) => status?.containerStatuses ?? [])
    .filter(({ name }) => name === container)
    .flatMap(
      ({ imageID }) => /@(sha256:[0-9a-f]{64})$/.exec(imageID)?.[1] ?? [],
    );
  return [...new Set(digests)].sort();
}
