import { FactOutcome, FactState } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { FactCollectors, FactDefinition } from './FactCollectors';
import { FactSource, FactStore } from './FactStore';
import {
  isEnabled,
  RecentFact,
  toOutcome,
  toRecentFact,
  toState,
} from './factTexts';

/** Reads stored facts for rules, the gate and pages. */
export class FactReader implements FactSource {
  constructor(
    private readonly options: {
      store: Pick<FactStore, 'get' | 'versions'>;
      collectors: Pick<FactCollectors, 'definitions'>;
    },
  ) {}

  async versionsFor(entityRefs: string[]): Promise<Map<string, string>> {
    const stored = await this.options.store.versions(entityRefs);
    return new Map(
      entityRefs.map(entityRef => {
        const versions = this.#byDefinition(
          stored.get(entityRef),
          (definition, fact) =>
            `${definition.id} ${isEnabled(definition)} ${fact?.version ?? ''}`,
        );
        return [entityRef, versions.join('\n')];
      }),
    );
  }

  /** One outcome per definition, even without a stored fact. */
  async factsFor(
    entityRefs: string[],
  ): Promise<Map<string, Record<string, FactOutcome>>> {
    const stored = await this.options.store.get(entityRefs);
    return new Map(
      entityRefs.map(entityRef => {
        const outcomes = this.#byDefinition(
          stored.get(entityRef),
          (definition, fact) => [definition.id, toOutcome(definition, fact)],
        );
        return [entityRef, Object.fromEntries(outcomes)];
      }),
    );
  }

  /** As {@link FactReader.factsFor}, but a fact is unknown if it is too old for a decision that lasts. */
  async recentFactsOf(
    entityRef: string,
    { maxAgeMs }: { maxAgeMs: number },
  ): Promise<Map<string, RecentFact>> {
    const stored = await this.options.store.get([entityRef]);
    const now = DateTime.utc();
    return new Map(
      this.#byDefinition(stored.get(entityRef), (definition, fact) => [
        definition.id,
        toRecentFact(definition, fact, { maxAgeMs, now }),
      ]),
    );
  }

  /** Source and age of the facts of an entity, in the order of their definitions. */
  async statesOf(entityRef: string): Promise<FactState[]> {
    const stored = await this.options.store.get([entityRef]);
    return this.#byDefinition(stored.get(entityRef), (definition, fact) =>
      fact && isEnabled(definition) ? toState(definition, fact) : undefined,
    ).filter(state => state !== undefined);
  }

  #byDefinition<Fact extends { name: string }, T>(
    facts: Fact[] = [],
    read: (definition: FactDefinition, fact: Fact | undefined) => T,
  ): T[] {
    return this.options.collectors.definitions().map(definition =>
      read(
        definition,
        facts.find(({ name }) => name === definition.id),
      ),
    );
  }
}
