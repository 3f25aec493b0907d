import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { selectJsonRows } from '../database/jsonRows';
import { lockInOrder } from '../database/lockInOrder';
import { isOneOf, isSqlite } from '../database/sql';
import { DueEntity, DueEntityStore } from './DueEntityStore';
import { insertDue, LONGEST_DELAY, priorities } from './dueRows';

/** DueEntityStore in the table `due_evaluations`. */
export class KnexDueEntityStore implements DueEntityStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async mark(entityRefs: string[], { dueAt }: { dueAt: Date }): Promise<void> {
    const unique = [...new Set(entityRefs)];
    if (unique.length === 0) {
      return;
    }
    await insertDue(
      this.#knex,
      selectJsonRows(
        this.#knex,
        { entity_ref: 'text' },
        unique.map(entityRef => ({ entity_ref: entityRef })),
      ),
      { at: dueAt, priority: priorities.change },
    );
  }

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
    const picked = this.#knex('due_evaluations')
      .select('entity_ref')
      .where('due_at', '<=', now)
      .orWhere(
        'due_at',
        '>',
        new Date(now.getTime() + LONGEST_DELAY.toMillis()),
      )
      .orderBy(['priority', 'due_at'])
      .limit(limit);
    if (!isSqlite(this.#knex)) {
      picked.forUpdate().skipLocked();
    }
    const rows: Array<{ entity_ref: string; run_id: string | null }> =
      // Not a plain subquery, because PostgreSQL may run it, and lock rows, more than once.
      await this.#knex('due_evaluations')
        .withMaterialized('picked', picked)
        .whereIn('entity_ref', this.#knex('picked').select('entity_ref'))
        .update({ token, due_at: expiresAt })
        .returning(['entity_ref', 'run_id']);
    return rows.map(row => ({
      entityRef: row.entity_ref,
      runId: row.run_id ?? undefined,
      token,
    }));
  }

  async complete(entities: DueEntity[]): Promise<void> {
    const tokens = [...new Set(entities.map(({ token }) => token))];
    const refs = entities.map(({ entityRef }) => entityRef);
    await lockInOrder(this.#knex, 'due_evaluations', query =>
      query
        .whereIn('token', tokens)
        .whereRaw(isOneOf(this.#knex, 'entity_ref', refs)),
    ).delete();
  }

  async cancel(runId: string): Promise<void> {
    const waiting = (priority: number) =>
      lockInOrder(this.#knex, 'due_evaluations', query =>
        query.where({ run_id: runId, priority }),
      );
    await waiting(priorities.run).delete();
    await waiting(priorities.change).update({ run_id: null });
  }
}
