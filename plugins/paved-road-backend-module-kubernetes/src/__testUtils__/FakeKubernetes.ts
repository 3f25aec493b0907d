import {
  FakeAnswer,
  FakeRequest,
} from '@paved-road/plugin-paved-road-node/testUtils';

export interface KubernetesObject {
  metadata: {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
  };
}

const LIST = /^\/(?:api\/v1|apis\/apps\/v1)\/(?:namespaces\/([^/]+)\/)?(\w+)$/;

/**
 * Lists objects as the API server of a cluster does: by namespace and labels, page by page.
 *
 * @param objects - by the plural of their kind
 */
export function answerAsKubernetes(
  objects: Record<string, KubernetesObject[]>,
  { path, query, headers }: FakeRequest,
): FakeAnswer {
  const found = LIST.exec(path);
  if (headers.authorization !== 'Bearer some' || !found) {
    return refusal(found ? 401 : 404, 'Unauthorized or not there');
  }
  const [, namespace, plural] = found;
  const matches = matcherOf(query.get('labelSelector') ?? '');
  if (!matches) {
    return refusal(400, 'unable to parse requirement');
  }
  const all = (objects[plural] ?? []).filter(
    ({ metadata }) =>
      (namespace === undefined || metadata.namespace === namespace) &&
      matches(metadata.labels ?? {}),
  );
  const start = Number(query.get('continue') ?? 0);
  const end = start + Number(query.get('limit'));
  return {
    body: {
      metadata: {
        resourceVersion: '10245',
        ...(end < all.length && { continue: String(end) }),
      },
      items: all.slice(start, end),
    },
  };
}

export function refusal(status: number, message: string): FakeAnswer {
  return { status, body: { kind: 'Status', status: 'Failure', message } };
}

/** Of `a=b,c in (d,e)`; undefined for anything else. */
function matcherOf(selector: string) {
  const requirements = selector.split(/,(?![^(]*\))/).map(text => {
    const [, name, value, values] =
      /^([\w./-]+)(?:=([\w.-]*)| in \(([\w.,-]*)\))$/.exec(text) ?? [];
    return { name, values: new Set(values?.split(',') ?? [value]) };
  });
  return requirements.every(({ name }) => name)
    ? (labels: Record<string, string>) =>
        requirements.every(({ name, values }) => values.has(labels[name]))
    : undefined;
}
