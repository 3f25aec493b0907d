import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { CatalogEntityAccess } from './CatalogEntityAccess';

const ada = mockCredentials.user('user:default/ada');
const eve = mockCredentials.user('user:default/eve');

function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace: 'default', name },
  };
}

const conditional: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: {
    rule: 'IS_ENTITY_OWNER',
    resourceType: 'catalog-entity',
    params: { claims: [] },
  },
};

function createAccess(decision: PolicyDecision, entities: Entity[]) {
  const clock = { now: 1 };
  const catalog = catalogServiceMock({ entities });
  const queryEntities = jest.spyOn(catalog, 'queryEntities');
  const access = new CatalogEntityAccess({
    catalog,
    permissions: mockServices.permissions.mock({
      authorizeConditional: async () => [decision],
    }),
    auth: mockServices.auth(),
    now: () => clock.now,
  });
  return { access, clock, queryEntities };
}

describe('CatalogEntityAccess', () => {
  it.each([
    [AuthorizeResult.ALLOW, { all: true }],
    [AuthorizeResult.DENY, { all: false, entityRefs: [] }],
  ] as const)(
    'asks the catalog nothing when the policy says %s',
    async (result, visible) => {
      const { access, queryEntities } = createAccess({ result }, []);
      await expect(access.getVisibleEntities(ada)).resolves.toEqual(visible);
      await expect(
        access.getVisibleEntities(ada, { withGroups: true }),
      ).resolves.toEqual(visible.all ? visible : { ...visible, groupRefs: [] });
      expect(queryEntities).not.toHaveBeenCalled();
    },
  );

  it('asks the catalog, page by page, when it depends on the entity', async () => {
    const { access, queryEntities } = createAccess(conditional, [
      ...Array.from({ length: 1_001 }, (_, i) => entity('Component', `c${i}`)),
      entity('System', 's'),
      entity('API', 'a'),
    ]);
    const visible = await access.getVisibleEntities(ada);
    const { entityRefs } = visible as { entityRefs: string[] };
    expect(entityRefs).toHaveLength(1_002);
    expect(entityRefs).toContain('system:default/s');
    expect(queryEntities.mock.calls.map(([, options]) => options)).toEqual([
      { credentials: ada },
      { credentials: ada },
      { credentials: ada },
    ]);
  });

  it('remembers the answer for a moment, for each user', async () => {
    const { access, clock, queryEntities } = createAccess(conditional, []);
    await Promise.all([
      access.getVisibleEntities(ada),
      access.getVisibleEntities(ada),
    ]);
    expect(queryEntities).toHaveBeenCalledTimes(1);
    await access.getVisibleEntities(eve);
    expect(queryEntities).toHaveBeenCalledTimes(2);
    clock.now += 60_000;
    await access.getVisibleEntities(ada);
    expect(queryEntities).toHaveBeenCalledTimes(3);
  });

  it('reads groups only for those who ask for them, once for a moment', async () => {
    const { access, clock, queryEntities } = createAccess(conditional, [
      entity('Component', 'c'),
      entity('Group', 'g'),
      entity('User', 'ada'),
    ]);
    const seen = { all: false, entityRefs: ['component:default/c'] };
    await expect(access.getVisibleEntities(ada)).resolves.toEqual(seen);
    expect(queryEntities).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 2; i++) {
      await expect(
        access.getVisibleEntities(ada, { withGroups: true }),
      ).resolves.toEqual({ ...seen, groupRefs: ['group:default/g'] });
    }
    expect(queryEntities).toHaveBeenCalledTimes(2);
    clock.now += 60_000;
    await access.getVisibleEntities(ada, { withGroups: true });
    expect(queryEntities).toHaveBeenCalledTimes(4);
  });

  it('does not remember a failure', async () => {
    const { access, queryEntities } = createAccess(conditional, [
      entity('Component', 'c'),
    ]);
    queryEntities.mockRejectedValueOnce(new Error('busy'));
    await expect(access.getVisibleEntities(ada)).rejects.toThrow('busy');
    await expect(access.getVisibleEntities(ada)).resolves.toEqual({
      all: false,
      entityRefs: ['component:default/c'],
    });
  });

  it('remembers a limited number of users', async () => {
    const { access, queryEntities } = createAccess(conditional, []);
    for (let i = 0; i < 250; i++) {
      await access.getVisibleEntities(
        mockCredentials.user(`user:default/u${i}`),
      );
    }
    queryEntities.mockClear();
    await access.getVisibleEntities(mockCredentials.user('user:default/u249'));
    expect(queryEntities).not.toHaveBeenCalled();
    await access.getVisibleEntities(mockCredentials.user('user:default/u0'));
    expect(queryEntities).toHaveBeenCalledTimes(1);
  });

  it('finds an entity, and says no more than that it is not there', async () => {
    const { access } = createAccess(conditional, [entity('Component', 'c')]);
    await expect(
      access.getVisibleEntity('component:default/c', ada),
    ).resolves.toMatchObject({ kind: 'Component' });
    await expect(
      access.getVisibleEntity('component:default/x', ada),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(access.exists('component:default/c')).resolves.toBe(true);
    await expect(access.exists('component:default/x')).resolves.toBe(false);
  });
});
