import { FactSeries } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { selectJsonRows } from '../database/jsonRows';
import { createInCondition, isSqlite, lockInOrder } from '../database/sql';

export interface FactNumber {
  /** Path in the value, such as `alerts.high`; empty if the value is the number. */
  field: string;
  value: number;
}

export interface FactPoint extends FactNumber {
  entityRef: string;
  name: string;
  /** ISO 8601. */
  at: string;
}

interface PointRow {
  entity_ref: string;
  name: string;
  field: string;
  month: string;
  points: string;
}

/** What happens to a stored number of the same day. */
type Present = 'keep' | 'replace';

const keyColumns = ['entity_ref', 'name', 'field', 'month'] as const;

/* More would take much memory in the database. */
const ROWS_PER_STATEMENT = 10_000;

/** Stores the numbers of facts over time, one per day. Table: `fact_points`. */
export class FactPointStore {
  /** @param knex - also a transaction */
  constructor(private readonly knex: Knex) {}

  /** Stores numbers. The last one of a day counts, and replaces a stored one. */
  async add(points: FactPoint[]): Promise<void> {
    await this.#merge(points, 'replace');
  }

  /** Stores numbers only for days without one, such as numbers that arrive late. */
  async fill(points: FactPoint[]): Promise<void> {
    await this.#merge(points, 'keep');
  }

  /**
   * Reads the numbers of a fact by entity, sorted by field; entities without numbers are absent. One query.
   *
   * @param options - `field`: only this one; `since`: only from the day of this time on
   */
  async series(
    entityRefs: string[],
    options: { name: string; field?: string; since: Date },
  ): Promise<Map<string, FactSeries[]>> {
    const since = formatDay(options.since.toISOString());
    const query = this.knex<PointRow>('fact_points')
      .whereRaw(createInCondition(this.knex, 'entity_ref', entityRefs))
      .where('name', options.name)
      .where('month', '>=', since.slice(0, 7))
      .orderBy([...keyColumns]);
    if (options.field !== undefined) {
      query.where('field', options.field);
    }
    const rows: PointRow[] = await query;
    const byEntity = Map.groupBy(rows, row => row.entity_ref);
    return new Map(
      [...byEntity].flatMap(([entityRef, ofEntity]) => {
        const series = toSeries(ofEntity, since);
        return series.length > 0 ? [[entityRef, series]] : [];
      }),
    );
  }

  /** Deletes whole months before the month of a time. */
  async purge(before: Date): Promise<void> {
    const month = before.toISOString().slice(0, 7);
    await lockInOrder(this.knex, 'fact_points', query =>
      query.where('month', '<', month).orderBy(['name', 'field', 'month']),
    )
      .where('month', '<', month)
      .delete();
  }

  async remove(entityRefs: string[]): Promise<void> {
    await lockInOrder(this.knex, 'fact_points', query =>
      query
        .whereRaw(createInCondition(this.knex, 'entity_ref', entityRefs))
        .orderBy(['name', 'field', 'month']),
    ).delete();
  }

  async #merge(points: FactPoint[], present: Present): Promise<void> {
    const rows = toRows(points);
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      await this.#mergeRows(
        rows.slice(start, start + ROWS_PER_STATEMENT),
        present,
      );
    }
  }

  /* Unchanged rows are not written. */
  async #mergeRows(rows: PointRow[], present: Present): Promise<void> {
    const sqlite = isSqlite(this.knex);
    const order = sqlite
      ? 'entity_ref, name, field, month'
      : 'entity_ref COLLATE "C", name, field COLLATE "C", month';
    const [old, added] = sqlite
      ? ['fact_points.points', 'excluded.points']
      : ['fact_points.points::jsonb', 'excluded.points::jsonb'];
    const merged = {
      sqlite: {
        replace: `json_patch(${old}, ${added})`,
        // Keeps the order of keys, so that the text stays the same if nothing is new.
        keep: `json_patch(${old}, json_patch(${added}, ${old}))`,
      },
      postgres: {
        replace: `(${old} || ${added})`,
        keep: `(${added} || ${old})`,
      },
    }[sqlite ? 'sqlite' : 'postgres'][present];
    await this.knex.raw(
      `INSERT INTO fact_points (entity_ref, name, field, month, points)
      SELECT entity_ref, name, field, month, points
      FROM (?) AS added WHERE true ORDER BY ${order}
      ON CONFLICT (entity_ref, name, field, month)
      DO UPDATE SET points = ${sqlite ? merged : `replace(${merged}::text, ' ', '')`} WHERE ${merged} <> ${old}`,
      [
        selectJsonRows(
          this.knex,
          {
            entity_ref: 'text',
            name: 'text',
            field: 'text',
            month: 'text',
            points: 'text',
          },
          rows.map(row => ({ ...row })),
        ),
      ],
    );
  }
}

/** Formats a day like 2026-11-28. */
function formatDay(isoTime: string): string {
  return new Date(isoTime).toISOString().slice(0, 10);
}

/** Groups numbers into one row per month. */
function toRows(points: FactPoint[]): PointRow[] {
  const sorted = points
    .map(point => ({ ...point, day: formatDay(point.at) }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const byMonth = Map.groupBy(sorted, ({ entityRef, name, field, day }) =>
    JSON.stringify([entityRef, name, field, day.slice(0, 7)]),
  );
  return [...byMonth.values()].map(ofMonth => {
    const [{ entityRef, name, field, day }] = ofMonth;
    const days = ofMonth.map(point => [point.day.slice(8), point.value]);
    return {
      entity_ref: entityRef,
      name,
      field,
      month: day.slice(0, 7),
      points: JSON.stringify(Object.fromEntries(days)),
    };
  });
}

/** @param rows - of one entity and fact, sorted by field and month */
function toSeries(rows: PointRow[], since: string): FactSeries[] {
  const byField = Map.groupBy(rows, ({ field }) => field);
  return [...byField].flatMap(([field, ofField]) => {
    const points = ofField.flatMap(({ month, points: json }) =>
      Object.entries(JSON.parse(json) as Record<string, number>)
        .map(([day, value]) => ({ at: `${month}-${day}`, value }))
        .filter(({ at }) => at >= since)
        .sort((a, b) => (a.at < b.at ? -1 : 1)),
    );
    return points.length > 0 ? [{ field, points }] : [];
  });
}

const DEEPEST = 3;
const MOST_NUMBERS = 50;
/* A dot would make a path ambiguous; databases store no control characters or lone surrogates. */
const KEY = /^[^.\p{C}]{1,60}$/u;

/** Finds the numbers of a value for its history: the first 50, three levels deep, and none in lists. */
export function collectNumbers(value: unknown): FactNumber[] {
  const numbers: FactNumber[] = [];
  collect(value, [], numbers);
  return numbers;
}

function collect(value: unknown, path: string[], numbers: FactNumber[]): void {
  if (typeof value === 'number') {
    if (Number.isFinite(value) && numbers.length < MOST_NUMBERS) {
      numbers.push({ field: path.join('.'), value });
    }
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return;
  }
  if (path.length === DEEPEST) {
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (KEY.test(key)) {
      collect(item, [...path, key], numbers);
    }
  }
}

export function toFactPoints(
  { entityRef, name }: { entityRef: string; name: string },
  value: unknown,
  at: string,
): FactPoint[] {
  return collectNumbers(value).map(number => ({
    entityRef,
    name,
    at,
    ...number,
  }));
}
