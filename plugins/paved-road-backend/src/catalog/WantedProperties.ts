import { DateTime } from 'luxon';
import { WantedProperty } from './AccessIndexStore';
import { EntityProperty, idOfProperty } from './entityProperties';

/** Properties that a read looks at, and different keys among them. */
const MOST_PROPERTIES = 20_000;
const MOST_KEYS = 100;
/** Reads look at a property for so many days after its last use. */
const DAYS_KEPT = 7;

/** The properties that the conditions of the last days ask for; never too many. */
export class WantedProperties {
  #byId = new Map<string, WantedProperty>();

  /**
   * Notes that properties are used.
   *
   * @param properties - by id
   * @returns whether all properties together are few enough; otherwise, nothing is noted
   */
  use(properties: ReadonlyMap<string, EntityProperty>): boolean {
    const usedOn = DateTime.utc().toISODate();
    const newlyUsed = [...properties]
      .filter(([id]) => this.#byId.get(id)?.usedOn !== usedOn)
      .map(([, property]) => ({ ...property, usedOn }));
    const all = newlyUsed.length > 0 ? this.#join(newlyUsed) : this.#byId;
    this.#byId = all ?? this.#byId;
    return all !== undefined;
  }

  /** Together with other ones, or these alone if there would be too many. */
  with(others: WantedProperty[]): WantedProperty[] {
    return [...(this.#join(others) ?? this.#byId).values()];
  }

  /* Undefined if there would be too many. */
  #join(others: WantedProperty[]): Map<string, WantedProperty> | undefined {
    const first = DateTime.utc().minus({ days: DAYS_KEPT }).toISODate();
    const joined = new Map<string, WantedProperty>();
    const keys = new Set<string>();
    for (const property of [...this.#byId.values(), ...others]) {
      const id = idOfProperty(property);
      if (property.usedOn >= (joined.get(id)?.usedOn ?? first)) {
        joined.set(id, property);
        keys.add(`${property.root}.${property.key}`);
      }
    }
    return joined.size <= MOST_PROPERTIES && keys.size <= MOST_KEYS
      ? joined
      : undefined;
  }
}
