import { Knex } from 'knex';
import { isOneOf, StoredTime } from '../../database/sql';
import { saveTransitions } from './scorecardTransitions';
import { toTransitionRow } from './transitionRows';

/**
 * Records in the history of entities that their assessment has been stale since its approval. This applies to
 * assessments approved before staleness was recorded, because their earlier state is unknown.
 */
export async function saveStaleSinceApproval(
  tx: Knex,
  entityRefs: string[],
): Promise<void> {
  if (entityRefs.length === 0) {
    return;
  }
  const approvals: { entity_ref: string; at: StoredTime }[] = await tx(
    'scorecard_transitions',
  )
    .whereIn(
      'id',
      tx('scorecard_transitions')
        // The first condition is redundant, but lets the query use the index.
        .whereRaw("aspect <> 'check' AND aspect = 'assessment'")
        .where('to_state', 'approved')
        .whereRaw(isOneOf(tx, 'entity_ref', entityRefs))
        .groupBy('entity_ref')
        .max('id'),
    )
    .select('entity_ref', 'at');
  await saveTransitions(
    tx,
    approvals.map(({ entity_ref, at }) =>
      toTransitionRow(
        entity_ref,
        { aspect: 'stale', to: 'yes' },
        { causes: [], at: new Date(at) },
      ),
    ),
  );
}
