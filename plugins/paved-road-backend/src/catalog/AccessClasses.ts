import { Entity } from '@backstage/catalog-model';
import {
  collectProperties,
  EntityCondition,
  listOwnerRefs,
} from './entityConditions';
import {
  EntityProperty,
  idOfProperty,
  PropertyFinder,
} from './entityProperties';
import { VisibleClasses } from './types';

/** What conditions can ask about an entity, in lower case and sorted. */
interface Traits {
  kind: string;
  owners: string[];
  /** Ids of the properties that it has, as far as conditions ask for them. */
  properties: string[];
}

export interface AccessClass {
  id: number;
  /** JSON of a kind, owners and properties. */
  traits: string;
  /** Number of entities. */
  size: number;
}

/** One flag per class. */
type Flags = Uint8Array;

/** Writes the traits of entities as text; the same for entities of the same class. */
export class TraitsReader {
  readonly #finder: PropertyFinder;

  constructor(properties: EntityProperty[]) {
    this.#finder = new PropertyFinder(properties);
  }

  read(entity: Entity): string {
    const { kind, owners, properties }: Traits = {
      kind: entity.kind.toLowerCase(),
      owners: listOwnerRefs(entity).sort(),
      properties: this.#finder.find(entity).map(idOfProperty).sort(),
    };
    return JSON.stringify([kind, owners, properties]);
  }
}

/**
 * The classes of all entities. A condition is decided once for each class instead of once for each entity: there are
 * far fewer, because most differ in kind and owner only.
 */
export class AccessClasses {
  readonly #classes: AccessClass[];
  readonly #by = {
    kind: new Map<string, number[]>(),
    owner: new Map<string, number[]>(),
    property: new Map<string, number[]>(),
  };
  readonly #entities: number;

  /** @param classes - by id, in ascending order */
  constructor(classes: AccessClass[]) {
    this.#classes = classes;
    classes.forEach(({ traits }, position) => {
      const [kind, owners, properties]: [string, string[], string[]] =
        JSON.parse(traits);
      mark(this.#by.kind, kind, position);
      owners.forEach(owner => mark(this.#by.owner, owner, position));
      properties.forEach(id => mark(this.#by.property, id, position));
    });
    this.#entities = classes.reduce((total, { size }) => total + size, 0);
  }

  /** The classes of the entities that meet a condition. */
  select(condition: EntityCondition): VisibleClasses {
    const flags = this.#none();
    this.#mark(condition, flags);
    const ids: number[] = [];
    const hidden: number[] = [];
    let entities = 0;
    this.#classes.forEach(({ id, size }, position) => {
      if (flags[position]) {
        ids.push(id);
        entities += size;
      } else {
        hidden.push(id);
      }
    });
    return {
      ids: Object.freeze(ids),
      ...(2 * entities > this.#entities && {
        hidden: {
          ids: Object.freeze(hidden),
          last: this.#classes.at(-1)?.id ?? 0,
        },
      }),
    };
  }

  /* Marks the classes that meet a condition, in flags that may already be set. */
  #mark(condition: EntityCondition, flags: Flags): void {
    if ('not' in condition) {
      const met = this.#none();
      this.#mark(condition.not, met);
      flags.forEach((flag, i) => (flags[i] = flag | (1 - met[i])));
    } else if ('anyOf' in condition) {
      condition.anyOf.forEach(part => this.#mark(part, flags));
    } else if ('allOf' in condition) {
      const all = this.#none().fill(1);
      for (const part of condition.allOf) {
        const met = this.#none();
        this.#mark(part, met);
        met.forEach((flag, i) => (all[i] &= flag));
      }
      flags.forEach((flag, i) => (flags[i] = flag | all[i]));
    } else if ('property' in condition) {
      markAll(this.#by.property, [idOfProperty(condition.property)], flags);
    } else if ('kinds' in condition) {
      markAll(this.#by.kind, condition.kinds, flags);
    } else {
      markAll(this.#by.owner, condition.owners, flags);
    }
  }

  #none(): Flags {
    return new Uint8Array(this.#classes.length);
  }
}

/** Decides whether an entity meets a condition; prepared once for many entities. */
export function createMatcher(
  condition: EntityCondition,
): (entity: Entity) => boolean {
  const reader = new TraitsReader(collectProperties(condition));
  return entity =>
    new AccessClasses([{ id: 0, traits: reader.read(entity), size: 1 }]).select(
      condition,
    ).ids.length > 0;
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

function markAll(
  positions: ReadonlyMap<string, readonly number[]>,
  values: string[],
  flags: Flags,
): void {
  for (const value of values) {
    for (const position of positions.get(value) ?? []) {
      flags[position] = 1;
    }
  }
}
