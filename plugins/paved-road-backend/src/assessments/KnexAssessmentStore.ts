import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import {
  AssessmentEvent,
  AssessmentFacts,
  AssessmentSummary,
  Page,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { encodeCursor, startAfterCursor } from '../database/keysetCursor';
import { isOneOf } from '../database/sql';
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
  PageRequest,
  StaleCriteria,
  StoredAssessment,
} from './AssessmentStore';
import { liveStatuses } from './staleness';

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
      const inserted = await tx('assessments')
        .insert({
          ...toAssessmentRow(assessment, 1),
          idempotency_key: idempotencyKey ?? null,
        })
        .onConflict(['author', 'entity_ref', 'idempotency_key'])
        .ignore()
        .returning('id');
      if (inserted.length === 0) {
        const [existing] = await this.#read(tx, query =>
          query.where({
            author: assessment.author,
            entity_ref: assessment.entityRef,
            idempotency_key: idempotencyKey,
          }),
        );
        return { created: false, assessment: existing };
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
    const matching = (query: Knex.QueryBuilder) => {
      query.where({ entity_ref: entityRef });
      if (author !== undefined) {
        query.where({ author });
      }
      return query;
    };
    const rows = await this.#read(this.#knex, query => {
      matching(query)
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
      totalItems: await count(matching(this.#knex('assessments'))),
    };
  }

  async list(
    filter: AssessmentFilter,
    visibility: AssessmentVisibility,
    stale: StaleCriteria,
    page: PageRequest,
  ): Promise<Page<AssessmentSummary>> {
    const matching = () => this.#matching(filter, visibility, stale);
    const query = matching()
      .select<SummaryRow[]>(
        'a.id',
        'a.entity_ref',
        'a.status',
        'a.pattern',
        'a.recommended_pattern',
        'a.model_version',
        'a.author',
        'a.reviewed_at',
        'a.created_at',
        'a.updated_at',
        'e.title as entity_title',
        'e.owner',
      )
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
      totalItems: await count(matching()),
    };
  }

  async factsFor(
    entityRefs: string[],
    stale: StaleCriteria,
  ): Promise<Map<string, AssessmentFacts>> {
    const ranked = this.#knex('assessments')
      .select('*')
      .select(
        this.#knex.raw(
          "ROW_NUMBER() OVER (PARTITION BY entity_ref ORDER BY CASE status WHEN 'approved' THEN 0 WHEN 'submitted' THEN 1 ELSE 2 END, created_at DESC, id DESC) AS place",
        ),
      )
      .where(isOneOf(this.#knex, 'entity_ref', entityRefs))
      .as('ranked');
    const rows: FactsRow[] = await this.#knex
      .from(ranked)
      .where('place', 1)
      .select(
        'id',
        'entity_ref',
        'status',
        'pattern',
        'recommended_pattern',
        'model_version',
        'stage',
        'high_risks',
        'author',
        'reviewed_at',
        'created_at',
        'updated_at',
      );
    return new Map(rows.map(row => [row.entity_ref, toFacts(row, stale)]));
  }

  #matching(
    filter: AssessmentFilter,
    { entities, orphaned }: AssessmentVisibility,
    stale: StaleCriteria,
  ): Knex.QueryBuilder {
    const query = this.#knex('assessments as a').leftJoin(
      'entities as e',
      'e.entity_ref',
      'a.entity_ref',
    );
    query.where(visible =>
      visible
        .where(present => {
          present.whereNotNull('e.entity_ref');
          if (!entities.all) {
            present.where(
              isOneOf(this.#knex, 'a.entity_ref', entities.entityRefs),
            );
          }
        })
        .orWhere(gone => {
          gone.whereNull('e.entity_ref');
          if (!orphaned.all) {
            gone.where('a.author', orphaned.author);
          }
        }),
    );
    if (filter.status) {
      query.where('a.status', filter.status);
    }
    if (filter.pattern) {
      query.where('a.pattern', filter.pattern);
    }
    if (filter.owner) {
      query.where('e.owner', filter.owner);
    }
    // The same rule as staleReasons, which cannot page.
    const isStale = (condition: Knex.QueryBuilder) =>
      condition
        .where(version =>
          version
            .whereIn('a.status', liveStatuses)
            .whereNot('a.model_version', stale.modelVersion),
        )
        .orWhere(age =>
          age
            .where('a.status', 'approved')
            .where('a.reviewed_at', '<', new Date(stale.approvedBefore)),
        );
    if (filter.stale === true) {
      query.where(isStale);
    } else if (filter.stale === false) {
      query.whereNot(isStale);
    }
    return query;
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
