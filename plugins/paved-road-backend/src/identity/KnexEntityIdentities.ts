import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { isOneOf, toIsoTime } from '../database/sql';
import { PLUGIN_ACTOR } from '../http/Caller';
import { KnexScorecardStore } from '../scorecards/store/KnexScorecardStore';
import {
  AdoptedRecords,
  EarlierEntities,
  EntityIdentities,
  Orphan,
  OrphanedRecords,
  orphanKeyOf,
  OrphanSelection,
  OrphanStore,
} from './EntityIdentities';
import {
  insertUids,
  lockUids,
  OrphanRow,
  selectOrphanRows,
  selectUids,
  toOrphan,
  toOrphans,
  Uids,
  uidsOf,
  updateUids,
} from './identityRows';
import {
  countRecords,
  Ending,
  moveRecords,
  removeDerived,
} from './recordTables';

/**
 * EntityIdentities, EarlierEntities and OrphanStore in the tables `entity_identities` and `orphaned_entities`, and in
 * all tables with records of entities. Every writer first locks the identities that it changes, in the order of their
 * references.
 */
export class KnexEntityIdentities
  implements EntityIdentities, EarlierEntities, OrphanStore
{
  /** @param onExchanged - called with references under which there are other records now, once they are */
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
    const seen = uidsOf(entities);
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
      ? uidsOf(await reread(others))
      : new Map(others.map(entityRef => [entityRef, seen.get(entityRef)!]));
    return await this.#exchange(newest);
  }

  async isOrphaned(entityRef: string, uid?: string): Promise<boolean> {
    const earlier = await this.knex('orphaned_entities')
      .where({ entity_ref: entityRef, ...(uid !== undefined && { uid }) })
      .first('uid');
    return earlier !== undefined;
  }

  async orphansOf(entityRef: string): Promise<OrphanedRecords[]> {
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
    const counts = await countRecords(this.knex, orphans.map(orphanKeyOf));
    return orphans
      .map(earlier => ({ ...earlier, ...counts.get(orphanKeyOf(earlier))! }))
      .filter(
        ({ assessments, waivers, historyDays }) =>
          assessments + waivers + historyDays > 0,
      );
  }

  async find(
    { entityRefs, since }: OrphanSelection,
    limit: number,
  ): Promise<Orphan[]> {
    const query = this.knex('orphaned_entities as o')
      .join('entities as e', 'e.entity_ref', 'o.entity_ref')
      .orderBy(['o.entity_ref', 'o.orphaned_at', 'o.uid'])
      .limit(limit)
      .select('o.*');
    if (entityRefs) {
      query.whereRaw(isOneOf(this.knex, 'o.entity_ref', entityRefs));
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
      return await takeBack(tx, orphans, { by, at: new Date() });
    });
    await this.#tell(adopted.entityRefs);
    return adopted;
  }

  /** Gives names to other entities, with the records that these left when they had the names before. */
  async #exchange(newest: Uids): Promise<string[]> {
    const exchanged = await this.knex.transaction(async tx => {
      const at = new Date();
      const known = await lockUids(tx, [...newest.keys()]);
      // Somebody else may have done so since it was read.
      const others = [...known]
        .map(([entityRef, uid]) => ({ entityRef, uid }))
        .filter(({ entityRef, uid }) => newest.get(entityRef) !== uid);
      if (others.length > 0) {
        await orphan(tx, others, at);
        const uids = new Map(
          others.map(({ entityRef }) => [entityRef, newest.get(entityRef)!]),
        );
        await updateUids(tx, uids);
        await takeBack(tx, toOrphans(uids), { by: PLUGIN_ACTOR, at });
      }
      return others.map(({ entityRef }) => entityRef);
    });
    await this.#tell(exchanged);
    return exchanged;
  }

  async #tell(entityRefs: string[]): Promise<void> {
    if (entityRefs.length > 0) {
      await this.onExchanged(entityRefs);
    }
  }
}

async function orphan(
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
    orphans.map(earlier => ({
      from: earlier.entityRef,
      to: orphanKeyOf(earlier),
    })),
    { by: PLUGIN_ACTOR, at },
  );
  await tx('orphaned_entities').insert(
    orphans.map(({ entityRef, uid }) => ({
      entity_ref: entityRef,
      uid,
      orphaned_at: at,
    })),
  );
}

/** Those that are orphaned get their records back under their name, the earliest of a name first. */
async function takeBack(
  tx: Knex,
  orphans: Orphan[],
  ending: Ending,
): Promise<AdoptedRecords> {
  const wanted = new Set(orphans.map(orphanKeyOf));
  const rows: OrphanRow[] = await tx('orphaned_entities')
    .whereRaw(
      isOneOf(
        tx,
        'entity_ref',
        orphans.map(({ entityRef }) => entityRef),
      ),
    )
    .orderBy(['entity_ref', 'orphaned_at', 'uid']);
  const kept = rows
    .map(toOrphan)
    .filter(earlier => wanted.has(orphanKeyOf(earlier)));
  const adopted: AdoptedRecords = {
    entityRefs: [...new Set(kept.map(({ entityRef }) => entityRef))],
    assessments: 0,
    waivers: 0,
  };
  const counts = await countRecords(tx, kept.map(orphanKeyOf));
  for (const { assessments, waivers } of counts.values()) {
    adopted.assessments += assessments;
    adopted.waivers += waivers;
  }
  // Two of one name may have what there can be one of only.
  const ofNames = [...Map.groupBy(kept, ({ entityRef }) => entityRef).values()];
  const most = Math.max(0, ...ofNames.map(({ length }) => length));
  for (let turn = 0; turn < most; turn++) {
    await moveRecords(
      tx,
      ofNames
        .flatMap(earlier => earlier[turn] ?? [])
        .map(earlier => ({
          from: orphanKeyOf(earlier),
          to: earlier.entityRef,
        })),
      ending,
    );
  }
  await tx('orphaned_entities')
    .whereRaw('(entity_ref, uid) IN (?)', [selectOrphanRows(tx, kept)])
    .delete();
  return adopted;
}
