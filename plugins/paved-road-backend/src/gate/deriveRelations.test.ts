import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { BuiltinKindsEntityProcessor } from '@backstage/plugin-catalog-backend';
import { deriveRelations } from '@paved-road/plugin-paved-road-node';
import { createEntity } from '../__testUtils__/startPavedRoad';

/** Every kind, with every field that refers to another entity. */
const entities: Entity[] = [
  createEntity('API', 'api', { owner: 'group', system: 'system' }),
  createEntity('Component', 'component', {
    owner: 'user:user',
    system: 'system',
    subcomponentOf: 'parent',
    providesApis: ['api'],
    consumesApis: ['api', 'other/api'],
    dependsOn: ['resource:resource', 'component:parent'],
    dependencyOf: ['resource:resource'],
  }),
  createEntity('Component', 'parent', {
    owner: 'group',
    dependsOn: ['Component:Default/Component'],
  }),
  createEntity('Resource', 'resource', {
    owner: 'group',
    system: 'system',
    dependsOn: ['component:component'],
    dependencyOf: ['component:parent'],
  }),
  createEntity('System', 'system', { owner: 'group', domain: 'domain' }),
  createEntity('Domain', 'domain', { owner: 'group', subdomainOf: 'parent' }),
  createEntity('Domain', 'parent', { owner: 'group' }),
  createEntity('Group', 'group', { children: ['child'], members: ['user'] }),
  createEntity('Group', 'child', { parent: 'group', children: [] }),
  createEntity('User', 'user', { memberOf: ['group', 'child'] }),
  createEntity('Location', 'location', { target: './other.yaml' }),
  createEntity('Weather', 'weather', { owner: 'group' }),
].map(entity => ({
  ...entity,
  metadata: { ...entity.metadata, namespace: 'default' },
}));

/** What the catalog makes of all of them, as `source type target`. */
async function relationsInCatalog(): Promise<string[]> {
  const relations = new Set<string>();
  for (const entity of entities) {
    await new BuiltinKindsEntityProcessor().postProcessEntity(
      entity,
      { type: 'url', target: '' },
      result => {
        if (result.type === 'relation') {
          const { source, type, target } = result.relation;
          relations.add(
            `${stringifyEntityRef(source)} ${type} ${stringifyEntityRef(target)}`,
          );
        }
      },
    );
  }
  return [...relations];
}

describe('deriveRelations', () => {
  it.each(entities.map(entity => [stringifyEntityRef(entity), entity]))(
    'are those that the catalog gives %s',
    async (ref, entity) => {
      const companions = entities.filter(other => other !== entity);
      const derived = deriveRelations(
        entity as Entity,
        companions,
        undefined,
      ).map(({ type, targetRef }) => `${ref} ${type} ${targetRef}`);
      const inCatalog = (await relationsInCatalog()).filter(relation =>
        relation.startsWith(`${ref} `),
      );
      expect(derived.sort()).toEqual(inCatalog.sort());
    },
  );

  it('keep what others say of an entity that is in the catalog, and not what it said itself', () => {
    const [, component] = entities;
    const stored = {
      ...component,
      relations: [
        { type: 'ownedBy', targetRef: 'user:default/user' },
        { type: 'hasPart', targetRef: 'component:default/part' },
        { type: 'emits', targetRef: 'topic:default/events' },
      ],
    };
    const spec = { owner: 'group' };
    expect(deriveRelations({ ...component, spec }, [], stored)).toEqual([
      { type: 'ownedBy', targetRef: 'group:default/group' },
      { type: 'hasPart', targetRef: 'component:default/part' },
      { type: 'emits', targetRef: 'topic:default/events' },
    ]);
  });
});
