import { Environment } from '@marcbachmann/cel-js';

/** So many lists and maps in each other are told apart; what is inside of the last one is any value. */
const maxDepth = 4;

interface Type {
  kind: string;
}

/** What the library tells the types of values with; it has no types for that. */
interface Evaluator {
  debugType(value: unknown): Type;
  debugTypeDeep(value: unknown): Type;
  registry: {
    getListType(item: Type): Type;
    getMapType(key: Type, value: Type): Type;
  };
}

/** Tells the type of a value as the library does, by its first item, but no deeper than {@link maxDepth}. */
function createTypeOf(evaluator: Evaluator): (value: unknown) => Type {
  const { registry } = evaluator;
  // By depth. To find the first key of a map takes as long as to list all, and values never change.
  const mapTypes = Array.from(
    { length: maxDepth },
    () => new WeakMap<object, Type>(),
  );

  function mapTypeOf(map: object, depth: number): Type {
    const known = mapTypes[depth].get(map);
    if (known) {
      return known;
    }
    const [first] = Object.entries(map);
    const type = first
      ? registry.getMapType(
          evaluator.debugType(first[0]),
          typeOf(first[1], depth + 1),
        )
      : evaluator.debugType(map);
    mapTypes[depth].set(map, type);
    return type;
  }

  function typeOf(value: unknown, depth: number): Type {
    const type = evaluator.debugType(value);
    if (depth === maxDepth) {
      return type;
    }
    if (Array.isArray(value) && value.length) {
      return registry.getListType(typeOf(value[0], depth + 1));
    }
    return type.kind === 'map' ? mapTypeOf(value as object, depth) : type;
  }

  return value => typeOf(value, 0);
}

/**
 * Bounds what the library finds out about the types of values.
 *
 * For most operations it goes as deep into a value as the value is nested, keeps each type that it meets
 * for ever, and names it by all that is in it. Values come from whoever owns an entity or a repository: a
 * few hundred kilobytes of lists and maps in ever new orders would take minutes, and fill any memory.
 */
export function boundTypes(environment: Environment): Environment {
  environment.registerFunction(
    'boundTypes(): bool',
    // The library calls functions as methods of its evaluator, and nothing else leads to it.
    function bound(this: Evaluator) {
      this.debugTypeDeep = createTypeOf(this);
      return true;
    },
    { async: false },
  );
  environment.evaluate('boundTypes()');
  return environment;
}
