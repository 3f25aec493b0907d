import { ConflictError } from '@backstage/errors';
import {
  AssessmentFacts,
  AssessmentSummary,
  Page,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import {
  countOf,
  inOrder,
  newestFirst,
  PageRequest,
  selectPage,
} from '../database/paging';
import { RecordTable } from '../records/RecordTable';
import {
  assessmentsWithEntity,
  countingIds,
  lastChangedFirst,
  longestWaitFirst,
  matching,
  measuredColumns,
  returnColumns,
  selectSummary,
  waitingFor,
  withReturn,
} from './assessmentQueries';
import {
  AssessmentRow,
  FactsRow,
  fromAssessmentRow,
  MeasuredColumns,
  SummaryRow,
  toAssessmentRow,
  toFacts,
  toStanding,
  toSummary,
} from './assessmentRows';
import {
  AssessmentChange,
  AssessmentFilter,
  AssessmentStore,
  AssessmentVisibility,
  AssumedStatus,
  MeasuredStanding,
  StaleCriteria,
  StoredAssessment,
  Waiting,
} from './AssessmentStore';

/** AssessmentStore in the tables `assessments` and `assessment_events`. */
export class KnexAssessmentStore implements AssessmentStore {
  readonly #records: RecordTable<StoredAssessment, AssessmentRow>;

  constructor(private readonly knex: Knex) {
    this.#records = new RecordTable(knex, {
      table: 'assessments',
      eventTable: 'assessment_events',
      foreignKey: 'assessment_id',
      toRow: toAssessmentRow,
      fromRow: fromAssessmentRow,
    });
  }

  async create(change: AssessmentChange, idempotencyKey?: string) {
    return await this.knex.transaction(async tx => {
      const created = await this.#records.insert(tx, change, idempotencyKey);
      return created
        ? { created: true, assessment: created }
        : {
            created: false,
            assessment: await this.#inTheWay(tx, change.record, idempotencyKey),
          };
    });
  }

  async get(id: string): Promise<StoredAssessment | undefined> {
    const [assessment] = await this.#records.read(query => query.where({ id }));
    return assessment;
  }

  async save(
    changes: AssessmentChange[],
  ): Promise<StoredAssessment[] | undefined> {
    return await this.#records.save(changes);
  }

  async delete(id: string, revision: number): Promise<boolean> {
    const deleted = await this.knex('assessments')
      .where({ id, revision })
      .delete();
    return deleted > 0;
  }

  async findApproved(entityRef: string): Promise<StoredAssessment | undefined> {
    const [assessment] = await this.#records.read(query =>
      query.where({ entity_ref: entityRef, status: 'approved' }),
    );
    return assessment;
  }

  async history(
    entityRef: string,
    page: PageRequest,
    author?: string,
  ): Promise<Page<StoredAssessment>> {
    const ofEntity = () =>
      this.knex('assessments').where({
        entity_ref: entityRef,
        ...(author !== undefined && { author }),
      });
    const { rows, nextCursor } = await selectPage<AssessmentRow>(
      ofEntity().select('*'),
      newestFirst('assessments'),
      page,
    );
    return {
      items: await this.#records.withEvents(rows, fromAssessmentRow),
      nextCursor,
      totalItems: await countOf(ofEntity()),
    };
  }

  async list(
    filter: AssessmentFilter,
    visibility: AssessmentVisibility,
    stale: StaleCriteria,
    page: PageRequest,
  ): Promise<Page<AssessmentSummary>> {
    const matches = () => matching(this.knex, filter, visibility, stale);
    const { rows, nextCursor } = await selectPage<SummaryRow>(
      selectSummary(this.knex, withReturn(this.knex, matches())).select(
        returnColumns,
      ),
      newestFirst('a'),
      page,
    );
    return {
      items: rows.map(row => toSummary(row, stale)),
      nextCursor,
      totalItems: await countOf(matches()),
    };
  }

  async waiting(
    waiting: Waiting,
    visible: VisibleEntities,
    stale: StaleCriteria,
    limit: number,
  ): Promise<{ items: AssessmentSummary[]; totalItems: number }> {
    const matches = () => waitingFor(this.knex, waiting, visible);
    const rows: SummaryRow[] = await inOrder(
      selectSummary(this.knex, matches()).select(returnColumns),
      waiting.for === 'review' ? longestWaitFirst : lastChangedFirst,
    ).limit(limit);
    return {
      items: rows.map(row => toSummary(row, stale)),
      totalItems: rows.length < limit ? rows.length : await countOf(matches()),
    };
  }

  async findCounting(
    entityRefs: string[],
    author?: string,
  ): Promise<Map<string, StoredAssessment>> {
    const counting = await this.#records.read(query =>
      query.whereIn('id', countingIds(this.knex, entityRefs, { author })),
    );
    return new Map(
      counting.map(assessment => [assessment.entityRef, assessment]),
    );
  }

  async findMeasured(ids: string[]): Promise<Map<string, MeasuredStanding>> {
    const rows: ({ id: string } & MeasuredColumns)[] = await this.knex(
      'measured_decisions as m',
    )
      .whereIn('m.assessment_id', ids)
      .select('m.assessment_id as id', ...measuredColumns);
    return new Map(rows.map(row => [row.id, toStanding(row)]));
  }

  async factsFor(
    entityRefs: string[],
    stale: StaleCriteria,
    assumed?: AssumedStatus,
  ): Promise<Map<string, AssessmentFacts>> {
    const rows: FactsRow[] = await selectSummary(
      this.knex,
      assessmentsWithEntity(this.knex),
    )
      .select('a.stage', 'a.high_risks')
      .whereIn('a.id', countingIds(this.knex, entityRefs, { assumed }));
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
    const [sameId] = await this.#records.read(query => query.where({ id }), tx);
    const [sameKey] =
      sameId || idempotencyKey === undefined
        ? []
        : await this.#records.read(
            query =>
              query.where({
                author,
                entity_ref: entityRef,
                idempotency_key: idempotencyKey,
              }),
            tx,
          );
    const found = sameId ?? sameKey;
    if (!found) {
      throw new ConflictError(
        'The assessment was deleted while it was created again; repeat the request',
      );
    }
    return found;
  }
}
