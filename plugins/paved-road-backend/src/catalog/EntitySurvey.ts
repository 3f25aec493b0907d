import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { createHash, Hash } from 'node:crypto';
import {
  EntityCondition,
  EntityProperty,
  hasProperty,
  idOfProperty,
  listOwnerRefs,
} from './entityConditions';

/** One flag per entity, in the order of the references. */
type Flags = Uint8Array;

/** The properties of all entities of some kinds that conditions use, read from the catalog in one pass. */
export class EntitySurvey {
  /** The same for surveys of which the same follows. */
  readonly hash: string;

  constructor(
    private readonly found: {
      refs: string[];
      kinds: Map<string, number[]>;
      owners: Map<string, number[]>;
      properties: Map<string, Flags>;
      hash: string;
    },
  ) {
    this.hash = found.hash;
  }

  /** Whether it contains a property. */
  knows(property: EntityProperty): boolean {
    return this.found.properties.has(idOfProperty(property));
  }

  /**
   * Gives the same key for conditions that match the same entities, as far as that follows from the conditions alone:
   * people have different references, but most of them own nothing personally.
   */
  keyOf(condition: EntityCondition): string {
    return JSON.stringify(this.#reduce(condition));
  }

  /** References of the entities that meet a condition; the survey must contain all its properties. */
  select(condition: EntityCondition): string[] {
    const flags = this.#flags(condition);
    return this.found.refs.filter((_, index) => flags[index]);
  }

  #reduce(condition: EntityCondition): EntityCondition {
    if ('not' in condition) {
      return { not: this.#reduce(condition.not) };
    }
    if ('anyOf' in condition) {
      return { anyOf: condition.anyOf.map(part => this.#reduce(part)) };
    }
    if ('allOf' in condition) {
      return { allOf: condition.allOf.map(part => this.#reduce(part)) };
    }
    if ('owners' in condition) {
      return { owners: known(condition.owners, this.found.owners) };
    }
    return 'kinds' in condition
      ? { kinds: known(condition.kinds, this.found.kinds) }
      : condition;
  }

  #flags(condition: EntityCondition): Flags {
    if ('not' in condition) {
      return this.#flags(condition.not).map(flag => 1 - flag);
    }
    if ('anyOf' in condition) {
      return condition.anyOf
        .map(part => this.#flags(part))
        .reduce(
          (all, flags) => all.map((flag, i) => flag | flags[i]),
          new Uint8Array(this.found.refs.length),
        );
    }
    if ('allOf' in condition) {
      return condition.allOf
        .map(part => this.#flags(part))
        .reduce(
          (all, flags) => all.map((flag, i) => flag & flags[i]),
          new Uint8Array(this.found.refs.length).fill(1),
        );
    }
    if ('property' in condition) {
      const flags = this.found.properties.get(idOfProperty(condition.property));
      if (!flags) {
        throw new Error('The survey does not know the property');
      }
      return flags;
    }
    return 'kinds' in condition
      ? this.#marked(condition.kinds, this.found.kinds)
      : this.#marked(condition.owners, this.found.owners);
  }

  #marked(
    values: string[],
    positions: ReadonlyMap<string, readonly number[]>,
  ): Flags {
    const flags = new Uint8Array(this.found.refs.length);
    for (const value of values) {
      for (const position of positions.get(value) ?? []) {
        flags[position] = 1;
      }
    }
    return flags;
  }
}

/** Collects a survey, page by page. */
export class SurveyBuilder {
  readonly #properties: { property: EntityProperty; flags: number[] }[];
  readonly #refs: string[] = [];
  readonly #kinds = new Map<string, number[]>();
  readonly #owners = new Map<string, number[]>();
  readonly #hash: Hash = createHash('sha256');

  constructor(properties: EntityProperty[]) {
    this.#properties = properties.map(property => ({ property, flags: [] }));
  }

  add(entities: Entity[]): void {
    const seen = entities.map(entity => {
      const position = this.#refs.length;
      const ref = stringifyEntityRef(entity);
      const owners = listOwnerRefs(entity);
      this.#refs.push(ref);
      mark(this.#kinds, entity.kind.toLowerCase(), position);
      owners.forEach(owner => mark(this.#owners, owner, position));
      const has = this.#properties.map(({ property, flags }) => {
        const flag = hasProperty(entity, property) ? 1 : 0;
        flags.push(flag);
        return flag;
      });
      return [ref, owners, has];
    });
    this.#hash.update(JSON.stringify(seen));
  }

  build(): EntitySurvey {
    const properties = this.#properties.map(
      ({ property, flags }) =>
        [idOfProperty(property), Uint8Array.from(flags)] as const,
    );
    this.#hash.update(JSON.stringify(properties.map(([id]) => id)));
    return new EntitySurvey({
      refs: this.#refs,
      kinds: this.#kinds,
      owners: this.#owners,
      properties: new Map(properties),
      hash: this.#hash.digest('hex'),
    });
  }
}

function mark(
  positions: Map<string, number[]>,
  value: string,
  position: number,
): void {
  const marked = positions.get(value);
  if (marked) {
    marked.push(position);
  } else {
    positions.set(value, [position]);
  }
}

/** The values that occur, in a fixed order. */
function known(
  values: string[],
  positions: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set(values)].filter(value => positions.has(value)).sort();
}
