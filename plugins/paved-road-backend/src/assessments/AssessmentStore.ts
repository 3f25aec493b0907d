import { markWritten } from '../evaluation/DueEntityStore';
import { ConflictError } from '@backstage/errors';
import {
  EntityAssessmentsPage,
  Page,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import {
  countRows,
  newestFirst,
  PageRequest,
  selectPage,
} from '../database/paging';
import { RecordTable } from '../records/RecordTable';
import {
  AssessmentRow,
  fromAssessmentRow,
  readAssessmentRow,
  toAssessmentRow,
} from './assessmentRows';
import { AssessmentChange, StoredAssessment } from './StoredAssessment';
import { selectCountingIds } from './AssessmentSummaryStore';

/**
 * Stores assessments and their events. Every write is all or nothing. Tables: `assessments` and
 * `assessment_events`.
 */
export class AssessmentStore {
  readonly #records: RecordTable<StoredAssessment, AssessmentRow>;

  constructor(private readonly knex: Knex) {
    this.#records = new RecordTable(knex, {
      table: 'assessments',
      eventTable: 'assessment_events',
      foreignKey: 'assessment_id',
      toRow: toAssessmentRow,
      fromRow: fromAssessmentRow,
      onWritten: markWritten,
    });
  }

  /**
   * Stores a new assessment. If one has the same id, or the author has used the idempotency key for the entity, returns
   * that one and writes nothing.
   */
  async create(change: AssessmentChange, idempotencyKey?: string) {
    return await this.knex.transaction(async tx => {
      const created = await this.#records.insert(tx, change, idempotencyKey);
      return created
        ? { created: true, assessment: created }
        : {
            created: false,
            assessment: await this.#findExisting(
              tx,
              change.record,
              idempotencyKey,
            ),
          };
    });
  }

  async get(id: string): Promise<StoredAssessment | undefined> {
    const [assessment] = await this.#records.read(query => query.where({ id }));
    return assessment;
  }

  /**
   * Writes the changes in the given order, each with its event.
   *
   * @returns the assessments with their new revisions; undefined, without a write, if one of them was written since it
   *   was read, or an entity would get a second approved one
   */
  async save(
    changes: AssessmentChange[],
  ): Promise<StoredAssessment[] | undefined> {
    return await this.#records.save(changes);
  }

  /** @returns false, without a deletion, if it was written since it was read */
  async delete(assessment: StoredAssessment): Promise<boolean> {
    const { id, revision } = assessment;
    return await this.knex.transaction(async tx => {
      const deleted = await tx('assessments').where({ id, revision }).delete();
      if (deleted > 0) {
        await markWritten(tx, assessment);
      }
      return deleted > 0;
    });
  }

  /**
   * The assessments of an entity, newest first, without unreadable ones.
   *
   * @throws InputError if the cursor belongs to another list
   */
  async history(
    entityRef: string,
    page: PageRequest,
    author?: string,
  ): Promise<
    Page<StoredAssessment> & Pick<EntityAssessmentsPage, 'unreadable'>
  > {
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
    const items = await this.#readRows(rows);
    return {
      items,
      ...(items.length < rows.length && {
        unreadable: rows.length - items.length,
      }),
      nextCursor,
      totalItems: await countRows(ofEntity()),
    };
  }

  /**
   * The counting assessment of each entity that has one: the approved one, else the submitted one, else the newest.
   * Absent if it cannot be read, such as for a pattern that the model no longer has.
   */
  async findCounting(
    entityRefs: string[],
    author?: string,
  ): Promise<Map<string, StoredAssessment>> {
    const counting = await this.#readRows(
      await this.knex('assessments')
        .whereIn('id', selectCountingIds(this.knex, entityRefs, { author }))
        .select('*'),
    );
    return new Map(
      counting.map(assessment => [assessment.entityRef, assessment]),
    );
  }

  /** Without unreadable ones. */
  async #readRows(rows: AssessmentRow[]): Promise<StoredAssessment[]> {
    const read = await this.#records.withEvents(rows, readAssessmentRow);
    return read.filter(assessment => assessment !== undefined);
  }

  /**
   * The existing assessment that prevented an insert.
   *
   * @throws ConflictError if it was deleted in the meantime
   */
  async #findExisting(
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
