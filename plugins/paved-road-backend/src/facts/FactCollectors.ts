import { Entity } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  FactDescription,
  FactSchemas,
} from '@paved-road/plugin-paved-road-common';
import {
  conversion,
  measures,
} from '@paved-road/plugin-paved-road-common/advisor';
import { nearestTo } from '@paved-road/plugin-paved-road-common/rules';
import {
  FactCollector,
  FactCollectorsExtensionPoint,
  FactMeasurement,
  PushedFactDeclaration,
} from '@paved-road/plugin-paved-road-node';
import { Duration } from 'luxon';
import { z } from 'zod';
import { canJoin, JoinedCollector, joinCollectors } from './joinCollectors';
import { mayHaveNumber } from './jsonSchema';
import { FactsConfig, findDurationProblem } from './readFactsConfig';

/** The common parts of collected and pushed facts. */
interface BaseDefinition {
  /** Name under `facts` in expressions. */
  id: string;
  title: string;
  description: string;
  /** Only collectors can be switched off; pushed facts never are. */
  enabled: boolean;
  schema: z.ZodType;
  /** By the name of the measure. */
  measurements: Readonly<Record<string, FactMeasurement>>;
  /** Whether it applies to an entity. */
  covers(entity: Entity): boolean;
  /** Whether the collector applies to all entities. */
  coversAll: boolean;
}

export interface ConfiguredCollector
  extends
    BaseDefinition,
    Pick<FactCollector, 'cost' | 'collect' | 'batch' | 'sourceOf'>,
    Partial<Pick<JoinedCollector, 'batchOf'>> {
  origin: 'collected';
  freshness: HumanDuration;
  freshnessMs: number;
  timeoutMs: number;
  /** How long a known value outlives its failing source, from the first failure in a row. */
  graceMs: number;
}

export interface PushedDefinition extends BaseDefinition {
  origin: 'pushed';
  /** How long a value counts at most; absent if it does not expire. */
  expiresAfterMs?: number;
  /** Who may push it; absent for everyone the permission policy allows. */
  pushers?: 'services';
}

/** A fact that rules can read. */
export type FactDefinition = ConfiguredCollector | PushedDefinition;

/** All entities of a batch are in memory. */
const LARGEST_BATCH = 500;

/* Decisions read a year of history. */
const MOST_DAYS = 300;

const ID = /^[A-Za-z][A-Za-z0-9]{0,62}$/;

/* Not allowed as a field name in expressions. */
const RESERVED = new Set(
  (
    'as break const continue else false for function if import in let loop namespace null package ' +
    'return true var void while'
  ).split(' '),
);

/** Registers collectors and pushed facts, and refuses invalid ones. */
export class FactCollectorRegistry implements FactCollectorsExtensionPoint {
  readonly #collectors = new Map<string, FactCollector>();
  readonly #pushed = new Map<string, PushedFactDeclaration>();

  addFactCollector<T>(collector: FactCollector<T>): void {
    const size = collector.batch?.size ?? 1;
    const problem =
      findDurationProblem(collector) ??
      (Number.isInteger(size) && size >= 1 && size <= LARGEST_BATCH
        ? this.#findProblem(collector)
        : `batch.size: ${size} is not allowed, use a whole number from 1 to ${LARGEST_BATCH}`);
    if (problem) {
      throw new Error(`Fact collector ${collector.id}: ${problem}`);
    }
    const other = this.#collectors.get(collector.id);
    this.#collectors.set(
      collector.id,
      other ? joinCollectors(other, collector) : collector,
    );
  }

  addPushedFact<T>(fact: PushedFactDeclaration<T>): void {
    const problem = findDurationProblem(fact) ?? this.#findProblem(fact);
    if (problem) {
      throw new Error(`Pushed fact ${fact.id}: ${problem}`);
    }
    this.#pushed.set(fact.id, fact);
  }

  /** In the order in which they were added. */
  list(): FactCollector[] {
    return [...this.#collectors.values()];
  }

  /** In the order in which they were added. */
  pushed(): PushedFactDeclaration[] {
    return [...this.#pushed.values()];
  }

  #findProblem(
    fact: FactCollector | PushedFactDeclaration,
  ): string | undefined {
    const { id, measurements = {} } = fact;
    if (!ID.test(id) || RESERVED.has(id)) {
      return 'the id must be a name that expressions can use: a letter, then letters and digits, 63 at most, no reserved word';
    }
    const schema: unknown = fact.schema(z);
    if (!(schema instanceof z.ZodType)) {
      return 'schema: return a schema of the zod that is passed in';
    }
    const other = this.#collectors.get(id);
    const isJoined = other && 'collect' in fact && canJoin(other, fact);
    if ((other && !isJoined) || this.#pushed.has(id)) {
      return 'this id is taken; use another one';
    }
    return Object.entries(measurements)
      .map(([measure, at]) => findMeasurementProblem(schema, measure, at))
      .find(problem => problem !== undefined);
  }
}

function findMeasurementProblem(
  schema: z.ZodType,
  name: string,
  { field = '', unit, days = 0 }: FactMeasurement,
): string | undefined {
  if (!(days >= 0 && days <= MOST_DAYS)) {
    return `measurements.${name}.days: ${days} is not allowed, use at most ${MOST_DAYS}`;
  }
  const measure = measures.find(({ id }) => id === name);
  // The custom questions of an organisation, and their units, may change at run time.
  if (!measure && !/^custom\.\w+$/.test(name)) {
    const ids = measures.map(({ id }) => id);
    const near = nearestTo(name, ids);
    return `measurements.${name}: there is no such measure, ${
      near ? `did you mean ${near}?` : `use custom.<name> or ${ids.join(', ')}`
    }`;
  }
  if (measure && unit && conversion(unit, measure.unit) === undefined) {
    return `measurements.${name}.unit: ${unit} cannot be converted to ${measure.unit}`;
  }
  return mayHaveNumber(schema, field)
    ? undefined
    : `measurements.${name}.field: the schema has no number at ${field || 'the value itself'}`;
}

/** The definitions of all facts: collectors with their config, and pushed facts. */
export class FactCollectors {
  readonly #collectors: Map<string, ConfiguredCollector>;
  readonly #definitions: Map<string, FactDefinition>;

  /**
   * @throws Error if one of them is invalid or its id is taken
   * @throws InputError if the config is invalid or names an unknown collector
   */
  constructor(options: {
    collectors: FactCollector[];
    pushed?: PushedFactDeclaration[];
    config: FactsConfig;
  }) {
    const { collectors, pushed = [], config } = options;
    const registry = new FactCollectorRegistry();
    collectors.forEach(collector => registry.addFactCollector(collector));
    pushed.forEach(fact => registry.addPushedFact(fact));
    config.pushed?.forEach(({ key, declaration }) => {
      try {
        registry.addPushedFact(declaration);
      } catch (error) {
        throw new InputError(`${key}: ${toError(error).message}`);
      }
    });
    const ids = registry.list().map(({ id }) => id);
    const stranger = Object.keys(config.collectors).find(
      id => !ids.includes(id),
    );
    if (stranger !== undefined) {
      throw new InputError(
        `pavedRoad.facts.collectors.${stranger}: there is no such collector, use one of ${ids.join(', ')}`,
      );
    }
    this.#collectors = new Map(
      registry
        .list()
        .map(collector => [
          collector.id,
          configure(collector, config.collectors[collector.id]),
        ]),
    );
    this.#definitions = new Map<string, FactDefinition>(this.#collectors);
    registry
      .pushed()
      .forEach(fact => this.#definitions.set(fact.id, toPushed(fact)));
  }

  /** All facts that rules can read. Includes disabled collectors, so that rule packs stay valid. */
  definitions(): FactDefinition[] {
    return [...this.#definitions.values()];
  }

  definition(id: string): FactDefinition | undefined {
    return this.#definitions.get(id);
  }

  enabled(): ConfiguredCollector[] {
    return [...this.#collectors.values()].filter(({ enabled }) => enabled);
  }

  get(id: string): ConfiguredCollector | undefined {
    return this.#collectors.get(id);
  }

  /** Explains why a fact cannot be pushed or read; the problem of the field `fact`. */
  explainMissing(name: string): string {
    if (this.#collectors.has(name)) {
      return `fact: ${name} is collected, and cannot be pushed`;
    }
    const names = this.definitions()
      .filter(({ origin }) => origin === 'pushed')
      .map(({ id }) => id);
    const near = nearestTo(name, names);
    if (near !== undefined) {
      return `fact: there is no fact ${name}, did you mean ${near}?`;
    }
    return names.length > 0
      ? `fact: there is no fact ${name}, use one of ${names.join(', ')}`
      : `fact: there is no fact ${name}; declare it under pavedRoad.facts.pushed`;
  }

  schemas(): FactSchemas {
    return Object.fromEntries(
      this.definitions().map(({ id, schema }) => [id, schema]),
    );
  }

  describe(): FactDescription[] {
    return this.definitions()
      .filter(({ enabled }) => enabled)
      .map(describe);
  }

  expected(entity: Entity): string[] {
    return this.enabled()
      .filter(collector => collector.covers(entity))
      .map(({ id }) => id);
  }
}

function describe(fact: FactDefinition): FactDescription {
  const { id, title, description, schema } = fact;
  const described = {
    name: id,
    title,
    description,
    schema: z.toJSONSchema(schema, { unrepresentable: 'any' }),
  };
  return fact.origin === 'collected'
    ? {
        ...described,
        origin: 'collected',
        freshness: Duration.fromObject(fact.freshness).toISO()!,
        cost: fact.cost,
      }
    : {
        ...described,
        origin: 'pushed',
        ...(fact.expiresAfterMs !== undefined && {
          expiresAfter: Duration.fromMillis(fact.expiresAfterMs)
            .rescale()
            .toISO()!,
        }),
      };
}

function define(fact: FactCollector | PushedFactDeclaration): BaseDefinition {
  const { id, title, description, filter, measurements = {} } = fact;
  return {
    id,
    title,
    description,
    enabled: true,
    schema: fact.schema(z),
    measurements,
    covers: filter
      ? filterPredicateToFilterFunction<Entity>(filter)
      : () => true,
    coversAll: filter === undefined,
  };
}

function toPushed(fact: PushedFactDeclaration): PushedDefinition {
  return {
    ...define(fact),
    origin: 'pushed',
    pushers: fact.pushers,
    ...(fact.expiresAfter && {
      expiresAfterMs: durationToMilliseconds(fact.expiresAfter),
    }),
  };
}

function configure(
  collector: FactCollector | JoinedCollector,
  config: FactsConfig['collectors'][string] = { enabled: true },
): ConfiguredCollector {
  const freshness = config.freshness ?? collector.freshness;
  const timeout = config.timeout ?? collector.timeout ?? { seconds: 30 };
  const grace = config.grace ?? collector.grace ?? { hours: 24 };
  const problem = findDurationProblem({ freshness, timeout, grace });
  if (problem) {
    throw new InputError(
      `pavedRoad.facts.collectors.${collector.id}.${problem}`,
    );
  }
  return {
    ...define(collector),
    origin: 'collected',
    cost: collector.cost,
    enabled: config.enabled,
    freshness,
    freshnessMs: durationToMilliseconds(freshness),
    timeoutMs: durationToMilliseconds(timeout),
    graceMs: durationToMilliseconds(grace),
    collect: context => collector.collect(context),
    ...(collector.batch && { batch: collector.batch }),
    ...('batchOf' in collector && {
      batchOf: entity => collector.batchOf(entity),
    }),
    ...(collector.sourceOf && {
      sourceOf: entity => collector.sourceOf!(entity),
    }),
  };
}
