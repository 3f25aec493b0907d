import { Measurement } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { FactPointStore } from '../facts/FactPointStore';
import { FactStore } from '../facts/FactStore';
import { StoredFact } from '../facts/StoredFact';
import { describeSource } from '../facts/FactReader';
import {
  FactField,
  MeasurementSource,
  MeasurementSources,
} from './readMeasurements';

/** The history that charts show, and in which a change of the recommendation is found. */
const HISTORY_DAYS = 365;

/** A measured quantity of an entity and its source. */
export interface MeasuredValue {
  source: MeasurementSource;
  /** Without points. */
  measurement: Measurement;
}

export interface ObservedNames {
  names: string[];
  source: string;
}

export interface ObservedEntity {
  values: MeasuredValue[];
  deployables?: ObservedNames;
  calls?: ObservedNames;
}

type KnownFact = Extract<StoredFact, { status: 'known' }>;

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

  /** What is known now, by entity reference. Entities without measurements are absent. One query. */
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
        const observed = this.#toObserved(known);
        return Object.keys(observed).length > 1 || observed.values.length > 0
          ? [[entityRef, observed]]
          : [];
      }),
    );
  }

  /** What is known now of one entity, and its measurements with their history. */
  async read(
    entityRef: string,
    now: Date,
  ): Promise<{ observed?: ObservedEntity; measurements: Measurement[] }> {
    const observed = await this.observe([entityRef], now);
    const measurements = await this.withPoints(observed, now);
    return {
      observed: observed.get(entityRef),
      measurements: measurements.get(entityRef) ?? [],
    };
  }

  /** The measurements with their history; one query per fact. */
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
            toSeriesKey(entityRef, { fact: name, field }),
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
          const points = (series.get(toSeriesKey(entityRef, source)) ?? []).map(
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

  #toObserved(facts: KnownFact[]): ObservedEntity {
    const { measures, deployables, calls } = this.options.sources;
    const values = new Map<string, MeasuredValue>();
    for (const source of measures) {
      const found = findMeasuredValue(source, facts);
      if (found && !values.has(source.measure.id)) {
        values.set(source.measure.id, found);
      }
    }
    const deployed = deployables && findObservedNames(deployables, facts);
    const called = calls && findObservedNames(calls, facts);
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

function findMeasuredValue(
  source: MeasurementSource,
  facts: KnownFact[],
): MeasuredValue | undefined {
  const fact = facts.find(({ name }) => name === source.fact);
  const found = fact && readAtPath(fact.value, source.field);
  const value = typeof found === 'number' ? found * source.factor : NaN;
  // A number in a small unit may overflow in another one.
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

function findObservedNames(
  { fact: name, field }: FactField,
  facts: KnownFact[],
): ObservedNames | undefined {
  const fact = facts.find(known => known.name === name);
  const value = fact && readAtPath(fact.value, field);
  return Array.isArray(value)
    ? {
        names: value.filter(item => typeof item === 'string'),
        source: describeSource(fact!),
      }
    : undefined;
}

function readAtPath(value: unknown, field: string): unknown {
  return (field === '' ? [] : field.split('.')).reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key)
        ? (part as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

function toSeriesKey(entityRef: string, { fact, field }: FactField): string {
  return `${fact} ${entityRef} ${field}`;
}
