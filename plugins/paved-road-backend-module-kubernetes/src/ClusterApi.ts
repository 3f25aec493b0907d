import { requestJson, SourceLimits } from '@paved-road/plugin-paved-road-node';
import { Agent, request } from 'node:https';
import { Readable } from 'node:stream';
import pLimit from 'p-limit';
import { z } from 'zod';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { Cluster } from './readClusters';

const PAGE_SIZE = 250;
/** Bytes per page. An object has about 10,000, mostly managed fields. */
const LARGEST_PAGE = 20_000_000;
const REQUESTS_AT_A_TIME = 8;

const stringMap = z.record(z.string(), z.string());
const metadataSchema = z.object({
  name: z.string(),
  namespace: z.string(),
  labels: stringMap.optional(),
});

const podSchema = z.object({
  metadata: metadataSchema,
  status: z
    .object({
      phase: z.string().optional(),
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

const resources = z.record(z.string(), z.unknown()).optional();
const workloadSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    replicas: z.int().optional(),
    selector: z.object({
      matchLabels: stringMap.optional(),
      matchExpressions: z
        .array(
          z.object({
            key: z.string(),
            operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
            values: z.array(z.string()).optional(),
          }),
        )
        .optional(),
    }),
    template: z.object({
      spec: z.object({
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
      }),
    }),
  }),
  status: z
    .object({
      readyReplicas: z.int().optional(),
      desiredNumberScheduled: z.int().optional(),
      numberReady: z.int().optional(),
    })
    .optional(),
});

export type Pod = z.output<typeof podSchema>;
export type WorkloadObject = z.output<typeof workloadSchema>;

/** A kind of objects in the API, with the schema of the used fields. */
export interface Resource<T> {
  path: string;
  plural: string;
  schema: z.ZodType<T>;
}

export const pods: Resource<Pod> = {
  path: '/api/v1',
  plural: 'pods',
  schema: podSchema,
};

/** @param kind - such as Deployment */
export const workloads = (kind: string): Resource<WorkloadObject> => ({
  path: '/apis/apps/v1',
  plural: `${kind.toLowerCase()}s`,
  schema: workloadSchema,
});

export class ClusterApi {
  readonly name: string;
  readonly #fetch?: typeof fetch;
  readonly #limit = pLimit(REQUESTS_AT_A_TIME);
  readonly #limits = new SourceLimits();

  constructor(private readonly cluster: Cluster) {
    this.name = cluster.name;
    this.#fetch = cluster.tls && fetchWith(cluster.tls);
  }

  /**
   * Lists objects, page by page.
   *
   * @param asked - `selector` of labels, optional `namespace`, and at `most` so many objects
   * @throws NotAllowedError if the server refuses the credentials
   * @throws SourceLimitedError if it limits the rate of requests
   * @throws ServiceUnavailableError if it cannot be reached, or fails
   * @throws Error for an unexpected response
   */
  async *list<T>(
    { path, plural, schema }: Resource<T>,
    asked: {
      selector: string;
      namespace?: string;
      most: number;
      signal: AbortSignal;
    },
  ): AsyncGenerator<T[]> {
    const { selector, namespace, most, signal } = asked;
    const place = namespace
      ? `namespaces/${encodeURIComponent(namespace)}/`
      : '';
    let next: string | undefined = '';
    for (let read = 0; next !== undefined; read += PAGE_SIZE) {
      if (read > most) {
        throw new Error(
          `The cluster ${this.name} has more pages of ${plural} than it should`,
        );
      }
      const parameters = new URLSearchParams({
        labelSelector: selector,
        limit: String(PAGE_SIZE),
        ...(next && { continue: next }),
      });
      const { items, metadata } = await this.#ask(
        `${path}/${place}${plural}?${parameters}`,
        createPageSchema(schema),
        signal,
      );
      yield items;
      next = metadata.continue || undefined;
    }
  }

  async #ask<T>(
    path: string,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const send = () =>
      requestJson(`${this.cluster.url}${path}`, {
        signal,
        schema,
        headers: { authorization: `Bearer ${this.cluster.token}` },
        tokenKey: `serviceAccountToken of the cluster ${this.name}`,
        largestBody: LARGEST_PAGE,
        fetch: this.#fetch,
      });
    return await this.#limit(async () => {
      try {
        return (await this.#limits.run(this.name, send)).body;
      } catch (error) {
        // A wrong path or an expired page is not an answer about the entity.
        throw isErrorWithName(error, 'NotFoundError')
          ? new Error(
              `${error.message}; if that lasts, correct the URL of the cluster ${this.name}`,
            )
          : error;
      }
    });
  }
}

function createPageSchema<T>(schema: z.ZodType<T>) {
  return z.object({
    metadata: z.object({ continue: z.string().optional() }),
    items: z.array(schema),
  });
}

/* The fetch of Node does not support a certificate authority. */
function fetchWith(tls: Cluster['tls']): typeof fetch {
  const agent = new Agent({ ...tls, keepAlive: true });
  return (url, { headers, signal } = {}) =>
    new Promise((resolve, reject) => {
      request(
        url as URL,
        {
          agent,
          headers: headers as Record<string, string>,
          signal: signal ?? undefined,
        },
        response => {
          try {
            resolve(
              new Response(Readable.toWeb(response) as ReadableStream, {
                status: response.statusCode,
                headers: response.headers as Record<string, string>,
              }),
            );
          } catch (cause) {
            // For example a status without a body. Nothing else catches errors here.
            response.destroy();
            reject(new TypeError('fetch failed', { cause }));
          }
        },
      )
        .on('error', cause => reject(new TypeError('fetch failed', { cause })))
        .end();
    });
}
