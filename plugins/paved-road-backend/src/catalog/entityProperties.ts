import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';

/** A property of `metadata` or `spec`, found as the catalog searches: in any case. */
export interface EntityProperty {
  root: 'metadata' | 'spec';
  /** Path below the root, in lower case. */
  key: string;
  /** In lower case; absent if any value will do. */
  value?: string;
}

/** The same for the same property. */
export function idOfProperty({ root, key, value }: EntityProperty): string {
  return JSON.stringify([root, key, value]);
}

/** The catalog searches for no longer keys and values. */
export const LONGEST_VALUE = 200;

/** Paths that the catalog does not read like others. */
const special = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.etag',
];

/** Finds properties of entities. Many values of the same key cost as much as one. */
export class PropertyFinder {
  /** By path and value; undefined is any value. */
  readonly #known: Map<string, Map<string | undefined, EntityProperty>>;

  constructor(properties: EntityProperty[]) {
    const byPath = Map.groupBy(properties, of => `${of.root}.${of.key}`);
    this.#known = new Map(
      [...byPath]
        .filter(([path]) => path.length <= LONGEST_VALUE)
        .map(([path, some]) => [path, new Map(some.map(of => [of.value, of]))]),
    );
  }

  /** The properties that the catalog finds the entity by, each once. */
  find(entity: Entity): EntityProperty[] {
    return [...this.#known].flatMap(([path, byValue]) => {
      const values = new Set<string | undefined>();
      for (const value of valuesAt(entity, path)) {
        values.add(undefined).add(toSearched(value));
      }
      return [...values].flatMap(value => byValue.get(value) ?? []);
    });
  }
}

/* Undefined for what no value matches. */
function toSearched(value: unknown): string | undefined {
  const text =
    value === undefined || value === null
      ? undefined
      : String(value).toLowerCase();
  return text !== undefined && text.length <= LONGEST_VALUE ? text : undefined;
}

/** The values at a path, which begins with `metadata` or `spec`, as the catalog finds them. */
function* valuesAt(entity: Entity, path: string): Generator<unknown> {
  const { metadata, spec } = entity;
  if (path === 'metadata.name') {
    yield metadata.name;
  } else if (path === 'metadata.namespace') {
    yield metadata.namespace || DEFAULT_NAMESPACE;
  } else if (path === 'metadata.uid') {
    yield metadata.uid;
  }
  yield* path.startsWith('metadata.')
    ? valuesBelow('metadata', metadata, path)
    : valuesBelow('spec', spec, path);
}

function* valuesBelow(
  place: string,
  value: unknown,
  path: string,
): Generator<unknown> {
  if (special.includes(place)) {
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* valuesBelow(place, item, path);
      // The catalog also finds a list by its texts.
      if (
        typeof item === 'string' &&
        `${place}.${item}`.toLowerCase() === path
      ) {
        yield true;
      }
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) {
      const next = `${place}.${name}`;
      const lower = next.toLowerCase();
      if (path === lower || path.startsWith(`${lower}.`)) {
        yield* valuesBelow(next, child, path);
      }
    }
  } else if (place.toLowerCase() === path) {
    yield value;
  }
}
