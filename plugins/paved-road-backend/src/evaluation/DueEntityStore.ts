import { Knex } from 'knex';
import { Duration } from 'luxon';
import { randomUUID } from 'node:crypto';
import { selectJsonRows } from '../database/jsonRows';
import {
  lockInOrder,
  createInCondition,
  isSqlite,
  StoredTime,
} from '../database/sql';
import { Backlog } from '../telemetry/Telemetry';

/**
 * Entities due later were marked or claimed by a clock that was ahead. A claim lasts up to a minute (0.1.0); 15 s more
 * allow for clocks that differ.
 */
const LONGEST_DELAY = Duration.fromObject({ seconds: 75 });

/** Why an entity is due; the lowest number comes first. */
export const priorities = { change: 0, run: 1 };

/** An entity that this back end evaluates. When the claim expires, another back end takes over. */
export interface DueEntity {
  entityRef: string;
  runId?: string;
  /** Identifies the claim. */
  token: string;
}

/**
 * Stores the entities that are due for evaluation. As in the catalog's processing, a claim postpones an entity,
 * so that another back end takes over if the claiming one dies. Table: `due_evaluations`.
 */
export class DueEntityStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Marks entities as due, even claimed ones. Unknown references are allowed. An entity that already waits longer
   * keeps waiting.
   */
  async mark(entityRefs: string[], { dueAt }: { dueAt: Date }): Promise<void> {
    const unique = [...new Set(entityRefs)];
    if (unique.length === 0) {
      return;
    }
    await insertDue(
      this.knex,
      selectJsonRows(
        this.knex,
        { entity_ref: 'text' },
        unique.map(entityRef => ({ entity_ref: entityRef })),
      ),
      { at: dueAt, priority: priorities.change },
    );
  }

  /**
   * Claims due entities until `expiresAt`. Changed entities come before entities of a run, then the oldest. Includes
   * entities due later than any delay allows, after the clock was set back.
   */
  async claim({
    limit,
    now,
    expiresAt,
  }: {
    limit: number;
    now: Date;
    expiresAt: Date;
  }): Promise<DueEntity[]> {
    const token = randomUUID();
    const picked = this.knex('due_evaluations')
      .select('entity_ref')
      .where('due_at', '<=', now)
      .orWhere(
        'due_at',
        '>',
        new Date(now.getTime() + LONGEST_DELAY.toMillis()),
      )
      .orderBy(['priority', 'due_at'])
      .limit(limit);
    if (!isSqlite(this.knex)) {
      picked.forUpdate().skipLocked();
    }
    const rows: Array<{ entity_ref: string; run_id: string | null }> =
      // PostgreSQL may run a plain subquery, and lock rows, more than once.
      await this.knex('due_evaluations')
        .withMaterialized('picked', picked)
        .whereIn('entity_ref', this.knex('picked').select('entity_ref'))
        .update({ token, due_at: expiresAt })
        .returning(['entity_ref', 'run_id']);
    return rows.map(row => ({
      entityRef: row.entity_ref,
      runId: row.run_id ?? undefined,
      token,
    }));
  }

  /** Makes claimed entities due again, after others, unless their claim has expired. */
  async release(entities: DueEntity[], now: Date): Promise<void> {
    const tokens = [...new Set(entities.map(({ token }) => token))];
    if (tokens.length > 0) {
      await lockInOrder(this.knex, 'due_evaluations', query =>
        query.whereIn('token', tokens),
      ).update({ token: null, due_at: now });
    }
  }

  /** Clears claimed entities, unless they were marked again after the claim. */
  async complete(entities: DueEntity[]): Promise<void> {
    const tokens = [...new Set(entities.map(({ token }) => token))];
    const refs = entities.map(({ entityRef }) => entityRef);
    await lockInOrder(this.knex, 'due_evaluations', query =>
      query
        .whereIn('token', tokens)
        .whereRaw(createInCondition(this.knex, 'entity_ref', refs)),
    ).delete();
  }

  /** Clears entities that only this run waits for. */
  async cancel(runId: string): Promise<void> {
    const waiting = (priority: number) =>
      lockInOrder(this.knex, 'due_evaluations', query =>
        query.where({ run_id: runId, priority }),
      );
    await waiting(priorities.run).delete();
    await waiting(priorities.change).update({ run_id: null });
  }

  /** Due entities that no back end evaluates at the moment. */
  async readBacklog(now: Date = new Date()): Promise<Backlog> {
    const [{ entities, oldest }] = await this.knex('due_evaluations')
      .where('due_at', '<=', now)
      .select<{ entities: number | string; oldest: StoredTime | null }[]>(
        this.knex.raw('COUNT(*) AS entities'),
        this.knex.raw('MIN(due_at) AS oldest'),
      );
    return {
      entities: Number(entities),
      lag:
        oldest === null
          ? 0
          : (now.getTime() - new Date(oldest).getTime()) / 1000,
    };
  }
}

/** Marks the entity of a record with its write, because the event after it is lost if the database goes away. */
export async function markWritten(
  tx: Knex.Transaction,
  { entityRef }: { entityRef: string },
): Promise<void> {
  await new DueEntityStore(tx).mark([entityRef], { dueAt: new Date() });
}

/**
 * Marks entities as due. All writers use the same order, so that they cannot deadlock.
 *
 * @param entities - has a column `entity_ref`
 */
export async function insertDue(
  knex: Knex,
  entities: Knex.Raw | Knex.QueryBuilder,
  due: { at: Date; priority: number; runId?: string },
): Promise<void> {
  await knex.raw(
    `INSERT INTO due_evaluations (entity_ref, priority, due_at, run_id)
    SELECT entity_ref, CAST(? AS integer), CAST(? AS timestamptz), CAST(? AS text)
    FROM (?) AS marked WHERE true ORDER BY entity_ref
    ON CONFLICT (entity_ref) DO UPDATE SET
      priority = CASE WHEN excluded.priority < due_evaluations.priority
        THEN excluded.priority ELSE due_evaluations.priority END,
      due_at = CASE WHEN due_evaluations.token IS NULL
          AND due_evaluations.due_at > excluded.due_at AND due_evaluations.due_at <= ?
        THEN due_evaluations.due_at ELSE excluded.due_at END,
      run_id = CASE WHEN excluded.run_id IS NULL AND due_evaluations.token IS NULL
        THEN due_evaluations.run_id ELSE excluded.run_id END,
      token = NULL`,
    [
      due.priority,
      due.at,
      due.runId ?? null,
      entities,
      new Date(due.at.getTime() + LONGEST_DELAY.toMillis()),
    ],
  );
}
