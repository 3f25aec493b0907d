import { z } from 'zod';

/** A response body other than JSON. @alpha */
export type MediaType =
  'text/markdown' | 'application/yaml' | 'text/csv' | 'image/svg+xml';

/**
 * One operation of the REST API. The client, the routes of the back end and the OpenAPI document derive from it.
 *
 * @alpha
 */
export interface Operation {
  /** Method, and path under `/api/paved-road` in the syntax of Express. */
  readonly route: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;
  /** Imperative sentence. */
  readonly summary: string;
  /** Required permission; without one, any user or service may call it. */
  readonly permission?: { readonly name: string };
  /** A permission that suffices instead. */
  readonly alternativePermission?: { readonly name: string };
  /** Who may call it: users and services by default. */
  readonly callers?: 'users' | 'anyone';
  readonly query?: z.ZodType;
  /** Sent as JSON. */
  readonly body?: z.ZodType;
  /** Other media types of the body, which is then streamed. */
  readonly accepts?: readonly string[];
  /** Name of the body in error messages; `request` by default. */
  readonly bodyName?: string;
  /** Maximum body size in bytes; 100,000 by default. */
  readonly maxBody?: number;
  /** Whether the request needs `If-Match`. */
  readonly ifMatch?: 'required' | 'optional';
  /** Whether the operation supports `Prefer: wait=N`. */
  readonly wait?: true;
  /** Schema of the JSON response, or another media type; without it, the response is empty. */
  readonly answer?: z.ZodType | MediaType;
  /** Other media types of the response, chosen by `Accept`. */
  readonly renderings?: readonly string[];
  /** Whether the response has an `ETag` for `If-Match`. */
  readonly etag?: true;
  /** Success statuses; by default 200, or 204 for an empty response. */
  readonly statuses?: readonly number[];
  /** Additional error statuses. */
  readonly errors?: readonly number[];
}

/** Reading needs no separate permission. */
export const readEntity = { name: 'catalog.entity.read' };

export function pageSchema<T extends z.ZodType>(item: T) {
  return uncountedPageSchema(item).extend({ totalItems: z.number().int() });
}

/** The schema for a page of a list without a total. */
export function uncountedPageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    /** `cursor` for the next page; absent on the last one. */
    nextCursor: z.string().optional(),
  });
}
