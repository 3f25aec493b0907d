import { Environment } from '@marcbachmann/cel-js';

/** Depth to which nested lists and maps are typed; deeper content is any value. */
const maxDepth = 4;

interface Type {
  kind: string;
}

/** Internals of the library that determine types of values; it has no types for them. */
interface Evaluator {
  debugType(value: unknown): Type;
  debugTypeDeep(value: unknown): Type;
  registry: {
    getListType(item: Type): Type;
    getMapType(key: Type, value: Type): Type;
  };
}

/** Determines the type of a value like the library, by its first item, but no deeper than {@link maxDepth}. */
function createTypeReader(evaluator: Evaluator): (value: unknown) => Type {
  const { registry } = evaluator;
  // By depth. Finding the first key of a map takes as long as listing all, and values never change.
  const mapTypes = Array.from(
    { length: maxDepth },
    () => new WeakMap<object, Type>(),
  );

  function readMapType(map: object, depth: number): Type {
    const known = mapTypes[depth].get(map);
    if (known) {
      return known;
    }
    const [first] = Object.entries(map);
    const type = first
      ? registry.getMapType(
          evaluator.debugType(first[0]),
          readType(first[1], depth + 1),
        )
      : evaluator.debugType(map);
    mapTypes[depth].set(map, type);
    return type;
  }

  function readType(value: unknown, depth: number): Type {
    const type = evaluator.debugType(value);
    if (depth === maxDepth) {
      return type;
    }
    if (Array.isArray(value) && value.length) {
      return registry.getListType(readType(value[0], depth + 1));
    }
    return type.kind === 'map' ? readMapType(value as object, depth) : type;
  }

  return value => readType(value, 0);
}

/**
 * Limits how the library determines types of values.
 *
 * For most operations, it descends through the whole value, keeps every type it meets forever, and names it by its
 * whole content. Values come from owners of entities and repositories: a few hundred kilobytes of lists and maps in
 * ever new orders would take minutes and fill any memory.
 */
export function boundTypes(environment: Environment): Environment {
  environment.registerFunction(
    'boundTypes(): bool',
    // The library calls functions as methods of its evaluator, and nothing else leads to it.
    function bound(this: Evaluator) {
      this.debugTypeDeep = createTypeReader(this);
      return true;
    },
    { async: false },
  );
  environment.evaluate('boundTypes()');
  return environment;
}
