import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { startAfter, TimeOrder } from '../database/paging';
import { isOneOf } from '../database/sql';
import { isStale, snapshotMoved } from './assessmentRules';
import {
  AssessmentFilter,
  AssessmentVisibility,
  AssumedStatus,
  StaleCriteria,
  Waiting,
} from './AssessmentStore';

/**
 * The assessments, as `a`, each with what the index knows of its entity, as `e`, and how it stands under measurement,
 * as `m`.
 */
export function assessmentsWithEntity(knex: Knex): Knex.QueryBuilder {
  return knex('assessments as a')
    .leftJoin('entities as e', 'e.entity_ref', 'a.entity_ref')
    .leftJoin('measured_decisions as m', 'm.assessment_id', 'a.id');
}

/** How an assessment stands under measurement. */
export const measuredColumns = [
  'm.status as measured_status',
  'm.measured_pattern',
  'm.since as measured_since',
  'm.stale_at as measured_stale_at',
];

/** The columns of a summary. */
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
    knex.raw(`CASE WHEN ${snapshotMoved} THEN 1 ELSE 0 END AS catalog_moved`),
  );
}

/**
 * Adds, as `r`, the event with which a reviewer returned a draft; nothing where it was submitted again, or withdrawn,
 * since. The same rule as findRequestedChanges.
 */
export function withReturn(
  knex: Knex,
  query: Knex.QueryBuilder,
): Knex.QueryBuilder {
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

/** The columns of {@link withReturn} that a summary shows. */
export const returnColumns = [
  'r.actor as returned_by',
  'r.at as returned_at',
  'r.comment as return_comment',
];

/** The order of drafts that wait. */
export const lastChangedFirst: TimeOrder = {
  name: 'changed',
  table: 'a',
  column: 'updated_at',
  direction: 'desc',
};

/** The order of those that wait for review. */
export const longestWaitFirst: TimeOrder = {
  name: 'waiting',
  table: 'a',
  column: 'submitted_at',
  direction: 'asc',
};

/** The assessments that wait for somebody, with the event of {@link withReturn}. */
export function waitingFor(
  knex: Knex,
  waiting: Waiting,
  visible: VisibleEntities,
): Knex.QueryBuilder {
  const query = withReturn(knex, assessmentsWithEntity(knex)).whereNotNull(
    'e.entity_ref',
  );
  if (!visible.all) {
    query.where(isOneOf(knex, 'a.entity_ref', visible.entityRefs));
  }
  // Statuses are no parameters, so that SQLite takes the indexes.
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
  query.whereRaw("a.status = 'draft'").where('a.author', waiting.author);
  return waiting.for === 'submission'
    ? query.whereNull('r.id')
    : query.whereNotNull('r.id');
}

/** The assessments that a list contains. */
export function matching(
  knex: Knex,
  filter: AssessmentFilter,
  { entities, orphaned }: AssessmentVisibility,
  stale: StaleCriteria,
): Knex.QueryBuilder {
  const query = assessmentsWithEntity(knex);
  query.where(visible =>
    visible
      .where(present => {
        present.whereNotNull('e.entity_ref');
        if (!entities.all) {
          present.where(isOneOf(knex, 'a.entity_ref', entities.entityRefs));
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
    // What has replaced it may be held against nothing yet.
    query.whereRaw("a.status = 'approved'").where('m.status', filter.measured);
  }
  if (filter.overridden !== undefined) {
    // What is decided is the recommendation while nothing is decided.
    const overridden =
      "(a.pattern <> a.recommended_pattern OR COALESCE(a.placement, '') <> COALESCE(a.recommended_placement, ''))";
    query.whereRaw(filter.overridden ? overridden : `NOT ${overridden}`);
  }
  return query;
}

/**
 * The ids of the assessments that count, one for each entity: the approved one, else the submitted
 * one, else the newest.
 *
 * @param author - looks at the assessments of this author only
 * @param assumed - as if one of them had another status; one that is assumed to be approved replaces the approved one,
 *   even a newer one
 */
export function countingIds(
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
    .where(isOneOf(knex, 'entity_ref', entityRefs));
  if (author !== undefined) {
    ranked.where({ author });
  }
  return knex.from(ranked.as('ranked')).where('place', 1).select('id');
}
