import {
  Page,
  Pattern,
  PlatformId,
  ServicePrediction,
} from '@paved-road/plugin-paved-road-common';
import { PredictionStatistics } from '@paved-road/plugin-paved-road-common/advisor';
import { Knex } from 'knex';
import { z } from 'zod';
import { VisibleEntities } from '../catalog/types';
import { isVisible } from '../catalog/visibleRows';
import {
  countRows,
  PageRequest,
  readCursor,
  rowsToRead,
  toPage,
  writeCursor,
} from '../database/paging';
import { StoredTime, toIsoTime } from '../database/sql';
import { selectApproved } from './MeasuredStore';

export interface PredictionFilter {
  platform?: PlatformId;
  pattern?: Pattern;
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

/** A value of a sorted series at or next to a quartile. */
interface QuartileRow {
  platform: PlatformId;
  pattern: Pattern;
  /** In the group; PostgreSQL returns large counts as text. */
  services: number | string;
  series: 'cost' | 'latency' | 'latencyDifference';
  length: number | string;
  /** Index in the series. */
  place: number | string;
  value: number;
}

const predictionColumns = [
  'm.platform',
  'm.pattern',
  'm.predicted_cost',
  'm.measured_cost',
  'm.predicted_latency',
  'm.measured_latency',
];

/** Reads predictions of approved decisions next to their measurements. Table: `measured_decisions`. */
export class PredictionStore {
  constructor(private readonly knex: Knex) {}

  /** Worst first. */
  async list(
    filter: PredictionFilter,
    visible: VisibleEntities,
    page: PageRequest,
  ): Promise<Omit<Page<ServicePrediction>, 'totalItems'>> {
    const query = this.#matching(filter, visible)
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

  async count(
    filter: PredictionFilter,
    visible: VisibleEntities,
  ): Promise<number> {
    return await countRows(this.#matching(filter, visible));
  }

  /** Errors of all predictions, sorted by platform and pattern. */
  async readStatistics(
    filter: PredictionFilter,
    visible: VisibleEntities,
  ): Promise<PredictionStatistics[]> {
    // Databases only sort and count. Interpolation happens here, so that both return the same bytes.
    const rows: QuartileRow[] = await this.knex
      .with(
        'predicted',
        this.#matching(filter, visible).select(predictionColumns),
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

  #matching(
    { platform, pattern }: PredictionFilter,
    visible: VisibleEntities,
  ): Knex.QueryBuilder {
    const query = selectApproved(this.knex)
      .join('measured_decisions as m', 'm.assessment_id', 'a.id')
      .whereNotNull('m.off_by');
    if (platform) {
      query.where('m.platform', platform);
    }
    if (pattern) {
      query.where('m.pattern', pattern);
    }
    if (!visible.all) {
      query.whereRaw(
        isVisible(this.knex, visible, 'a.entity_ref', 'e.class_id'),
      );
    }
    return query;
  }
}

/**
 * Selects from `predicted` and `sized`, see {@link PredictionStore.readStatistics}.
 *
 * @param length - the column of `sized` with the length of the series
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
  const summarizePredictionErrors = (name: QuartileRow['series']) => {
    const places = series.get(name);
    return (
      places && {
        services: Number(places[0].length),
        median: computeQuartile(places, 2),
        quartiles: [computeQuartile(places, 1), computeQuartile(places, 3)] as [
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
    cost: summarizePredictionErrors('cost'),
    latency: summarizePredictionErrors('latency'),
    latencyDifference: summarizePredictionErrors('latencyDifference')?.median,
  };
}

/** Interpolates between the nearest values. */
function computeQuartile(rows: QuartileRow[], quarter: number): number {
  const exact = ((Number(rows[0].length) - 1) * quarter) / 4;
  const at = (place: number) =>
    rows.find(row => Number(row.place) === place)?.value;
  const below = at(Math.floor(exact))!;
  const above = at(Math.floor(exact) + 1) ?? below;
  return below + (above - below) * (exact - Math.floor(exact));
}

function toPrediction(row: PredictionRow): ServicePrediction {
  const cost = toMeasuredComparison(row.predicted_cost, row.measured_cost);
  const latency = toMeasuredComparison(
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

function toMeasuredComparison(
  predicted: number | null,
  measured: number | null,
): ServicePrediction['cost'] {
  return predicted !== null && measured !== null
    ? { predicted, measured, error: measured / predicted - 1 }
    : undefined;
}
