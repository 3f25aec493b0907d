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
    if (newlyUsed.length > 0) {
      const all = this.#join(newlyUsed);
      if (!isBounded(all)) {
        return false;
      }
      this.#byId = all;
    }
    return true;
  }

  /** Together with other ones, or these alone if there would be too many. */
  with(others: WantedProperty[]): WantedProperty[] {
    const all = this.#join(others);
    return [...(isBounded(all) ? all : this.#byId).values()];
  }

  #join(others: WantedProperty[]): Map<string, WantedProperty> {
    const first = DateTime.utc().minus({ days: DAYS_KEPT }).toISODate();
    const joined = new Map<string, WantedProperty>();
    for (const property of [...this.#byId.values(), ...others]) {
      const id = idOfProperty(property);
      if (property.usedOn >= (joined.get(id)?.usedOn ?? first)) {
        joined.set(id, property);
      }
    }
    return joined;
  }
}

function isBounded(properties: Map<string, EntityProperty>): boolean {
  const keys = Array.from(
    properties.values(),
    ({ root, key }) => `${root}.${key}`,
  );
  return properties.size <= MOST_PROPERTIES && new Set(keys).size <= MOST_KEYS;
}
