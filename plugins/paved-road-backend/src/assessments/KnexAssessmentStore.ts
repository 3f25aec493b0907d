import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  AssessmentEvent,
  AssessmentFacts,
  AssessmentSummary,
  Page,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { insertNew } from '../database/insertNew';
import { encodeCursor, startAfterCursor } from '../database/keysetCursor';
import {
  assessmentsWithEntity,
  countingIds,
  matching,
  returnColumns,
  selectSummary,
  waitingFor,
  withReturn,
} from './assessmentQueries';
import {
  AssessmentRow,
  EventRow,
  FactsRow,
  fromAssessmentRow,
  fromEventRow,
  SummaryRow,
  toAssessmentRow,
  toEventRow,
  toFacts,
  toSummary,
} from './assessmentRows';
import {
  AssessmentChange,
  AssessmentFilter,
  AssessmentStore,
  AssessmentVisibility,
  AssumedStatus,
  PageRequest,
  StaleCriteria,
  StoredAssessment,
  Waiting,
} from './AssessmentStore';

/** Rolls a transaction back because another writer was faster. */
class StaleWrite extends Error {}

/** AssessmentStore in the tables `assessments` and `assessment_events`. */
export class KnexAssessmentStore implements AssessmentStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async create(change: AssessmentChange, idempotencyKey?: string) {
    const { assessment, event } = change;
    return await this.#knex.transaction(async tx => {
      const isNew = await insertNew(tx, 'assessments', {
        ...toAssessmentRow(assessment, 1),
        idempotency_key: idempotencyKey ?? null,
      });
      if (!isNew) {
        return {
          created: false,
          assessment: await this.#inTheWay(tx, assessment, idempotencyKey),
        };
      }
      await tx('assessment_events').insert(toEventRow(assessment.id, event));
      return {
        created: true,
        assessment: { ...assessment, revision: 1, events: [event] },
      };
    });
  }

  async get(id: string): Promise<StoredAssessment | undefined> {
    const [assessment] = await this.#read(this.#knex, query =>
      query.where({ id }),
    );
    return assessment;
  }

  async save(
    changes: AssessmentChange[],
  ): Promise<StoredAssessment[] | undefined> {
    try {
      return await this.#knex.transaction(async tx => {
        const saved: StoredAssessment[] = [];
        for (const { assessment, event } of changes) {
          const { id, revision } = assessment;
          const updated = await tx('assessments')
            .where({ id, revision })
            .update(toAssessmentRow(assessment, revision + 1));
          if (updated === 0) {
            throw new StaleWrite();
          }
          await tx('assessment_events').insert(toEventRow(id, event));
          saved.push({
            ...assessment,
            revision: revision + 1,
            events: [...assessment.events, event],
          });
        }
        return saved;
      });
    } catch (error) {
      if (error instanceof StaleWrite || isDatabaseConflictError(error)) {
        return undefined;
      }
      throw error;
    }
  }

  async delete(id: string, revision: number): Promise<boolean> {
    const deleted = await this.#knex('assessments')
      .where({ id, revision })
      .delete();
    return deleted > 0;
  }

  async findApproved(entityRef: string): Promise<StoredAssessment | undefined> {
    const [assessment] = await this.#read(this.#knex, query =>
      query.where({ entity_ref: entityRef, status: 'approved' }),
    );
    return assessment;
  }

  async history(
    entityRef: string,
    page: PageRequest,
    author?: string,
  ): Promise<Page<StoredAssessment>> {
    const ofEntity = (query: Knex.QueryBuilder) => {
      query.where({ entity_ref: entityRef });
      if (author !== undefined) {
        query.where({ author });
      }
      return query;
    };
    const rows = await this.#read(this.#knex, query => {
      ofEntity(query)
        .orderBy([
          { column: 'created_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(page.limit + 1);
      if (page.cursor !== undefined) {
        startAfterCursor(query, 'assessments', page.cursor);
      }
      return query;
    });
    const items = rows.slice(0, page.limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor:
        rows.length > page.limit && last
          ? encodeCursor({ created_at: last.createdAt, id: last.id })
          : undefined,
      totalItems: await count(ofEntity(this.#knex('assessments'))),
    };
  }

  async list(
    filter: AssessmentFilter,
    visibility: AssessmentVisibility,
    stale: StaleCriteria,
    page: PageRequest,
  ): Promise<Page<AssessmentSummary>> {
    const matches = () => matching(this.#knex, filter, visibility, stale);
    const query = selectSummary(this.#knex, withReturn(this.#knex, matches()))
      .select(returnColumns)
      .orderBy([
        { column: 'a.created_at', order: 'desc' },
        { column: 'a.id', order: 'desc' },
      ])
      .limit(page.limit + 1);
    if (page.cursor !== undefined) {
      startAfterCursor(query, 'a', page.cursor);
    }
    const rows: SummaryRow[] = await query;
    const pageRows = rows.slice(0, page.limit);
    const last = pageRows.at(-1);
    return {
      items: pageRows.map(row => toSummary(row, stale)),
      nextCursor:
        rows.length > page.limit && last ? encodeCursor(last) : undefined,
      totalItems: await count(matches()),
    };
  }

  async waiting(
    waiting: Waiting,
    visible: VisibleEntities,
    stale: StaleCriteria,
    limit: number,
  ): Promise<{ items: AssessmentSummary[]; totalItems: number }> {
    const matches = () => waitingFor(this.#knex, waiting, visible);
    const [column, order] =
      waiting.for === 'review'
        ? ['a.submitted_at', 'asc']
        : ['a.updated_at', 'desc'];
    const rows: SummaryRow[] = await selectSummary(this.#knex, matches())
      .select(returnColumns)
      .orderBy([
        { column, order },
        { column: 'a.id', order },
      ])
      .limit(limit);
    return {
      items: rows.map(row => toSummary(row, stale)),
      totalItems: rows.length < limit ? rows.length : await count(matches()),
    };
  }

  async findCounting(
    entityRefs: string[],
    author?: string,
  ): Promise<Map<string, StoredAssessment>> {
    const counting = await this.#read(this.#knex, query =>
      query.whereIn('id', countingIds(this.#knex, entityRefs, { author })),
    );
    return new Map(
      counting.map(assessment => [assessment.entityRef, assessment]),
    );
  }

  async factsFor(
    entityRefs: string[],
    stale: StaleCriteria,
    assumed?: AssumedStatus,
  ): Promise<Map<string, AssessmentFacts>> {
    const rows: FactsRow[] = await selectSummary(
      this.#knex,
      assessmentsWithEntity(this.#knex),
    )
      .select('a.stage', 'a.high_risks')
      .whereIn('a.id', countingIds(this.#knex, entityRefs, { assumed }));
    return new Map(
      rows.map(row => [
        row.entity_ref,
        toFacts(
          row.id === assumed?.id
            ? { ...row, status: assumed.status, reviewed_at: assumed.at }
            : row,
          stale,
        ),
      ]),
    );
  }

  /**
   * The assessment that another one was not inserted for.
   *
   * @throws ConflictError when it was deleted in the meantime
   */
  async #inTheWay(
    tx: Knex.Transaction,
    { id, author, entityRef }: StoredAssessment,
    idempotencyKey: string | undefined,
  ): Promise<StoredAssessment> {
    const [sameId] = await this.#read(tx, query => query.where({ id }));
    const [sameKey] =
      sameId || idempotencyKey === undefined
        ? []
        : await this.#read(tx, query =>
            query.where({
              author,
              entity_ref: entityRef,
              idempotency_key: idempotencyKey,
            }),
          );
    const found = sameId ?? sameKey;
    if (!found) {
      throw new ConflictError(
        'The assessment was deleted while it was created again; repeat the request',
      );
    }
    return found;
  }

  async #read(
    knex: Knex,
    select: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<StoredAssessment[]> {
    const rows: AssessmentRow[] = await select(knex('assessments').select('*'));
    const eventRows: EventRow[] =
      rows.length === 0
        ? []
        : await knex('assessment_events')
            .whereIn(
              'assessment_id',
              rows.map(row => row.id),
            )
            .orderBy('id');
    const events = new Map<string, AssessmentEvent[]>();
    for (const row of eventRows) {
      const list = events.get(row.assessment_id) ?? [];
      list.push(fromEventRow(row));
      events.set(row.assessment_id, list);
    }
    return rows.map(row => fromAssessmentRow(row, events.get(row.id) ?? []));
  }
}

async function count(query: Knex.QueryBuilder): Promise<number> {
  const [row] = await query.count({ total: '*' });
  return Number(row.total);
}
