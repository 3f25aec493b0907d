import { FactSeries } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { selectJsonRows } from '../database/jsonRows';
import { isOneOf, isSqlite, lockInOrder } from '../database/sql';
import { FactNumber } from './numbersOf';

/** A number of a fact at a time. */
export interface FactPoint extends FactNumber {
  entityRef: string;
  /** Of the fact. */
  name: string;
  /** ISO 8601. */
  at: string;
}

/** Stores the numbers of facts over time, one for each day. */
export interface FactPointStore {
  /** Stores numbers; of a day, the last one counts, and what is stored later replaces what was stored before. */
  add(points: FactPoint[]): Promise<void>;
  /** Stores numbers of days that have none, such as earlier ones that come late. */
  fill(points: FactPoint[]): Promise<void>;
  /**
   * The numbers of a fact by entity, fields in their order; entities without any are absent. One query.
   *
   * @param options - `field`: only this one; `since`: only from the day of this time on
   */
  series(
    entityRefs: string[],
    options: { name: string; field?: string; since: Date },
  ): Promise<Map<string, FactSeries[]>>;
  /** Forgets the months before that of a time. */
  purge(before: Date): Promise<void>;
  /** Forgets the numbers of entities. */
  remove(entityRefs: string[]): Promise<void>;
}

interface PointRow {
  entity_ref: string;
  name: string;
  field: string;
  month: string;
  points: string;
}

/** Of a number that a day has already. */
type Present = 'keep' | 'replace';

const keyColumns = ['entity_ref', 'name', 'field', 'month'] as const;

/* A statement with more would take much memory in the database too. */
const ROWS_PER_STATEMENT = 10_000;

/** FactPointStore in the table `fact_points`. */
export class KnexFactPointStore implements FactPointStore {
  /** @param knex - also a transaction */
  constructor(private readonly knex: Knex) {}

  async add(points: FactPoint[]): Promise<void> {
    await this.#merge(points, 'replace');
  }

  async fill(points: FactPoint[]): Promise<void> {
    await this.#merge(points, 'keep');
  }

  async series(
    entityRefs: string[],
    options: { name: string; field?: string; since: Date },
  ): Promise<Map<string, FactSeries[]>> {
    const since = dayOf(options.since.toISOString());
    const query = this.knex<PointRow>('fact_points')
      .whereRaw(isOneOf(this.knex, 'entity_ref', entityRefs))
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
        .whereRaw(isOneOf(this.knex, 'entity_ref', entityRefs))
        .orderBy(['name', 'field', 'month']),
    ).delete();
  }

  /** @param present - what becomes of a number that a day has already */
  async #merge(points: FactPoint[], present: Present): Promise<void> {
    const rows = toRows(points);
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      await this.#mergeRows(
        rows.slice(start, start + ROWS_PER_STATEMENT),
        present,
      );
    }
  }

  /* Rows that have the numbers already are not written again. */
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
        // In the order of keys that it has, so that it is the same text where nothing is new.
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
      DO UPDATE SET points = ${sqlite ? merged : `${merged}::text`} WHERE ${merged} <> ${old}`,
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

/** As 2026-11-28. */
function dayOf(isoTime: string): string {
  return new Date(isoTime).toISOString().slice(0, 10);
}

/** One row for the numbers of a month. */
function toRows(points: FactPoint[]): PointRow[] {
  const rows = new Map<string, PointRow & { days: Record<string, number> }>();
  const inTime = points
    .map(point => ({ ...point, day: dayOf(point.at) }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const { entityRef, name, field, day, value } of inTime) {
    const month = day.slice(0, 7);
    const key = JSON.stringify([entityRef, name, field, month]);
    let row = rows.get(key);
    if (!row) {
      row = {
        entity_ref: entityRef,
        name,
        field,
        month,
        points: '',
        days: {},
      };
      rows.set(key, row);
    }
    row.days[day.slice(8)] = value;
  }
  return [...rows.values()].map(({ days, ...row }) => ({
    ...row,
    points: JSON.stringify(days),
  }));
}

/** @param rows - of an entity and a fact, in the order of fields and months */
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
