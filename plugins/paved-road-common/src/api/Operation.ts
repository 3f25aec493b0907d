import { z } from 'zod';

/** What an operation answers that is no JSON. @alpha */
export type MediaType =
  'text/markdown' | 'application/yaml' | 'text/csv' | 'image/svg+xml';

/**
 * One operation of the REST API. The client, the routes of the back end and the OpenAPI document come from these; who adds
 * one adds it here first.
 *
 * @alpha
 */
export interface Operation {
  /** Method, and the path under `/api/paved-road` as Express writes it. */
  readonly route: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;
  /** What it does, as an imperative. */
  readonly summary: string;
  /** The permission that the caller needs; any user or service may call it without one. */
  readonly permission?: { readonly name: string };
  /** Who may call it: users and services by default. */
  readonly callers?: 'users' | 'anyone';
  readonly query?: z.ZodType;
  /** Sent as JSON. */
  readonly body?: z.ZodType;
  /** Other media types of the body, which is then read while it arrives. */
  readonly accepts?: readonly string[];
  /** What messages of errors call the body; `request` by default. */
  readonly bodyName?: string;
  /** The largest body in bytes; 100,000 by default. */
  readonly maxBody?: number;
  /** Whether `If-Match` has to say on which version the request is based. */
  readonly ifMatch?: 'required' | 'optional';
  /** Whether `Prefer: wait=N` says for how long the caller waits. */
  readonly wait?: true;
  /** Schema of the JSON, or the media type of something else; nothing if it is left out. */
  readonly answer?: z.ZodType | MediaType;
  /** Media types of other renderings of the answer, by `Accept`. */
  readonly renderings?: readonly string[];
  /** Whether the answer has an `ETag`, for `If-Match`. */
  readonly etag?: true;
  /** Statuses of success; 200 by default, or 204 without an answer. */
  readonly statuses?: readonly number[];
  /** Statuses of errors, beyond those that follow from the rest. */
  readonly errors?: readonly number[];
}

/** Reading needs no permission of its own. */
export const readEntity = { name: 'catalog.entity.read' };

/** A schema of one page of a list. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return uncountedPageSchema(item).extend({ totalItems: z.number().int() });
}

/** A schema of one page of a list that is not counted. */
export function uncountedPageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    /** Pass it as `cursor` to get the next page; absent on the last one. */
    nextCursor: z.string().optional(),
  });
}
