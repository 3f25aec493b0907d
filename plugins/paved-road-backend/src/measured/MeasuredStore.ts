import {
  Measured,
  Page,
  Pattern,
  PlatformId,
  ServicePrediction,
} from '@paved-road/plugin-paved-road-common';
import { PredictionStatistics } from '@paved-road/plugin-paved-road-common/advisor';
import { Knex } from 'knex';
import { z } from 'zod';
import { VisibleEntities } from '../catalog/types';
import { JsonColumnType, selectJsonRows } from '../database/jsonRows';
import {
  countOf,
  PageRequest,
  readCursor,
  rowsToRead,
  toPage,
  writeCursor,
} from '../database/paging';
import { isOneOf, StoredTime, toIsoTime } from '../database/sql';

/** How a decision stands under measurement. */
export interface MeasuredDecision {
  assessmentId: string;
  /** Of what it was computed from. */
  hash: string;
  status: Measured['status'];
  platform: PlatformId;
  /** Decided. */
  pattern: Pattern;
  /** With measured values; absent where no answer is measured. */
  measuredPattern?: Pattern;
  /** Since when the answer is another one, ISO 8601. */
  since?: string;
  /** USD a month. */
  cost?: { predicted: number; measured: number };
  /** Seconds, p95. */
  latency?: { predicted: number; measured: number };
}

/** An approved assessment of an entity in the catalog, and how it stood the last time. */
export interface ApprovedAssessment {
  id: string;
  entityRef: string;
  /** Counts the writes. */
  revision: number;
  last?: Pick<
    MeasuredDecision,
    'hash' | 'status' | 'measuredPattern' | 'since'
  >;
}

/** A decision that people are to be told of. */
export interface UntoldDecision {
  assessmentId: string;
  entityRef: string;
  entityTitle: string;
  /** Entity reference. */
  owner?: string;
}

export interface PredictionFilter {
  platform?: PlatformId;
  pattern?: Pattern;
}

/** Keeps how decisions stand under measurement. */
export interface MeasuredStore {
  /** Approved assessments of entities in the catalog, by entity reference. */
  approved(page: {
    after?: string;
    limit: number;
  }): Promise<ApprovedAssessment[]>;
  /** Whom people were told of is told again only if the decision held, or was not far from it, in between. */
  save(decisions: MeasuredDecision[], now: Date): Promise<void>;
  /** Forgets those of assessments that no longer count. */
  forgetOthers(): Promise<void>;
  /**
   * Makes stale whose answer has been another one since a time, and only those.
   *
   * @returns references of the entities of those that became stale, or are not any more
   */
  markStale(changedBefore: Date, now: Date): Promise<string[]>;
  /** Stale decisions that nobody was told of. */
  findUntold(limit: number): Promise<UntoldDecision[]>;
  /** @returns whether it is for the caller to tell people; false where another back end did, or is about to */
  claimTelling(assessmentId: string, now: Date): Promise<boolean>;
  /** Undoes a claim. */
  releaseTelling(assessmentId: string): Promise<void>;
  /** What was predicted and what came, worst first. */
  predictions(
    filter: PredictionFilter,
    visible: VisibleEntities,
    page: PageRequest,
  ): Promise<Omit<Page<ServicePrediction>, 'totalItems'>>;
  /** How many there are on all pages. */
  countPredictions(
    filter: PredictionFilter,
    visible: VisibleEntities,
  ): Promise<number>;
  /** Errors of all predictions by platform and pattern, in the order of both. */
  predictionStatistics(
    filter: PredictionFilter,
    visible: VisibleEntities,
  ): Promise<PredictionStatistics[]>;
}

interface PredictionRow {
  assessment_id: string;
  entity_ref: string;
  title: string;
  platform: PlatformId;
  pattern: Pattern;
  predicted_cost: number | null;
  measured_cost: number | null;
  predicted_latency: number | null;
  measured_latency: number | null;
  off_by: number;
  computed_at: StoredTime;
}

/** A number at a place of a sorted series that a quartile lies at, or between. */
interface QuartileRow {
  platform: PlatformId;
  pattern: Pattern;
  /** Of the group; PostgreSQL gives large counts as text. */
  services: number | string;
  series: 'cost' | 'latency' | 'latencyDifference';
  /** Of the series. */
  length: number | string;
  /** From 0. */
  place: number | string;
  value: number;
}

const columns = {
  assessment_id: 'text',
  hash: 'text',
  status: 'text',
  platform: 'text',
  pattern: 'text',
  measured_pattern: 'text',
  since: 'timestamptz',
  predicted_cost: 'double precision',
  measured_cost: 'double precision',
  predicted_latency: 'double precision',
  measured_latency: 'double precision',
  off_by: 'double precision',
  computed_at: 'timestamptz',
} as const satisfies Record<string, JsonColumnType>;

const predictionColumns = [
  'm.platform',
  'm.pattern',
  'm.predicted_cost',
  'm.measured_cost',
  'm.predicted_latency',
  'm.measured_latency',
];

/** MeasuredStore in the table `measured_decisions`. */
export class KnexMeasuredStore implements MeasuredStore {
  constructor(private readonly knex: Knex) {}

  async approved({
    after,
    limit,
  }: {
    after?: string;
    limit: number;
  }): Promise<ApprovedAssessment[]> {
    const query = this.#counting()
      .leftJoin('measured_decisions as m', 'm.assessment_id', 'a.id')
      .orderBy('a.entity_ref')
      .limit(limit)
      .select(
        'a.id',
        'a.entity_ref',
        'a.revision',
        'm.hash',
        'm.status',
        'm.measured_pattern',
        'm.since',
      );
    if (after !== undefined) {
      query.where('a.entity_ref', '>', after);
    }
    const rows: {
      id: string;
      entity_ref: string;
      revision: number;
      hash: string | null;
      status: Measured['status'];
      measured_pattern: Pattern | null;
      since: StoredTime | null;
    }[] = await query;
    return rows.map(row => ({
      id: row.id,
      entityRef: row.entity_ref,
      revision: row.revision,
      ...(row.hash !== null && {
        last: {
          hash: row.hash,
          status: row.status,
          ...(row.measured_pattern && {
            measuredPattern: row.measured_pattern,
          }),
          ...(row.since !== null && { since: toIsoTime(row.since) }),
        },
      }),
    }));
  }

  async save(decisions: MeasuredDecision[], now: Date): Promise<void> {
    if (decisions.length === 0) {
      return;
    }
    const names = Object.keys(columns);
    const updates = names
      .filter(name => name !== 'assessment_id')
      .map(name => `${name} = excluded.${name}`);
    // An assessment may be deleted at any time.
    await this.knex.raw(
      `INSERT INTO measured_decisions (${names.join(', ')})
      SELECT ${names.map(name => `held.${name}`).join(', ')} FROM (?) AS held
      JOIN assessments AS a ON a.id = held.assessment_id WHERE true ORDER BY held.assessment_id
      ON CONFLICT (assessment_id) DO UPDATE SET ${updates.join(', ')},
        stale_at = CASE excluded.status WHEN 'changed' THEN measured_decisions.stale_at END,
        told_at = CASE WHEN excluded.status IN ('holds', 'near') THEN NULL ELSE measured_decisions.told_at END`,
      [
        selectJsonRows(
          this.knex,
          columns,
          decisions.map(decision => toRow(decision, now)),
        ),
      ],
    );
  }

  async forgetOthers(): Promise<void> {
    await this.knex('measured_decisions')
      .whereNotIn('assessment_id', this.#counting().select('a.id'))
      .delete();
  }

  async markStale(changedBefore: Date, now: Date): Promise<string[]> {
    return await this.knex.transaction(async tx => {
      const begins = (query: Knex.QueryBuilder) =>
        query
          .where('status', 'changed')
          .whereNull('stale_at')
          .where('since', '<=', changedBefore);
      const ends = (query: Knex.QueryBuilder) =>
        query.whereNotNull('stale_at').where('since', '>', changedBefore);
      const moved: { entity_ref: string }[] = await tx('assessments')
        .whereIn(
          'id',
          tx('measured_decisions')
            .select('assessment_id')
            .where(begins)
            .orWhere(ends),
        )
        .orderBy('entity_ref')
        .select('entity_ref');
      if (moved.length > 0) {
        await tx('measured_decisions').where(ends).update({ stale_at: null });
        await tx('measured_decisions').where(begins).update({ stale_at: now });
      }
      return moved.map(({ entity_ref }) => entity_ref);
    });
  }

  async findUntold(limit: number): Promise<UntoldDecision[]> {
    const rows: {
      assessment_id: string;
      entity_ref: string;
      title: string;
      owner: string | null;
    }[] = await this.#counting()
      .join('measured_decisions as m', 'm.assessment_id', 'a.id')
      .whereNotNull('m.stale_at')
      .whereNull('m.told_at')
      .orderBy('m.stale_at')
      .limit(limit)
      .select('m.assessment_id', 'a.entity_ref', 'e.title', 'e.owner');
    return rows.map(row => ({
      assessmentId: row.assessment_id,
      entityRef: row.entity_ref,
      entityTitle: row.title,
      ...(row.owner !== null && { owner: row.owner }),
    }));
  }

  async claimTelling(assessmentId: string, now: Date): Promise<boolean> {
    const claimed = await this.knex('measured_decisions')
      .where('assessment_id', assessmentId)
      .whereNotNull('stale_at')
      .whereNull('told_at')
      .update({ told_at: now });
    return claimed > 0;
  }

  async releaseTelling(assessmentId: string): Promise<void> {
    await this.knex('measured_decisions')
      .where('assessment_id', assessmentId)
      .update({ told_at: null });
  }

  async predictions(
    filter: PredictionFilter,
    visible: VisibleEntities,
    page: PageRequest,
  ): Promise<Omit<Page<ServicePrediction>, 'totalItems'>> {
    const query = this.#predictions(filter, visible)
      .orderBy([
        { column: 'm.off_by', order: 'desc' },
        { column: 'm.assessment_id', order: 'desc' },
      ])
      .limit(rowsToRead(page))
      .select(
        'm.assessment_id',
        'a.entity_ref',
        'e.title',
        'm.off_by',
        'm.computed_at',
        ...predictionColumns,
      );
    if (page.cursor !== undefined) {
      const [, offBy, id] = readCursor(
        z.tuple([z.literal('off'), z.number(), z.string().max(100)]),
        page.cursor,
      );
      query.where(after =>
        after
          .where('m.off_by', '<', offBy)
          .orWhere(tie =>
            tie.where('m.off_by', offBy).where('m.assessment_id', '<', id),
          ),
      );
    }
    const { rows, nextCursor } = toPage<PredictionRow>(
      await query,
      page,
      last => writeCursor(['off', last.off_by, last.assessment_id]),
    );
    return { items: rows.map(toPrediction), nextCursor };
  }

  async countPredictions(
    filter: PredictionFilter,
    visible: VisibleEntities,
  ): Promise<number> {
    return await countOf(this.#predictions(filter, visible));
  }

  async predictionStatistics(
    filter: PredictionFilter,
    visible: VisibleEntities,
  ): Promise<PredictionStatistics[]> {
    // Both databases sort and count; what lies between two places is computed here, so that both have the same bytes.
    const rows: QuartileRow[] = await this.knex
      .with(
        'predicted',
        this.#predictions(filter, visible).select(predictionColumns),
      )
      .with(
        'sized',
        this.knex('predicted')
          .groupBy('platform', 'pattern')
          .select('platform', 'pattern')
          .count({
            services: '*',
            costs: 'measured_cost',
            latencies: 'measured_latency',
          }),
      )
      .unionAll(
        [
          selectQuartiles(
            'cost',
            'costs',
            'measured_cost / predicted_cost - 1',
          ),
          selectQuartiles(
            'latency',
            'latencies',
            'measured_latency / predicted_latency - 1',
          ),
          selectQuartiles(
            'latencyDifference',
            'latencies',
            'measured_latency - predicted_latency',
          ),
        ].map(series => this.knex.raw(series)),
      );
    const groups = Map.groupBy(
      rows,
      ({ platform, pattern }) => `${platform} ${pattern}`,
    );
    return [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, ofGroup]) => toStatistics(ofGroup));
  }

  #counting(): Knex.QueryBuilder {
    return (
      this.knex('assessments as a')
        .join('entities as e', 'e.entity_ref', 'a.entity_ref')
        // No parameter, so that SQLite takes the index.
        .whereRaw("a.status = 'approved'")
    );
  }

  #predictions(
    { platform, pattern }: PredictionFilter,
    visible: VisibleEntities,
  ): Knex.QueryBuilder {
    const query = this.#counting()
      .join('measured_decisions as m', 'm.assessment_id', 'a.id')
      .whereNotNull('m.off_by');
    if (platform) {
      query.where('m.platform', platform);
    }
    if (pattern) {
      query.where('m.pattern', pattern);
    }
    if (!visible.all) {
      query.whereRaw(isOneOf(this.knex, 'a.entity_ref', visible.entityRefs));
    }
    return query;
  }
}

function toRow(decision: MeasuredDecision, now: Date) {
  const { cost, latency } = decision;
  const errors = [cost, latency].flatMap(compared =>
    compared ? [timesOff(compared)] : [],
  );
  return {
    assessment_id: decision.assessmentId,
    hash: decision.hash,
    status: decision.status,
    platform: decision.platform,
    pattern: decision.pattern,
    measured_pattern: decision.measuredPattern ?? null,
    since: decision.since ? new Date(decision.since) : null,
    predicted_cost: cost?.predicted ?? null,
    measured_cost: cost?.measured ?? null,
    predicted_latency: latency?.predicted ?? null,
    measured_latency: latency?.measured ?? null,
    off_by: errors.length > 0 ? Math.max(...errors) : null,
    computed_at: now,
  };
}

/* What came to nothing is off by more than any number that a database keeps would say. */
const MOST_OFF = 1e9;

/** By how many times a prediction was off, upwards or downwards. */
function timesOff({
  predicted,
  measured,
}: {
  predicted: number;
  measured: number;
}): number {
  const ratio = measured / predicted;
  return Math.min(Math.max(ratio, 1 / ratio), MOST_OFF);
}

/**
 * Selects from `predicted` and `sized`, see {@link KnexMeasuredStore.predictionStatistics}.
 *
 * @param length - the column of `sized` that says how many numbers the series of a group has
 */
function selectQuartiles(
  series: QuartileRow['series'],
  length: 'costs' | 'latencies',
  value: string,
): string {
  const places = [1, 2, 3]
    .map(quarter => `(${length} - 1) * ${quarter} / 4`)
    .flatMap(below => [below, `${below} + 1`]);
  return `SELECT platform, pattern, services, '${series}' AS series, ${length} AS length, place, value FROM (
      SELECT platform, pattern, ${value} AS value,
        row_number() OVER (PARTITION BY platform, pattern ORDER BY ${value}) - 1 AS place
      FROM predicted WHERE ${value} IS NOT NULL
    ) AS placed JOIN sized USING (platform, pattern) WHERE place IN (${places.join(', ')})`;
}

function toStatistics(rows: QuartileRow[]): PredictionStatistics {
  const [{ platform, pattern, services }] = rows;
  const series = Map.groupBy(rows, row => row.series);
  const errorsOf = (name: QuartileRow['series']) => {
    const places = series.get(name);
    return (
      places && {
        services: Number(places[0].length),
        median: quartileOf(places, 2),
        quartiles: [quartileOf(places, 1), quartileOf(places, 3)] as [
          number,
          number,
        ],
      }
    );
  };
  return {
    platform,
    pattern,
    services: Number(services),
    cost: errorsOf('cost'),
    latency: errorsOf('latency'),
    latencyDifference: errorsOf('latencyDifference')?.median,
  };
}

/** Between the nearest places. */
function quartileOf(rows: QuartileRow[], quarter: number): number {
  const exact = ((Number(rows[0].length) - 1) * quarter) / 4;
  const at = (place: number) =>
    rows.find(row => Number(row.place) === place)?.value;
  const below = at(Math.floor(exact))!;
  const above = at(Math.floor(exact) + 1) ?? below;
  return below + (above - below) * (exact - Math.floor(exact));
}

function toPrediction(row: PredictionRow): ServicePrediction {
  const cost = toPredictedAndMeasured(row.predicted_cost, row.measured_cost);
  const latency = toPredictedAndMeasured(
    row.predicted_latency,
    row.measured_latency,
  );
  return {
    assessmentId: row.assessment_id,
    entityRef: row.entity_ref,
    entityTitle: row.title,
    platform: row.platform,
    pattern: row.pattern,
    ...(cost && { cost }),
    ...(latency && { latency }),
    measuredAt: toIsoTime(row.computed_at),
  };
}

function toPredictedAndMeasured(
  predicted: number | null,
  measured: number | null,
): ServicePrediction['cost'] {
  return predicted !== null && measured !== null
    ? { predicted, measured, error: measured / predicted - 1 }
    : undefined;
}
