import { ChangeCause } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { createInCondition, StoredTime, toIsoTime } from '../../database/sql';

export interface LastLevelChange {
  from: string;
  /** ISO 8601 */
  at: string;
  causes: ChangeCause[];
  /** New status of the assessment, if it changed at the same time; empty if it was deleted. */
  assessment?: string;
  /** Checks that failed or became unknown at the same time. */
  checkIds: string[];
}

interface ChangeRow {
  entity_ref: string;
  from_state: string;
  causes: string;
  at: StoredTime;
  aspect: 'assessment' | 'check' | null;
  check_id: string | null;
  also_to: string | null;
}

/** Reads the last change of the level by entity, if it had a level before and has one now. One query. */
export async function readLastLevelChanges(
  knex: Knex,
  entityRefs: string[],
): Promise<Map<string, LastLevelChange>> {
  const numbered = knex('scorecard_transitions')
    // The first condition is redundant, but lets the query use the index.
    .whereRaw("aspect <> 'check' AND aspect = 'level'")
    .whereRaw(createInCondition(knex, 'entity_ref', entityRefs))
    .select('entity_ref', 'from_state', 'to_state', 'causes', 'at')
    .rowNumber('place', window =>
      window.partitionBy('entity_ref').orderBy('id', 'desc'),
    );
  const rows: ChangeRow[] = await knex
    .from(numbered.as('last'))
    .leftJoin('scorecard_transitions as also', join =>
      join
        .on('also.entity_ref', 'last.entity_ref')
        .on('also.at', 'last.at')
        .onIn('also.aspect', ['assessment', 'check']),
    )
    .where('last.place', 1)
    .whereNotNull('last.from_state')
    .whereNotNull('last.to_state')
    .orderBy('also.id')
    .select(
      'last.entity_ref',
      'last.from_state',
      'last.causes',
      'last.at',
      'also.aspect',
      'also.check_id',
      { also_to: 'also.to_state' },
    );
  return new Map(
    [...Map.groupBy(rows, row => row.entity_ref)].map(
      ([entityRef, changes]) => [entityRef, toChange(changes)],
    ),
  );
}

function toChange(rows: ChangeRow[]): LastLevelChange {
  const [{ from_state: from, causes, at }] = rows;
  const assessment = rows.find(({ aspect }) => aspect === 'assessment');
  return {
    from,
    at: toIsoTime(at),
    causes: JSON.parse(causes),
    ...(assessment && { assessment: assessment.also_to ?? '' }),
    checkIds: rows.flatMap(({ check_id, also_to }) =>
      check_id !== null && (also_to === 'fail' || also_to === 'unknown')
        ? [check_id]
        : [],
    ),
  };
}
