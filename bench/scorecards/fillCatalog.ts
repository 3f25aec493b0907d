/*
 * Writes entities into the tables of the catalog like its processing and stitching, which would take minutes, is the same
 * for both sides, and is not measured.
 */
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import path from 'node:path';
import { service, surroundings } from './fleet';

/** Name of the entity provider that the entities come from, and where they are. */
export const provider = { name: 'bench', locationKey: 'bench' };

const declarations = {
  owner: ['ownedBy', 'ownerOf', 'group'],
  parent: ['childOf', 'parentOf', 'group'],
  system: ['partOf', 'hasPart', 'system'],
  providesApis: ['providesApi', 'apiProvidedBy', 'api'],
  consumesApis: ['consumesApi', 'apiConsumedBy', 'api'],
  dependsOn: ['dependsOn', 'dependencyOf', 'component'],
};

interface Relation {
  declaredBy: string;
  source: string;
  type: string;
  target: string;
}

function deriveRelationPairs(entity: Entity): Relation[] {
  const declaredBy = stringifyEntityRef(entity);
  return Object.entries(declarations).flatMap(
    ([field, [type, inverse, defaultKind]]) =>
      ([entity.spec?.[field] ?? []].flat() as string[]).flatMap(text => {
        const other = stringifyEntityRef(
          parseEntityRef(text, { defaultKind, defaultNamespace: 'default' }),
        );
        return [
          { declaredBy, source: declaredBy, type, target: other },
          { declaredBy, source: other, type: inverse, target: declaredBy },
        ];
      }),
  );
}

/** Entities with their relations, in the order in which the catalog puts them. */
export function withRelations(entities: Entity[]): Entity[] {
  const bySource = Map.groupBy(
    entities.flatMap(deriveRelationPairs),
    ({ source }) => source,
  );
  return entities.map(entity => ({
    ...entity,
    relations: (bySource.get(stringifyEntityRef(entity)) ?? [])
      .map(({ type, target }) => ({ type, targetRef: target }))
      .sort((a, b) =>
        `${a.type} ${a.targetRef}` < `${b.type} ${b.targetRef}` ? -1 : 1,
      ),
  }));
}

function hashToUid(entityRef: string): string {
  const hex = createHash('sha256').update(entityRef).digest('hex');
  return [8, 12, 16, 20, 32]
    .map((end, index, ends) => hex.slice(ends[index - 1] ?? 0, end))
    .join('-');
}

/**
 * Fills the catalog with services and what they relate to.
 *
 * @param dist - folder of the code of the catalog that the tables belong to
 */
export async function fillCatalog(
  knex: Knex,
  services: number,
  dist: string,
): Promise<void> {
  const entities = [
    ...surroundings(),
    ...Array.from({ length: services }, (_, index) => service(index)),
  ];
  const { buildEntitySearch } = require(
    path.join(dist, 'database/operations/stitcher/buildEntitySearch.cjs.js'),
  ) as { buildEntitySearch(entityId: string, entity: Entity): object[] };
  const now = new Date().toISOString();
  const later = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString();
  const related = withRelations(entities);
  for (let start = 0; start < entities.length; start += 500) {
    const page = entities.slice(start, start + 500).map((entity, index) => {
      const ref = stringifyEntityRef(entity);
      const uid = hashToUid(ref);
      const { metadata, ...others } = related[start + index];
      const final = { ...others, metadata: { ...metadata, uid, etag: uid } };
      return { entity, ref, uid, final };
    });
    // At once, because the catalog removes entities without references.
    await knex.transaction(async tx => {
      const insert = async (table: string, rows: object[], size: number) => {
        for (let first = 0; first < rows.length; first += size) {
          await tx(table).insert(rows.slice(first, first + size));
        }
      };
      await insert(
        'refresh_state',
        page.map(({ entity, ref, uid }) => ({
          entity_id: uid,
          entity_ref: ref,
          unprocessed_entity: JSON.stringify(entity),
          processed_entity: JSON.stringify(entity),
          errors: '[]',
          next_update_at: later,
          last_discovery_at: now,
          location_key: provider.locationKey,
        })),
        100,
      );
      await insert(
        'refresh_state_references',
        page.map(({ ref }) => ({
          source_key: provider.name,
          target_entity_ref: ref,
        })),
        100,
      );
      await insert(
        'relations',
        page.flatMap(({ uid, entity }) =>
          deriveRelationPairs(entity).map(({ source, type, target }) => ({
            originating_entity_id: uid,
            source_entity_ref: source,
            type,
            target_entity_ref: target,
          })),
        ),
        200,
      );
      await insert(
        'final_entities',
        page.map(({ ref, uid, final }) => ({
          entity_id: uid,
          entity_ref: ref,
          hash: uid,
          final_entity: JSON.stringify(final),
          last_updated_at: now,
        })),
        100,
      );
      await insert(
        'search',
        page.flatMap(({ uid, final }) => buildEntitySearch(uid, final)),
        200,
      );
    });
  }
}
