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
  // Cached by depth, because even the first key of a map takes linear time. Values never change.
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
 * For most operations, the library traverses the whole value, keeps every type forever, and names it by its whole
 * content. A few hundred kilobytes of nested lists and maps from the owner of an entity would take minutes and exhaust
 * the memory.
 */
export function boundTypes(environment: Environment): Environment {
  environment.registerFunction(
    'boundTypes(): bool',
    // Functions are methods of the evaluator, which is not accessible otherwise.
    function bound(this: Evaluator) {
      this.debugTypeDeep = createTypeReader(this);
      return true;
    },
    { async: false },
  );
  environment.evaluate('boundTypes()');
  return environment;
}
