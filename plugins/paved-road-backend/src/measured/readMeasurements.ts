import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  durationToMilliseconds,
  HumanDuration,
  JsonObject,
  JsonValue,
} from '@backstage/types';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  conversion,
  DecisionModel,
  knownUnits,
  Measure,
  listMeasures,
  Unit,
} from '@paved-road/plugin-paved-road-common/advisor';
import { nearestTo } from '@paved-road/plugin-paved-road-common/rules';
import { z } from 'zod';
import { FactDefinition } from '../facts/FactCollectors';
import { MeasuredNumber } from '../facts/FactService';
import { mayHaveList, mayHaveNumber } from '../facts/jsonSchema';

const MEASUREMENTS = 'pavedRoad.measurements';

/** Kept in addition, because a source may have had no numbers for a while. */
const SPARE_DAYS = 31;

export interface FactField {
  fact: string;
  /** Path in its value, such as `latency.p95`; empty for the value itself. */
  field: string;
}

export interface MeasurementSource extends FactField {
  measure: Measure;
  /** Of the number in the fact. */
  unit: Unit;
  /** Converts the number to the unit of the measure. */
  factor: number;
  /** Days that the number covers. */
  days?: number;
}

export interface MeasurementSources {
  /** The first known one per measure counts. */
  measures: readonly MeasurementSource[];
  /** Names of deployables, such as images. */
  deployables?: FactField;
  /** References of called entities. */
  calls?: FactField;
}

export interface MeasurementsConfig {
  sources: MeasurementSources;
  /** All numbers of facts that are measures, even if another fact provides the measure. */
  numbers: readonly MeasuredNumber[];
  /** Days with a clear and different recommendation after which a decision no longer holds. */
  staleAfterDays: number;
}

const fieldSchema = z.strictObject({
  fact: z.string().min(1),
  field: z.string().optional(),
});

const sourceSchema = fieldSchema.extend({ unit: z.string().optional() });

/** The facts that the config can name. */
class KnownFacts {
  readonly #facts: Map<string, FactDefinition>;

  constructor(facts: FactDefinition[]) {
    this.#facts = new Map(facts.map(fact => [fact.id, fact]));
  }

  /** @throws InputError */
  demand(name: string, key: string): FactDefinition {
    const fact = this.#facts.get(name);
    if (!fact) {
      const names = [...this.#facts.keys()];
      const near = nearestTo(name, names);
      throw new InputError(
        `${key}.fact: there is no fact ${name}, ${near ? `did you mean ${near}?` : `use one of ${names.join(', ')}`}`,
      );
    }
    return fact;
  }

  /** False for facts of a disabled collector, whose values no longer count. */
  isOn(name: string): boolean {
    const fact = this.#facts.get(name);
    return fact !== undefined && (fact.origin === 'pushed' || fact.enabled);
  }
}

/**
 * Finds the fact of each measure: from the config, or else from collectors and pushed facts.
 *
 * @throws InputError that names the key, the value and the remedy
 */
export function readMeasurements(
  config: Config,
  options: {
    facts: FactDefinition[];
    model: DecisionModel;
    /** How long numbers are kept. */
    historyRetention: HumanDuration;
  },
): MeasurementsConfig {
  const { facts, model, historyRetention } = options;
  const { staleAfterDays, deployables, calls, custom, ...builtIn } =
    (config.getOptional<JsonObject>(MEASUREMENTS) ?? {}) as JsonObject;
  const known = new KnownFacts(facts);
  const measures = listMeasures(model);
  const configured = [
    ...Object.entries(builtIn),
    ...Object.entries((custom ?? {}) as JsonObject).map(
      ([name, value]) => [`custom.${name}`, value] as const,
    ),
  ].map(([name, value]) => readSource(name, value, measures, known));
  const isConfigured = new Set(configured.map(({ measure }) => measure.id));
  const declared = declaredSources(facts, measures);
  const sources = [
    ...configured,
    ...declared.filter(({ measure }) => !isConfigured.has(measure.id)),
  ].filter(({ fact }) => known.isOn(fact));
  sources.forEach(source => checkRetention(source, historyRetention));
  return {
    sources: {
      measures: sources,
      deployables: readField('deployables', deployables, known),
      calls: readField('calls', calls, known),
    },
    numbers: [...configured, ...declared].map(
      ({ fact, field, measure: { title }, unit }) => ({
        fact,
        field,
        title,
        unit,
      }),
    ),
    staleAfterDays: readStaleAfterDays(staleAfterDays),
  };
}

function readSource(
  name: string,
  value: JsonValue | undefined,
  measures: Measure[],
  known: KnownFacts,
): MeasurementSource {
  const key = `${MEASUREMENTS}.${name}`;
  const measure = measures.find(({ id }) => id === name);
  if (!measure) {
    const ids = measures.map(({ id }) => id);
    const near = nearestTo(name, ids);
    throw new InputError(
      `${key}: there is no such measure, ${near ? `did you mean ${near}?` : `use one of ${ids.join(', ')}`}`,
    );
  }
  const {
    fact,
    field = '',
    unit = measure.unit,
  } = parseInput(sourceSchema, value, key);
  const { schema, measurements } = known.demand(fact, key);
  if (!mayHaveNumber(schema, field)) {
    throw new InputError(
      field
        ? `${key}.field: the fact ${fact} has no number at ${field}`
        : `${key}.field: the fact ${fact} is no number, say where in it the number is`,
    );
  }
  const factor = conversion(unit, measure.unit);
  if (factor === undefined) {
    throw new InputError(
      `${key}.unit: ${unit} cannot be converted to ${measure.unit}, use one of ${listConvertibleUnits(measure).join(', ')}`,
    );
  }
  // The collector may have declared the same number as another measure.
  const declared = Object.values(measurements).find(
    other => (other.field ?? '') === field,
  );
  return { measure, fact, field, unit, factor, days: declared?.days };
}

/**
 * Without the first number, a decision would ignore a measure again until it has been measured for as long.
 *
 * @throws InputError
 */
function checkRetention(
  { fact, measure, days }: MeasurementSource,
  retention: HumanDuration,
): void {
  const needed = days && Math.ceil(days) + SPARE_DAYS;
  if (needed && durationToMilliseconds(retention) < needed * 86_400_000) {
    throw new InputError(
      `pavedRoad.facts.historyRetention: use at least ${needed} days, because ${measure.id} of the fact ${fact} covers ${days} days`,
    );
  }
}

function listConvertibleUnits({ unit }: Measure): string[] {
  const others = knownUnits.filter(
    other => other !== unit && conversion(other, unit) !== undefined,
  );
  return [unit, ...others];
}

/** The measures that collectors and pushed facts declare, without measures of removed questions. */
function declaredSources(
  facts: FactDefinition[],
  measures: Measure[],
): MeasurementSource[] {
  return facts.flatMap(({ id: fact, measurements }) =>
    Object.entries(measurements).flatMap(([name, declared]) => {
      const measure = measures.find(({ id }) => id === name);
      if (!measure) {
        return [];
      }
      const { field = '', unit = measure.unit, days } = declared;
      const factor = conversion(unit, measure.unit);
      return factor === undefined
        ? []
        : [{ measure, fact, field, unit, factor, days }];
    }),
  );
}

function readField(
  name: 'deployables' | 'calls',
  value: JsonValue | undefined,
  known: KnownFacts,
): FactField | undefined {
  if (value === undefined) {
    return undefined;
  }
  const key = `${MEASUREMENTS}.${name}`;
  const { fact, field = '' } = parseInput(fieldSchema, value, key);
  if (!mayHaveList(known.demand(fact, key).schema, field)) {
    throw new InputError(
      `${key}.field: the fact ${fact} has no list ${field ? `at ${field}` : 'as its value, say where in it the list is'}`,
    );
  }
  return known.isOn(fact) ? { fact, field } : undefined;
}

function readStaleAfterDays(value: JsonValue = 7): number {
  const days = Number(value);
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw new InputError(
      `${MEASUREMENTS}.staleAfterDays: ${JSON.stringify(value)} is not allowed, use a whole number of days from 1 to 365`,
    );
  }
  return days;
}
