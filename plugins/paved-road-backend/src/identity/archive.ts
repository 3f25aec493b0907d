import { expireWaiver } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { toSupersededChange } from '../assessments/assessmentRules';
import { toArchivedRef } from '../catalog/entityRecord';
import { selectJsonRows } from '../database/jsonRows';
import { createInCondition } from '../database/sql';
import { FactStore } from '../facts/FactStore';
import { WaiverStore } from '../waivers/WaiverStore';
import { createWaiverChange, moveWaiver } from '../waivers/waiverRules';
import { Orphan } from './Orphan';

/** Moves the records of one reference to another. */
interface Move {
  from: string;
  to: string;
}

export function toMove({ entityRef, uid }: Orphan): Move {
  return { from: toArchivedRef(entityRef, uid), to: entityRef };
}

/** Numbers of archived records, in the order of the orphans; one query per table. */
export async function countRecords(
  knex: Knex,
  orphans: Orphan[],
): Promise<{ assessments: number; waivers: number; historyDays: number }[]> {
  const refs = orphans.map(orphan => toMove(orphan).from);
  const countIn = async (table: string, counted: string) => {
    const rows: { entity_ref: string; count: number | string }[] = await knex(
      table,
    )
      .whereRaw(createInCondition(knex, 'entity_ref', refs))
      .groupBy('entity_ref')
      .select('entity_ref', knex.raw(`COUNT(${counted}) AS count`));
    return new Map(rows.map(row => [row.entity_ref, Number(row.count)]));
  };
  const assessments = await countIn('assessments', '*');
  const waivers = await countIn('waivers', '*');
  const days = await countIn('scorecard_transitions', 'DISTINCT day');
  return refs.map(ref => ({
    assessments: assessments.get(ref) ?? 0,
    waivers: waivers.get(ref) ?? 0,
    historyDays: days.get(ref) ?? 0,
  }));
}

/** Moves assessments, waivers and the history of scorecards, which cannot be derived again. */
export async function moveRecords(tx: Knex, moves: Move[]): Promise<void> {
  for (const [table, author] of [
    ['assessments', 'author'],
    ['waivers', 'requested_by'],
  ]) {
    // A higher revision refuses writes that are based on the old reference. A key that the name has already is removed.
    await tx.raw(
      `UPDATE :table: SET entity_ref = moves.target, revision = revision + 1,
        idempotency_key = CASE WHEN EXISTS (
          SELECT 1 FROM :table: AS own WHERE own.entity_ref = moves.target
          AND own.:author: = :table:.:author: AND own.idempotency_key = :table:.idempotency_key
        ) THEN NULL ELSE idempotency_key END
      FROM (:moves) AS moves WHERE :table:.entity_ref = moves.source`,
      { table, author, moves: selectMoves(tx, moves) },
    );
  }
  await tx.raw(
    `UPDATE scorecard_transitions SET entity_ref = moves.target FROM (?) AS moves
    WHERE scorecard_transitions.entity_ref = moves.source`,
    [selectMoves(tx, moves)],
  );
}

function selectMoves(knex: Knex, moves: Move[]): Knex.Raw {
  return selectJsonRows(
    knex,
    { source: 'text', target: 'text' },
    moves.map(({ from, to }) => ({ source: from, target: to })),
  );
}

/** Removes derived data, except scorecards: their store also updates the counts. */
export async function removeDerived(
  tx: Knex,
  entityRefs: string[],
): Promise<void> {
  // Including pushed facts, before the new entity has any under the name.
  await new FactStore(tx).remove(entityRefs);
  await tx('rule_preview_services')
    // Lets the query use the index.
    .whereIn('preview_id', tx('rule_previews').select('id'))
    .whereRaw(createInCondition(tx, 'entity_ref', entityRefs))
    .delete();
}

/**
 * Ends records that must be unique: supersedes the older of two approved assessments, and revokes one of two waivers of a
 * check. The entity's own waiver stays, unless it is a request and the archived one is in force.
 */
export async function endConflicts(
  tx: Knex,
  moves: Move[],
  by: string,
): Promise<void> {
  const now = new Date();
  const review = {
    by,
    at: now.toISOString(),
    comment: 'Records of an earlier entity with this name were adopted',
  };
  const findConflicts = (
    table: string,
    statuses: string[],
    select: (pairs: Knex.QueryBuilder) => void,
    ended: 'archived' | 'own' = 'archived',
  ): Promise<string[]> =>
    tx
      .with('moves', selectMoves(tx, moves))
      .from('moves')
      .join(`${table} as archived`, 'archived.entity_ref', 'moves.source')
      .join(`${table} as own`, 'own.entity_ref', 'moves.target')
      .whereIn('archived.status', statuses)
      .whereIn('own.status', statuses)
      .modify(select)
      .distinct()
      .pluck(`${ended}.id`);

  const assessments = new AssessmentStore(tx);
  const isNewer = (pairs: Knex.QueryBuilder) =>
    pairs.where('archived.reviewed_at', '>', tx.ref('own.reviewed_at'));
  for (const [select, ended] of [
    [isNewer, 'own'],
    [() => {}, 'archived'],
  ] as const) {
    const ids = await findConflicts('assessments', ['approved'], select, ended);
    for (const id of ids) {
      const assessment = (await assessments.get(id))!;
      await assessments.save([toSupersededChange(assessment, review)]);
    }
  }

  const waivers = new WaiverStore(tx);
  const open = ['requested', 'approved'];
  const inForce = (pairs: Knex.QueryBuilder) =>
    pairs
      .where('own.check_id', tx.ref('archived.check_id'))
      .where({ 'archived.status': 'approved' })
      .where('archived.expires_at', '>', now)
      .where(own =>
        own
          .where({ 'own.status': 'requested' })
          .orWhere('own.expires_at', '<=', now),
      );
  const isSameCheck = (pairs: Knex.QueryBuilder) =>
    pairs.where('own.check_id', tx.ref('archived.check_id'));
  for (const [select, ended] of [
    [inForce, 'own'],
    [isSameCheck, 'archived'],
  ] as const) {
    for (const id of await findConflicts('waivers', open, select, ended)) {
      const waiver = (await waivers.get(id))!;
      await waivers.save([
        new Date(waiver.expiresAt) <= now
          ? createWaiverChange(waiver, expireWaiver(waiver, now), {
              at: review.at,
              actor: by,
              action: 'expired',
            })
          : moveWaiver(waiver, 'revoke', review),
      ]);
    }
  }
}
