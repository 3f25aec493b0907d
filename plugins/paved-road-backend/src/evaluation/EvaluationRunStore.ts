import { ConflictError } from '@backstage/errors';
import { EvaluationRun, Page } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { newestFirst, PageRequest, selectPage } from '../database/paging';
import { StoredTime, toIsoTime } from '../database/sql';
import { insertDue, priorities } from './DueEntityStore';

export type StoredRun = EvaluationRun &
  Required<Pick<EvaluationRun, 'total' | 'done' | 'changed'>>;

/** Keeps about a day (by the default schedule) of scheduled runs without changes. */
const IDLE_RUNS_KEPT = 150;

interface RunRow {
  id: string;
  trigger: EvaluationRun['trigger'];
  state: EvaluationRun['state'];
  requested_by: string | null;
  total: number;
  done: number;
  changed: number;
  problem: string | null;
  created_at: StoredTime;
  finished_at: StoredTime | null;
}

/** Stores runs over the fleet and their progress. Table: `evaluation_runs`. */
export class EvaluationRunStore {
  constructor(
    private readonly knex: Knex,
    private readonly onStarted: (
      trigger: EvaluationRun['trigger'],
    ) => void = () => {},
  ) {}

  /** Starts a run that the caller carries out. Fails abandoned ones: the scheduler lets one back end at a time do so. */
  async start(run: Pick<StoredRun, 'trigger' | 'total'>): Promise<StoredRun> {
    await this.knex('evaluation_runs')
      .where({ state: 'running', trigger: run.trigger })
      .update(
        this.#ending({
          state: 'failed',
          problem: 'The back end stopped before the run had finished.',
        }),
      );
    const started = await this.#insert(this.knex, run);
    this.onStarted(run.trigger);
    return started;
  }

  /**
   * Starts a run and marks all entities of the index as due, in one transaction. Takes over entities of other runs.
   *
   * @throws ConflictError that names the running run if the trigger is `request` and such a run exists
   */
  async startForAll(
    run: Pick<EvaluationRun, 'trigger' | 'requestedBy'>,
  ): Promise<StoredRun> {
    const all = await this.knex.transaction(async tx => {
      const started = await this.#insert(tx, { ...run, total: 0 });
      await insertDue(tx, tx('entities').select('entity_ref'), {
        at: new Date(),
        priority: priorities.run,
        runId: started.id,
      });
      const [{ total }] = await tx('due_evaluations')
        .where('run_id', started.id)
        .count({ total: '*' });
      const [row]: RunRow[] = await tx('evaluation_runs')
        .where('id', started.id)
        .update({ total: Number(total) })
        .returning('*');
      return toRun(row);
    });
    this.onStarted(run.trigger);
    return all;
  }

  /**
   * Adds to the figures of a run.
   *
   * @returns its state, which may be cancelled; undefined if there is no such run
   */
  async advance(
    id: string,
    { done, changed }: { done: number; changed: number },
  ): Promise<EvaluationRun['state'] | undefined> {
    const [advanced] = await this.knex('evaluation_runs')
      .where({ id })
      // Work in progress at the cancellation counts, because its results are kept.
      .whereIn('state', ['running', 'cancelled'])
      .update({
        done: this.knex.raw('done + ?', done),
        changed: this.knex.raw('changed + ?', changed),
        // An entity is looked at twice if a back end is killed in between, and the catalog may have grown.
        total: this.knex.raw(
          'CASE WHEN done + ? > total THEN done + ? ELSE total END',
          [done, done],
        ),
      })
      .returning('state');
    return advanced?.state ?? (await this.get(id))?.state;
  }

  /**
   * Ends a run.
   *
   * @returns whether it was running until now
   */
  async end(
    id: string,
    outcome:
      | { state: 'finished' | 'cancelled' }
      | { state: 'failed'; problem: string },
  ): Promise<boolean> {
    const ended = await this.#running(id).update(this.#ending(outcome));
    return ended > 0;
  }

  /** Finishes runs that no longer wait for a due entity. */
  async finishIdle(): Promise<void> {
    await this.knex('evaluation_runs')
      .where('state', 'running')
      .whereNot('trigger', 'schedule')
      .whereNotExists(
        this.knex('due_evaluations').whereRaw('run_id = evaluation_runs.id'),
      )
      .update(this.#ending({ state: 'finished' }));
  }

  async get(id: string): Promise<StoredRun | undefined> {
    const row = await this.knex('evaluation_runs').where('id', id).first();
    return row && toRun(row);
  }

  /** Newest first. */
  async list(page: PageRequest): Promise<Omit<Page<StoredRun>, 'totalItems'>> {
    const { rows, nextCursor } = await selectPage<RunRow>(
      this.knex('evaluation_runs'),
      newestFirst('evaluation_runs'),
      page,
    );
    return { items: rows.map(toRun), nextCursor };
  }

  /** Removes runs that ended before this time, and all but the newest scheduled runs that changed nothing. */
  async purge(before: Date): Promise<void> {
    await this.knex('evaluation_runs')
      .where('finished_at', '<', before)
      .delete();
    const idle = { trigger: 'schedule', state: 'finished', changed: 0 };
    await this.knex('evaluation_runs')
      .where(idle)
      .whereNotIn(
        'id',
        this.knex('evaluation_runs')
          .select('id')
          .where(idle)
          .orderBy('created_at', 'desc')
          .limit(IDLE_RUNS_KEPT),
      )
      .delete();
  }

  #running(id: string): Knex.QueryBuilder {
    return this.knex('evaluation_runs').where({ id, state: 'running' });
  }

  #ending(outcome: { state: EvaluationRun['state']; problem?: string }) {
    return {
      ...outcome,
      finished_at: new Date(),
      ...(outcome.state === 'finished' && { total: this.knex.ref('done') }),
    };
  }

  async #insert(
    knex: Knex,
    run: Pick<StoredRun, 'trigger' | 'requestedBy' | 'total'>,
  ): Promise<StoredRun> {
    const [row]: RunRow[] = await knex('evaluation_runs')
      .insert({
        id: randomUUID(),
        trigger: run.trigger,
        state: 'running',
        requested_by: run.requestedBy ?? null,
        total: run.total,
        done: 0,
        changed: 0,
        created_at: new Date(),
      })
      .onConflict()
      .ignore()
      .returning('*');
    if (!row) {
      const { trigger } = run;
      const running: RunRow | undefined = await knex('evaluation_runs')
        .where({ trigger, state: 'running' })
        .first();
      throw new ConflictError(
        `Run ${running?.id} is still running; wait until it ends, or cancel it`,
      );
    }
    return toRun(row);
  }
}

function toRun(row: RunRow): StoredRun {
  return {
    id: row.id,
    trigger: row.trigger,
    state: row.state,
    requestedBy: row.requested_by ?? undefined,
    startedAt: toIsoTime(row.created_at),
    finishedAt:
      row.finished_at === null ? undefined : toIsoTime(row.finished_at),
    total: row.total,
    done: row.done,
    changed: row.changed,
    problem: row.problem ?? undefined,
  };
}
