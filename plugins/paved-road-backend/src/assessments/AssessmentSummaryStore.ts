import {
  AssessmentFacts,
  AssessmentStatus,
  AssessmentSummary,
  Page,
  Pattern,
  Standing,
  StandingId,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { isVisible } from '../catalog/visibleRows';
import {
  countAll,
  countRows,
  inOrder,
  newestFirst,
  PageRequest,
  selectPage,
  startAfter,
  TimeOrder,
} from '../database/paging';
import { createInCondition } from '../database/sql';
import { FactsRow, SummaryRow, toFacts, toSummary } from './assessmentRows';
import {
  isStale,
  liveStatuses,
  modelDiffers,
  snapshotMoved,
} from './assessmentRules';
import { StaleCriteria } from './StoredAssessment';

/** The assessments that a list may contain. */
export interface AssessmentVisibility {
  entities: VisibleEntities;
  /** Of removed entities: all assessments, or only by one author. */
  orphaned: { all: true } | { all: false; author: string };
}

export interface AssessmentFilter {
  status?: AssessmentStatus;
  pattern?: Pattern;
  owner?: string;
  stale?: boolean;
  /** Whether the decision overrides the recommendation. */
  overridden?: boolean;
  /** Result of comparing an approved decision with measurements. */
  measured?: keyof typeof byMeasured;
  standing?: StandingId;
  author?: string;
}

export type Waiting =
  | {
      /** `requested changes`: a reviewer returned it, and it was not submitted again. */
      for: 'submission' | 'requested changes';
      author: string;
    }
  | {
      for: 'review';
      /** Only assessments that this person neither wrote nor submitted. */
      reviewer: string;
      /** Only assessments that were submitted after this one; ISO 8601. */
      after?: { at: string; id: string };
    }
  | {
      /** Approved, with one of these standings. */
      for: 'reassessment';
      standings: StandingId[];
      /** Only of entities of these owners. */
      owners?: string[];
      /** Only of other entities. */
      notOwnedBy?: string[];
      /** Only assessments that were created after this one; ISO 8601. */
      after?: { at: string; id: string };
    };

export interface AssumedStatus {
  id: string;
  status: AssessmentStatus;
  /** ISO 8601. */
  at: string;
}

/* By the standing, so that this filter never contradicts it. */
const byMeasured = {
  changed: "a.standing_id = 'no-longer-holds'",
  near: "m.status IN ('changed', 'near') AND COALESCE(a.standing_id, '') <> 'no-longer-holds'",
  holds: "m.status = 'holds'",
} as const;

const returnColumns = [
  'r.actor as returned_by',
  'r.at as returned_at',
  'r.comment as return_comment',
];

const lastChangedFirst: TimeOrder = {
  name: 'changed',
  table: 'a',
  column: 'updated_at',
  direction: 'desc',
};

const longestWaitFirst: TimeOrder = {
  name: 'waiting',
  table: 'a',
  column: 'submitted_at',
  direction: 'asc',
};

const oldestFirst: TimeOrder = {
  name: 'oldest',
  table: 'a',
  column: 'created_at',
  direction: 'asc',
};

const waitingOrders: Record<Waiting['for'], TimeOrder> = {
  review: longestWaitFirst,
  reassessment: oldestFirst,
  submission: lastChangedFirst,
  'requested changes': lastChangedFirst,
};

/**
 * Reads assessments without their content, for lists and rules. Tables: `assessments`, `assessment_events`,
 * `entities` and `measured_decisions`.
 */
export class AssessmentSummaryStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Assessments of all entities, newest first.
   *
   * @throws InputError if the cursor belongs to another list
   */
  async list(
    filter: AssessmentFilter,
    visibility: AssessmentVisibility,
    stale: StaleCriteria,
    page: PageRequest,
  ): Promise<Page<AssessmentSummary>> {
    const matches = () => selectMatching(this.knex, filter, visibility, stale);
    const read = await selectPage<SummaryRow>(
      selectSummary(this.knex, joinReturn(this.knex, matches())).select(
        returnColumns,
      ),
      newestFirst('a'),
      page,
    );
    return {
      items: read.rows.map(row => toSummary(row, stale)),
      nextCursor: read.nextCursor,
      totalItems: await countAll(page, read, matches()),
    };
  }

  /**
   * Assessments of entities in the catalog that wait for someone: for review, longest wait first; for reassessment,
   * oldest first; drafts, last change first.
   */
  async waiting(
    waiting: Waiting,
    visible: VisibleEntities,
    stale: StaleCriteria,
    limit: number,
  ): Promise<{ items: AssessmentSummary[]; totalItems: number }> {
    const items = await this.candidates(waiting, visible, stale, limit);
    return {
      items,
      totalItems:
        items.length < limit
          ? items.length
          : await countRows(selectWaiting(this.knex, waiting, visible)),
    };
  }

  /** The items of {@link AssessmentSummaryStore.waiting}, without counting all. */
  async candidates(
    waiting: Waiting,
    visible: VisibleEntities,
    stale: StaleCriteria,
    limit: number,
  ): Promise<AssessmentSummary[]> {
    const rows: SummaryRow[] = await inOrder(
      selectSummary(
        this.knex,
        selectWaiting(this.knex, waiting, visible),
      ).select(returnColumns),
      waitingOrders[waiting.for],
    ).limit(limit);
    return rows.map(row => toSummary(row, stale));
  }

  /**
   * What rules can read of counting assessments, see {@link AssessmentStore.findCounting}.
   *
   * @param assumed - as if an assessment had this status
   */
  async factsFor(
    entityRefs: string[],
    stale: StaleCriteria,
    assumed?: AssumedStatus,
  ): Promise<Map<string, AssessmentFacts>> {
    const rows: FactsRow[] = await selectSummary(
      this.knex,
      selectAssessments(this.knex),
    )
      .select('a.stage', 'a.high_risks')
      .whereIn('a.id', selectCountingIds(this.knex, entityRefs, { assumed }));
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

  /** The standings of counting assessments that are not rejected, by entity of the catalog; `withDrafts` is true by default. */
  async standingsFor(
    entityRefs: string[],
    { withDrafts = true }: { withDrafts?: boolean } = {},
  ): Promise<Map<string, Standing>> {
    const rows: { entity_ref: string; standing: string }[] = await this.knex(
      'assessments',
    )
      .whereIn('id', selectCountingIds(this.knex, entityRefs))
      .whereIn('entity_ref', this.knex('entities').select('entity_ref'))
      .whereNotNull('standing')
      .whereNotIn('status', withDrafts ? ['rejected'] : ['rejected', 'draft'])
      .select('entity_ref', 'standing');
    return new Map(
      rows.map(row => [row.entity_ref, JSON.parse(row.standing) as Standing]),
    );
  }
}

/** Assessments, as `a`, with their entity, as `e`, and their comparison with measurements, as `m`. */
export function selectAssessments(knex: Knex): Knex.QueryBuilder {
  return knex('assessments as a')
    .leftJoin('entities as e', 'e.entity_ref', 'a.entity_ref')
    .leftJoin('measured_decisions as m', 'm.assessment_id', 'a.id');
}

/** The comparison of an assessment with measurements. */
export const measuredColumns = [
  'm.measured_pattern',
  'm.since as measured_since',
];

export function selectSummary(
  knex: Knex,
  query: Knex.QueryBuilder,
): Knex.QueryBuilder {
  return query.select(
    'a.id',
    'a.entity_ref',
    'a.status',
    'a.pattern',
    'a.recommended_pattern',
    'a.placement',
    'a.recommended_placement',
    'a.decision',
    'a.standing',
    'a.model_version',
    'a.author',
    'a.submitted_by',
    'a.submitted_at',
    'a.reviewed_at',
    'a.created_at',
    'a.updated_at',
    'e.title as entity_title',
    'e.owner',
    ...measuredColumns,
    knex.raw(`CASE WHEN ${modelDiffers} THEN 1 ELSE 0 END AS model_differs`),
    knex.raw(`CASE WHEN ${snapshotMoved} THEN 1 ELSE 0 END AS catalog_moved`),
  );
}

/** Joins, as `r`, the event with which a reviewer returned a draft, unless it was submitted or withdrawn since. */
function joinReturn(knex: Knex, query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.leftJoin('assessment_events as r', on =>
    on
      .on(knex.raw("a.status = 'draft' AND r.action = 'returned'"))
      .andOn(
        'r.id',
        knex.raw(
          "(SELECT MAX(l.id) FROM assessment_events AS l WHERE l.assessment_id = a.id AND l.action <> 'updated')",
        ),
      ),
  );
}

function selectWaiting(
  knex: Knex,
  waiting: Waiting,
  visible: VisibleEntities,
): Knex.QueryBuilder {
  const query = joinReturn(knex, selectAssessments(knex)).whereNotNull(
    'e.entity_ref',
  );
  if (!visible.all) {
    query.where(isVisible(knex, visible, 'a.entity_ref', 'e.class_id'));
  }
  // Statuses are not parameters, so that SQLite uses the indexes.
  if (waiting.for === 'review') {
    const { reviewer, after } = waiting;
    if (after) {
      startAfter(query, longestWaitFirst, { time: after.at, id: after.id });
    }
    return query
      .whereRaw("a.status = 'submitted'")
      .whereNot('a.author', reviewer)
      .whereNot('a.submitted_by', reviewer)
      .whereNotExists(
        knex('assessment_events as own')
          .select('own.id')
          .where('own.assessment_id', knex.ref('a.id'))
          .where('own.actor', reviewer)
          .whereIn('own.action', ['updated', 'submitted']),
      );
  }
  if (waiting.for === 'reassessment') {
    const { standings, owners, notOwnedBy, after } = waiting;
    if (after) {
      startAfter(query, oldestFirst, { time: after.at, id: after.id });
    }
    if (owners) {
      query.whereIn('e.owner', owners);
    }
    if (notOwnedBy) {
      query.where(others =>
        others.whereNull('e.owner').orWhereNotIn('e.owner', notOwnedBy),
      );
    }
    return query
      .whereRaw("a.status = 'approved'")
      .whereIn('a.standing_id', standings);
  }
  query.whereRaw("a.status = 'draft'").where('a.author', waiting.author);
  return waiting.for === 'submission'
    ? query.whereNull('r.id')
    : query.whereNotNull('r.id');
}

function selectMatching(
  knex: Knex,
  filter: AssessmentFilter,
  { entities, orphaned }: AssessmentVisibility,
  stale: StaleCriteria,
): Knex.QueryBuilder {
  const query = selectAssessments(knex);
  query.where(visible =>
    visible
      .where(present => {
        present.whereNotNull('e.entity_ref');
        if (!entities.all) {
          present.where(
            isVisible(knex, entities, 'a.entity_ref', 'e.class_id'),
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
  if (filter.author) {
    query.where('a.author', filter.author);
  }
  if (filter.owner) {
    query.where('e.owner', filter.owner);
  }
  if (filter.stale === true) {
    query.where(isStale(stale));
  } else if (filter.stale === false) {
    query.whereNot(isStale(stale));
  }
  if (filter.measured) {
    // Only approved assessments are compared.
    query
      .whereRaw("a.status = 'approved'")
      .whereRaw(byMeasured[filter.measured]);
  }
  if (filter.standing) {
    query
      .where('a.standing_id', filter.standing)
      .whereIn('a.status', liveStatuses);
  }
  if (filter.overridden !== undefined) {
    // JSON escapes quotes in texts, so that only the key matches.
    query.whereRaw(
      `COALESCE(a.standing, '') ${filter.overridden ? 'LIKE' : 'NOT LIKE'} '%"overrides":%'`,
    );
  }
  return query;
}

/**
 * The ids of the counting assessments, see {@link AssessmentStore.findCounting}.
 *
 * @param assumed - as if an assessment had this status; if approved, it replaces even a newer approved one
 */
export function selectCountingIds(
  knex: Knex,
  entityRefs: string[],
  { author, assumed }: { author?: string; assumed?: AssumedStatus } = {},
): Knex.QueryBuilder {
  const status = assumed
    ? knex.raw('CASE WHEN id = ? THEN ? ELSE status END', [
        assumed.id,
        assumed.status,
      ])
    : knex.ref('status');
  const approved = assumed?.status === 'approved' ? assumed.id : '';
  const ranked = knex('assessments')
    .select(
      'id',
      knex.raw(
        "ROW_NUMBER() OVER (PARTITION BY entity_ref ORDER BY CASE WHEN id = ? THEN 0 ELSE 1 END, CASE ? WHEN 'approved' THEN 0 WHEN 'submitted' THEN 1 ELSE 2 END, created_at DESC, id DESC) AS place",
        [approved, status],
      ),
    )
    .where(createInCondition(knex, 'entity_ref', entityRefs));
  if (author !== undefined) {
    ranked.where({ author });
  }
  return knex.from(ranked.as('ranked')).where('place', 1).select('id');
}
