import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { createInCondition, toIsoTime } from '../database/sql';
import { toArchivedRef } from '../catalog/entityRecord';
import { KnexScorecardStore } from '../scorecards/store/KnexScorecardStore';
import {
  countRecords,
  endConflicts,
  moveRecords,
  removeDerived,
  toMove,
} from './archive';
import {
  AdoptedRecords,
  EntityIdentities,
  Orphan,
  OrphanedRecords,
  OrphanSelection,
} from './EntityIdentities';
import {
  insertUids,
  lockUids,
  OrphanRow,
  selectOrphanRows,
  selectUids,
  toOrphan,
  toOrphans,
  toUidsByRef,
  Uids,
  updateUids,
} from './identityRows';

/**
 * EntityIdentities in the tables `entity_identities` and `orphaned_entities`, and in all tables with records of entities.
 * Each writer first locks the identities that it changes, in the order of their references.
 */
export class KnexEntityIdentities implements EntityIdentities {
  /** @param onExchanged - called with references whose records were exchanged, after the transaction */
  constructor(
    private readonly knex: Knex,
    private readonly onExchanged: (
      entityRefs: string[],
    ) => Promise<void> = async () => {},
  ) {}

  async see(
    entities: Entity[],
    reread?: (entityRefs: string[]) => Promise<Entity[]>,
  ): Promise<string[]> {
    const seen = toUidsByRef(entities);
    if (seen.size === 0) {
      return [];
    }
    const known = await selectUids(this.knex, [...seen.keys()]);
    await insertUids(
      this.knex,
      new Map([...seen].filter(([entityRef]) => !known.has(entityRef))),
    );
    const others = [...known.keys()].filter(
      entityRef => known.get(entityRef) !== seen.get(entityRef),
    );
    if (others.length === 0) {
      return [];
    }
    const newest = reread
      ? toUidsByRef(await reread(others))
      : new Map(others.map(entityRef => [entityRef, seen.get(entityRef)!]));
    return await this.#exchange(newest);
  }

  async isOrphaned(entityRef: string, uid?: string): Promise<boolean> {
    const earlier = await this.knex('orphaned_entities')
      .where({ entity_ref: entityRef, ...(uid !== undefined && { uid }) })
      .first('uid');
    return earlier !== undefined;
  }

  async listOrphans(entityRef: string): Promise<OrphanedRecords[]> {
    const rows: OrphanRow[] = await this.knex('orphaned_entities')
      .where('entity_ref', entityRef)
      .orderBy([
        { column: 'orphaned_at', order: 'desc' },
        { column: 'uid', order: 'asc' },
      ]);
    const orphans = rows.map(row => ({
      ...toOrphan(row),
      orphanedAt: toIsoTime(row.orphaned_at),
    }));
    const counts = await countRecords(this.knex, orphans);
    return orphans
      .map((orphan, index) => ({ ...orphan, ...counts[index] }))
      .filter(
        ({ assessments, waivers, historyDays }) =>
          assessments + waivers + historyDays > 0,
      );
  }

  async findOrphans(
    { entityRefs, since }: OrphanSelection,
    limit: number,
  ): Promise<Orphan[]> {
    const query = this.knex('orphaned_entities as o')
      .join('entities as e', 'e.entity_ref', 'o.entity_ref')
      .orderBy(['o.entity_ref', 'o.orphaned_at', 'o.uid'])
      .limit(limit)
      .select('o.*');
    if (entityRefs) {
      query.whereRaw(createInCondition(this.knex, 'o.entity_ref', entityRefs));
    }
    if (since) {
      query.where('o.orphaned_at', '>=', since);
    }
    const rows: OrphanRow[] = await query;
    return rows.map(toOrphan);
  }

  async adopt(orphans: Orphan[], by: string): Promise<AdoptedRecords> {
    const adopted = await this.knex.transaction(async tx => {
      await lockUids(
        tx,
        orphans.map(({ entityRef }) => entityRef),
      );
      return await attach(tx, orphans, by);
    });
    await this.#notify(adopted.entityRefs);
    return adopted;
  }

  /** Gives names to other entities, with the records that these had under the names before. */
  async #exchange(newest: Uids): Promise<string[]> {
    const exchanged = await this.knex.transaction(async tx => {
      const at = new Date();
      const known = await lockUids(tx, [...newest.keys()]);
      // Another writer may have exchanged them meanwhile.
      const others = [...known]
        .map(([entityRef, uid]) => ({ entityRef, uid }))
        .filter(({ entityRef, uid }) => newest.get(entityRef) !== uid);
      if (others.length > 0) {
        await archive(tx, others, at);
        const uids = new Map(
          others.map(({ entityRef }) => [entityRef, newest.get(entityRef)!]),
        );
        await updateUids(tx, uids);
        await attach(tx, toOrphans(uids));
      }
      return others.map(({ entityRef }) => entityRef);
    });
    await this.#notify(exchanged);
    return exchanged;
  }

  async #notify(entityRefs: string[]): Promise<void> {
    if (entityRefs.length > 0) {
      await this.onExchanged(entityRefs);
    }
  }
}

async function archive(
  tx: Knex.Transaction,
  orphans: Orphan[],
  at: Date,
): Promise<void> {
  const entityRefs = orphans.map(({ entityRef }) => entityRef);
  await new KnexScorecardStore(tx).remove(entityRefs, {
    causes: ['entity'],
    at,
  });
  await removeDerived(tx, entityRefs);
  await moveRecords(
    tx,
    orphans.map(({ entityRef, uid }) => ({
      from: entityRef,
      to: toArchivedRef(entityRef, uid),
    })),
  );
  await tx('orphaned_entities').insert(
    orphans.map(({ entityRef, uid }) => ({
      entity_ref: entityRef,
      uid,
      orphaned_at: at,
    })),
  );
}

/**
 * Attaches archived records to their names, the latest former entity of a name first.
 *
 * @param by - undefined if the names have no other records
 */
async function attach(
  tx: Knex.Transaction,
  orphans: Orphan[],
  by?: string,
): Promise<AdoptedRecords> {
  const rows: OrphanRow[] = await tx('orphaned_entities')
    .whereRaw('(entity_ref, uid) IN (?)', [selectOrphanRows(tx, orphans)])
    .orderBy('orphaned_at', 'desc');
  const archived = rows.map(toOrphan);
  const counts = await countRecords(tx, archived);
  // Two former entities of a name may conflict as well, so attach one per name in each round.
  const byName = [
    ...Map.groupBy(archived, orphan => orphan.entityRef).values(),
  ];
  const rounds = Math.max(0, ...byName.map(({ length }) => length));
  for (let round = 0; round < rounds; round++) {
    const moves = byName.flatMap(former => former[round] ?? []).map(toMove);
    if (by !== undefined) {
      await endConflicts(tx, moves, by);
    }
    await moveRecords(tx, moves);
  }
  await tx('orphaned_entities')
    .whereRaw('(entity_ref, uid) IN (?)', [selectOrphanRows(tx, archived)])
    .delete();
  return {
    entityRefs: [...new Set(archived.map(({ entityRef }) => entityRef))],
    assessments: sum(counts.map(({ assessments }) => assessments)),
    waivers: sum(counts.map(({ waivers }) => waivers)),
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
