import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { createInCondition, toIsoTime } from '../database/sql';
import { toArchivedRef } from '../catalog/entityRecord';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import {
  countRecords,
  endConflicts,
  moveRecords,
  removeDerived,
  toMove,
} from './archive';
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
import {
  EntityAccess,
  EntityExistence,
  VisibleEntities,
} from '../catalog/types';
import {
  AdoptedRecords,
  Orphan,
  OrphanedRecords,
  OrphanSelection,
} from './Orphan';

/**
 * Access to entities that archives the records of a former entity before a caller reads records by the name. Hidden and
 * missing entities take the same steps.
 */
export class IdentifiedEntityAccess implements EntityAccess, EntityExistence {
  constructor(
    private readonly options: {
      entities: EntityAccess & EntityExistence;
      identities: Pick<EntityIdentities, 'see'>;
    },
  ) {}

  async getVisibleEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.options.entities.getVisibleEntity(
      entityRef,
      credentials,
    );
    await this.options.identities.see([entity]);
    return entity;
  }

  async getVisibleOf(
    entityRefs: string[],
    credentials: BackstageCredentials,
    options?: { fields?: string[] },
  ): Promise<Map<string, Entity>> {
    const read = (refs: string[]) =>
      this.options.entities.getVisibleOf(refs, credentials, options);
    const entities = await read(entityRefs);
    await this.options.identities.see([...entities.values()], async refs => [
      ...(await read(refs)).values(),
    ]);
    return entities;
  }

  async getVisibleEntities(
    credentials: BackstageCredentials,
    options?: { atOnce: boolean },
  ): Promise<VisibleEntities> {
    return await this.options.entities.getVisibleEntities(credentials, options);
  }

  async listVisible(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    return await this.options.entities.listVisible(entityRefs, credentials);
  }

  async exists(entityRef: string): Promise<boolean> {
    return await this.options.entities.exists(entityRef);
  }
}

/**
 * Stores which entity the records of a name belong to, and archives the records of former entities. *
 * EntityIdentities in the tables `entity_identities` and `orphaned_entities`, and in all tables with records of
 * entities. Each writer first locks the identities that it changes, in the order of their references.
 */
export class EntityIdentities {
  /** @param onExchanged - called with references whose records were exchanged, after the transaction */
  constructor(
    private readonly knex: Knex,
    private readonly onExchanged: (
      entityRefs: string[],
    ) => Promise<void> = async () => {},
  ) {}

  /**
   * Compares entities with the stored identities. If another entity had the name, its records are archived first, so that
   * the new entity does not inherit them. An entity that is back gets its own records back.
   *
   * @param reread - reads entities again that seem to have changed, because a page of the catalog may be outdated
   */
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

  /**
   * Whether an entity has lost its name to another one.
   *
   * @param uid - if undefined, whether any entity has lost this name
   */
  async isOrphaned(entityRef: string, uid?: string): Promise<boolean> {
    const earlier = await this.knex('orphaned_entities')
      .where({ entity_ref: entityRef, ...(uid !== undefined && { uid }) })
      .first('uid');
    return earlier !== undefined;
  }

  /** Former entities of a name with archived records, newest first. */
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

  /** Former entities of names that are in the catalog, ordered by name. */
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

  /**
   * Attaches archived records to the entities that have the names now, in one transaction. Skips orphans that are no
   * longer archived. If only one record may exist, the entity's own stays and the archived one ends.
   *
   * @param by - entity reference of the person who adopts
   */
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
  await new ScorecardStore(tx).remove(entityRefs, {
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
