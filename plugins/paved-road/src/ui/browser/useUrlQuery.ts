import { useMemo } from 'react';
import {
  NavigateOptions,
  useLocation,
  useSearchParams,
} from 'react-router-dom';
import { z } from 'zod';

/** State of a page in its query string. Each field has a default or is optional. */
type QuerySchema = z.ZodObject;

/** Reads a query string; drops invalid values. */
export function parseUrlQuery<S extends QuerySchema>(
  schema: S,
  search: URLSearchParams,
): z.output<S> {
  const given = Object.entries(schema.shape)
    .map(([param, field]) => ({
      param,
      field,
      value: search.get(param) || undefined,
    }))
    .filter(({ field, value }) => z.safeParse(field, value).success);
  return schema.parse(
    Object.fromEntries(given.map(({ param, value }) => [param, value])),
  );
}

/** A query string with its question mark, without defaults. */
export function formatUrlQuery<S extends QuerySchema>(
  schema: S,
  query: Partial<z.output<S>>,
): string {
  const defaults: Record<string, unknown> = schema.parse({});
  const search = new URLSearchParams();
  for (const param of Object.keys(schema.shape)) {
    const value = (query as Record<string, unknown>)[param];
    if (value !== undefined && value !== '' && value !== defaults[param]) {
      search.set(param, String(value));
    }
  }
  const text = search.toString();
  return text && `?${text}`;
}

/** The query of a page in its URL, so that people can share it and Back undoes a change. */
export function useUrlQuery<S extends QuerySchema>(schema: S) {
  const { pathname } = useLocation();
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => parseUrlQuery(schema, search), [schema, search]);
  const changed = (change: Partial<z.output<S>>) =>
    formatUrlQuery(schema, { ...query, ...change });
  return {
    query,
    update: (change: Partial<z.output<S>>, options?: NavigateOptions): void =>
      setSearch(changed(change), options),
    /** A link to this page with another query. */
    href: (change: Partial<z.output<S>>): string =>
      `${pathname}${changed(change)}`,
  };
}
