import { Measurement } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { FactPointStore } from '../facts/FactPointStore';
import { FactStore, StoredFact } from '../facts/FactStore';
import { describeSource } from '../facts/FactReader';
import {
  FactField,
  MeasurementSource,
  MeasurementSources,
} from './readMeasurements';

/** As far back as an answer is asked since when it is another one, and what a chart shows. */
const HISTORY_DAYS = 365;

/** A quantity of an entity, and where it came from. */
export interface MeasuredValue {
  source: MeasurementSource;
  /** Without points. */
  measurement: Measurement;
}

/** Names that were observed, and where. */
export interface ObservedNames {
  names: string[];
  source: string;
}

/** What is known now of a running entity. */
export interface ObservedEntity {
  values: MeasuredValue[];
  deployables?: ObservedNames;
  calls?: ObservedNames;
}

type KnownFact = Extract<StoredFact, { status: 'known' }>;

/** Reads what is measured of entities from their facts, a page of them at a time. */
export class MeasurementReader {
  readonly #names: string[];

  constructor(
    private readonly options: {
      facts: Pick<FactStore, 'get'>;
      points: Pick<FactPointStore, 'series'>;
      sources: MeasurementSources;
    },
  ) {
    const { measures, deployables, calls } = options.sources;
    this.#names = [
      ...new Set(
        [...measures, deployables, calls].flatMap(source => source?.fact ?? []),
      ),
    ];
  }

  /** What is known now, by entity reference; those of which nothing is known are absent. One query. */
  async observe(
    entityRefs: string[],
    now: Date,
  ): Promise<Map<string, ObservedEntity>> {
    if (this.#names.length === 0) {
      return new Map();
    }
    const stored = await this.options.facts.get(entityRefs, this.#names);
    return new Map(
      [...stored].flatMap(([entityRef, facts]) => {
        const known = facts.filter(fact => isKnown(fact, now));
        const observed = this.#observed(known);
        return Object.keys(observed).length > 1 || observed.values.length > 0
          ? [[entityRef, observed]]
          : [];
      }),
    );
  }

  /** The measurements with what was measured before; one query for each fact that they come from. */
  async withPoints(
    observed: Map<string, Pick<ObservedEntity, 'values'>>,
    now: Date,
  ): Promise<Map<string, Measurement[]>> {
    const since = DateTime.fromJSDate(now, { zone: 'utc' })
      .minus({ days: HISTORY_DAYS })
      .toJSDate();
    const used = new Set(
      [...observed.values()].flatMap(({ values }) =>
        values.map(({ source }) => source),
      ),
    );
    const series = new Map<string, Measurement['points']>();
    for (const [name, sources] of Map.groupBy(used, ({ fact }) => fact)) {
      const fields = new Set(sources.map(({ field }) => field));
      const found = await this.options.points.series([...observed.keys()], {
        name,
        ...(fields.size === 1 && { field: sources[0].field }),
        since,
      });
      for (const [entityRef, ofEntity] of found) {
        for (const { field, points } of ofEntity) {
          series.set(
            keyOf(entityRef, { fact: name, field }),
            points.map(({ at, value }) => ({
              at: `${at}T00:00:00.000Z`,
              value,
            })),
          );
        }
      }
    }
    return new Map(
      [...observed].map(([entityRef, { values }]) => [
        entityRef,
        values.map(({ source, measurement }) => {
          const points = (series.get(keyOf(entityRef, source)) ?? []).map(
            ({ at, value }) => ({ at, value: value * source.factor }),
          );
          const conclusiveFrom = findConclusiveTime(
            source.days,
            points[0]?.at ?? measurement.observedAt,
            now,
          );
          return {
            ...measurement,
            ...(conclusiveFrom && { conclusiveFrom }),
            points,
          };
        }),
      ]),
    );
  }

  #observed(facts: KnownFact[]): ObservedEntity {
    const { measures, deployables, calls } = this.options.sources;
    const values = new Map<string, MeasuredValue>();
    for (const source of measures) {
      const found = valueOf(source, facts);
      if (found && !values.has(source.measure.id)) {
        values.set(source.measure.id, found);
      }
    }
    const deployed = deployables && namesOf(deployables, facts);
    const called = calls && namesOf(calls, facts);
    return {
      values: [...values.values()],
      ...(deployed && { deployables: deployed }),
      ...(called && { calls: called }),
    };
  }
}

/** @returns when a number that covers `days` has been measured for as long, if that is in the future */
function findConclusiveTime(
  days: number | undefined,
  first: string,
  now: Date,
): string | undefined {
  const time = DateTime.fromISO(first, { zone: 'utc' }).plus({ days });
  return days && time.toJSDate() > now ? time.toISO()! : undefined;
}

function isKnown(fact: StoredFact, now: Date): fact is KnownFact {
  return (
    fact.status === 'known' &&
    (fact.expiresAt === undefined || Date.parse(fact.expiresAt) > now.getTime())
  );
}

function valueOf(
  source: MeasurementSource,
  facts: KnownFact[],
): MeasuredValue | undefined {
  const fact = facts.find(({ name }) => name === source.fact);
  const found = fact && partOf(fact.value, source.field);
  const value = typeof found === 'number' ? found * source.factor : NaN;
  // One in a small unit may be too large in another.
  if (!Number.isFinite(value)) {
    return undefined;
  }
  const { id, title, unit } = source.measure;
  return {
    source,
    measurement: {
      measure: id,
      title,
      unit,
      value,
      observedAt: fact!.observedAt ?? fact!.collectedAt,
      fact: source.fact,
      source: describeSource(fact!),
      ...(fact!.failing && { failing: fact!.failing.reason }),
      points: [],
    },
  };
}

/** The names in a list, which may also be the keys of an object. */
function namesOf(
  { fact: name, field }: FactField,
  facts: KnownFact[],
): ObservedNames | undefined {
  const fact = facts.find(known => known.name === name);
  const value = fact && partOf(fact.value, field);
  return Array.isArray(value)
    ? {
        names: value.filter(item => typeof item === 'string'),
        source: describeSource(fact!),
      }
    : undefined;
}

/** What stands at a path of a value. */
function partOf(value: unknown, field: string): unknown {
  return (field === '' ? [] : field.split('.')).reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key)
        ? (part as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

function keyOf(entityRef: string, { fact, field }: FactField): string {
  return `${fact} ${entityRef} ${field}`;
}
