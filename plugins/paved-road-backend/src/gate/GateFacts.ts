import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { FactOutcome, parseInput } from '@paved-road/plugin-paved-road-common';
import { FactCollectors } from '../facts/FactCollectors';
import { FactSource } from '../facts/FactStore';

/** The facts for a verdict: the given ones first, then the stored ones. */
export class GateFacts {
  readonly #collectors: FactCollectors;
  readonly #source: FactSource;

  constructor(options: { collectors: FactCollectors; source: FactSource }) {
    this.#collectors = options.collectors;
    this.#source = options.source;
  }

  /**
   * @param given - values by the id of their collector
   * @param stored - the entity in the catalog; only its facts are known
   * @throws InputError if there is no such fact, or it does not match the schema of its collector
   */
  async of(
    given: Record<string, unknown>,
    stored: Entity | undefined,
  ): Promise<Record<string, FactOutcome>> {
    const outcomes = {
      ...this.#unknown(),
      ...(stored && (await this.#storedOf(stringifyEntityRef(stored)))),
    };
    for (const [name, value] of Object.entries(given)) {
      outcomes[name] = { status: 'known', value: this.#parse(name, value) };
    }
    return outcomes;
  }

  #unknown(): Record<string, FactOutcome> {
    return Object.fromEntries(
      this.#collectors
        .list()
        .map(({ id, title }) => [
          id,
          { status: 'unknown', reason: `${title}: not given.` },
        ]),
    );
  }

  async #storedOf(entityRef: string): Promise<Record<string, FactOutcome>> {
    return (await this.#source.factsFor([entityRef])).get(entityRef) ?? {};
  }

  #parse(name: string, value: unknown): unknown {
    const collector = this.#collectors.get(name);
    if (!collector) {
      throw new InputError(
        `facts.${name}: there is no such fact, use one of ${this.#collectors
          .list()
          .map(({ id }) => id)
          .join(', ')}`,
      );
    }
    return parseInput(collector.schema, value, `facts.${name}`);
  }
}
