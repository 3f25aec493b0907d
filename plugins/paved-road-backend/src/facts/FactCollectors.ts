import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  FactDescription,
  FactSchemas,
} from '@paved-road/plugin-paved-road-common';
import {
  FactCollector,
  FactCollectorsExtensionPoint,
  PushedFactDeclaration,
} from '@paved-road/plugin-paved-road-node';
import { Duration } from 'luxon';
import { z } from 'zod';
import { checkFreshness, checkTimeout, FactsConfig } from './readFactsConfig';

/** A collector with its config. */
export interface ConfiguredCollector extends Pick<
  FactCollector,
  'id' | 'title' | 'description' | 'cost' | 'collect'
> {
  enabled: boolean;
  schema: z.ZodType;
  freshness: HumanDuration;
  freshnessMs: number;
  timeoutMs: number;
  /** Whether it applies to an entity. */
  covers(entity: Entity): boolean;
}

const ID = /^[A-Za-z][A-Za-z0-9]{0,62}$/;

/* Words that an expression cannot use as a field name. */
const RESERVED = new Set(
  (
    'as break const continue else false for function if import in let loop namespace null package ' +
    'return true var void while'
  ).split(' '),
);

/** Registers collectors and refuses broken ones. */
export class FactCollectorRegistry implements FactCollectorsExtensionPoint {
  readonly #collectors = new Map<string, FactCollector>();
  readonly #pushed = new Map<string, PushedFactDeclaration>();

  addFactCollector<T>(collector: FactCollector<T>): void {
    const problem = this.#problemOf(collector);
    if (problem) {
      throw new Error(`Fact collector ${collector.id}: ${problem}`);
    }
    this.#collectors.set(collector.id, collector);
  }

  addPushedFact<T>(fact: PushedFactDeclaration<T>): void {
    const problem = this.#declarationProblem(fact);
    if (problem) {
      throw new Error(`Pushed fact ${fact.id}: ${problem}`);
    }
    this.#pushed.set(fact.id, fact);
  }

  /** In the order in which they were added. */
  list(): FactCollector[] {
    return [...this.#collectors.values()];
  }

  /** Declared by modules, in the order in which they were added. */
  pushed(): PushedFactDeclaration[] {
    return [...this.#pushed.values()];
  }

  #declarationProblem({
    id,
    schema,
  }: Pick<FactCollector, 'id' | 'schema'>): string | undefined {
    if (!ID.test(id) || RESERVED.has(id)) {
      return 'the id must be a name that expressions can use: a letter, then letters and digits, 63 at most, no reserved word';
    }
    if (this.#collectors.has(id) || this.#pushed.has(id)) {
      return 'this id is taken; use another one';
    }
    return isSchema(schema(z))
      ? undefined
      : 'schema: return a schema of the zod that is passed in';
  }

  #problemOf(collector: FactCollector): string | undefined {
    const freshness = checkFreshness(collector.freshness);
    if (freshness) {
      return `freshness: ${freshness}`;
    }
    const timeout = collector.timeout && checkTimeout(collector.timeout);
    if (timeout) {
      return `timeout: ${timeout}`;
    }
    return this.#declarationProblem(collector);
  }
}

function isSchema(value: unknown): boolean {
  return value instanceof z.ZodType;
}

/** The collectors of this back end with their config. */
export class FactCollectors {
  readonly #collectors: Map<string, ConfiguredCollector>;

  /**
   * @throws Error if a collector is broken or its id is taken
   * @throws InputError if the config is invalid or names an unknown collector
   */
  constructor(options: { collectors: FactCollector[]; config: FactsConfig }) {
    const { collectors, config } = options;
    const registry = new FactCollectorRegistry();
    collectors.forEach(collector => registry.addFactCollector(collector));
    const ids = collectors.map(({ id }) => id);
    const stranger = Object.keys(config.collectors).find(
      id => !ids.includes(id),
    );
    if (stranger !== undefined) {
      throw new InputError(
        `pavedRoad.facts.collectors.${stranger}: there is no such collector, use one of ${ids.join(', ')}`,
      );
    }
    this.#collectors = new Map(
      collectors.map(collector => [
        collector.id,
        configure(collector, config.collectors[collector.id]),
      ]),
    );
  }

  /** All, including those that are switched off. */
  list(): ConfiguredCollector[] {
    return [...this.#collectors.values()];
  }

  /** Those that collect. */
  enabled(): ConfiguredCollector[] {
    return this.list().filter(({ enabled }) => enabled);
  }

  get(id: string): ConfiguredCollector | undefined {
    return this.#collectors.get(id);
  }

  /** Includes collectors that are switched off, so that rule packs stay valid. */
  schemas(): FactSchemas {
    return Object.fromEntries(
      this.list().map(({ id, schema }) => [id, schema]),
    );
  }

  describe(): FactDescription[] {
    return this.enabled().map(
      ({ id, title, description, schema, freshness, cost }) => ({
        name: id,
        title,
        description,
        schema: z.toJSONSchema(schema, { unrepresentable: 'any' }),
        freshness: Duration.fromObject(freshness).toISO()!,
        cost,
      }),
    );
  }

  /** Names of the facts that an entity should have. */
  expected(entity: Entity): string[] {
    return this.enabled()
      .filter(collector => collector.covers(entity))
      .map(({ id }) => id);
  }
}

function configure(
  collector: FactCollector,
  config: FactsConfig['collectors'][string] = { enabled: true },
): ConfiguredCollector {
  const freshness = config.freshness ?? collector.freshness;
  const timeout = config.timeout ?? collector.timeout ?? { seconds: 30 };
  const problems = {
    freshness: checkFreshness(freshness),
    timeout: checkTimeout(timeout),
  };
  for (const [field, problem] of Object.entries(problems)) {
    if (problem) {
      throw new InputError(
        `pavedRoad.facts.collectors.${collector.id}.${field}: ${problem}`,
      );
    }
  }
  const { id, title, description, cost, filter } = collector;
  return {
    id,
    title,
    description,
    cost,
    enabled: config.enabled,
    schema: collector.schema(z),
    freshness,
    freshnessMs: durationToMilliseconds(freshness),
    timeoutMs: durationToMilliseconds(timeout),
    covers: filter
      ? filterPredicateToFilterFunction<Entity>(filter)
      : () => true,
    collect: context => collector.collect(context),
  };
}
