import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { until } from '../__testUtils__/until';
import { AccessIndexStore } from './AccessIndexStore';
import { CatalogEntityAccess } from './CatalogEntityAccess';

const databases = createTestDatabases();
let knex: Knex;

beforeEach(async () => {
  knex = await databases.init('SQLITE_3');
});

const ada = mockCredentials.user('user:default/ada');
const eve = mockCredentials.user('user:default/eve');

function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace: 'default', name },
  };
}

const ownedBy = (...claims: string[]) => ({
  rule: 'IS_ENTITY_OWNER',
  resourceType: 'catalog-entity',
  params: { claims },
});

function decided(
  conditions: PermissionCriteria<PermissionCondition>,
): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: 'catalog-entity',
    conditions,
  };
}

/** By a rule of the catalog itself; everybody sees everything. */
const conditional = decided({ not: ownedBy() });

/** By a rule that only the catalog of this portal has. */
const unknown = decided({
  rule: 'IS_OF_MY_REGION',
  resourceType: 'catalog-entity',
  params: {},
});

/** @param decision - may change meanwhile */
function createAccess(
  decision: PolicyDecision | ((userEntityRef: string) => PolicyDecision),
  entities: Entity[],
) {
  const clock = { now: 1 };
  const catalog = catalogServiceMock({ entities });
  const streamEntities = jest.spyOn(catalog, 'streamEntities');
  const getEntityByRef = jest.spyOn(catalog, 'getEntityByRef');
  const authorizeConditional = jest.fn(
    async (_: unknown, options: unknown): Promise<PolicyDecision[]> => {
      const { credentials } = options as { credentials: typeof ada };
      return [
        typeof decision === 'function'
          ? decision(credentials.principal.userEntityRef)
          : decision,
      ];
    },
  );
  const access = new CatalogEntityAccess({
    catalog,
    permissions: mockServices.permissions.mock({ authorizeConditional }),
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
    store: new AccessIndexStore(knex),
    kinds: () => ['Component', 'System'],
    now: () => clock.now,
  });
  return {
    access,
    authorizeConditional,
    clock,
    getEntityByRef,
    streamEntities,
  };
}

describe('CatalogEntityAccess', () => {
  it.each([
    [AuthorizeResult.ALLOW, { all: true }],
    [AuthorizeResult.DENY, { all: false, entityRefs: [] }],
  ] as const)(
    'asks the catalog nothing when the policy says %s',
    async (result, visible) => {
      const { access, streamEntities } = createAccess({ result }, []);
      await expect(access.getVisibleEntities(ada)).resolves.toEqual(visible);
      expect(streamEntities).not.toHaveBeenCalled();
    },
  );

  it('reads the catalog once, page by page, for all callers', async () => {
    const { access, streamEntities } = createAccess(
      user => decided({ not: ownedBy(user) }),
      [
        ...Array.from({ length: 4_001 }, (_, i) =>
          entity('Component', `c${i}`),
        ),
        entity('System', 's'),
        entity('API', 'a'),
      ],
    );
    const [one, other] = await Promise.all([
      access.getVisibleEntities(ada),
      access.getVisibleEntities(eve),
    ]);
    expect(one).toHaveProperty('classes');
    expect(other).toEqual(one);
    const refs = [
      'component:default/c4000',
      'system:default/s',
      'api:default/a',
    ];
    await expect(access.listVisible(refs, eve)).resolves.toEqual(
      refs.slice(0, 2),
    );
    expect(streamEntities).toHaveBeenCalledTimes(1);
    expect(streamEntities.mock.calls[0][1]).toEqual({
      credentials: mockCredentials.service('plugin:test'),
    });
  });

  it('follows a decision in lists within 30 seconds, and at once for an entity', async () => {
    let owners = ['user:default/ada'];
    const { access, clock, streamEntities } = createAccess(
      () => decided(ownedBy(...owners)),
      [
        {
          ...entity('Component', 'c'),
          relations: [{ type: 'ownedBy', targetRef: 'user:default/ada' }],
        },
      ],
    );
    const component = 'component:default/c';
    await expect(access.listVisible([component], ada)).resolves.toEqual([
      component,
    ]);
    await expect(
      access.getVisibleEntity(component, ada),
    ).resolves.toMatchObject({ kind: 'Component' });
    owners = [];
    await expect(access.getVisibleEntity(component, ada)).rejects.toMatchObject(
      { name: 'NotFoundError' },
    );
    clock.now += 30_001;
    await expect(access.listVisible([component], ada)).resolves.toEqual([]);
    expect(streamEntities).toHaveBeenCalledTimes(1);
  });

  it('asks the policy for what is decided at once, and uses the answer in lists', async () => {
    let result: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
      AuthorizeResult.ALLOW;
    const { access, authorizeConditional } = createAccess(
      () => ({ result }),
      [],
    );
    await access.getVisibleEntities(ada);
    result = AuthorizeResult.DENY;
    await expect(
      access.getVisibleEntities(ada, { atOnce: true }),
    ).resolves.toMatchObject({ all: false });
    await expect(access.getVisibleEntities(ada)).resolves.toMatchObject({
      all: false,
    });
    expect(authorizeConditional).toHaveBeenCalledTimes(2);
  });

  it('counts the 30 seconds from the question, however late the answer is', async () => {
    const { access, authorizeConditional, clock } = createAccess(
      { result: AuthorizeResult.ALLOW },
      [],
    );
    authorizeConditional.mockImplementationOnce(async () => {
      clock.now += 9_000;
      return [{ result: AuthorizeResult.ALLOW }];
    });
    await access.getVisibleEntities(ada);
    clock.now += 20_999;
    await access.getVisibleEntities(ada);
    expect(authorizeConditional).toHaveBeenCalledTimes(1);
    clock.now += 2;
    await access.getVisibleEntities(ada);
    expect(authorizeConditional).toHaveBeenCalledTimes(2);
  });

  it('asks the policy once for the lists of a page, and for each person and each request of a service', async () => {
    const { access, authorizeConditional } = createAccess(
      { result: AuthorizeResult.ALLOW },
      [],
    );
    const through = mockCredentials.user('user:default/ada', {
      actor: { subject: 'plugin:portal' },
    });
    const service = mockCredentials.service('external:pipeline');
    await Promise.all(
      [ada, ada, eve, through, service, service].map(credentials =>
        access.getVisibleEntities(credentials),
      ),
    );
    await access.getVisibleEntities(ada);
    expect(authorizeConditional).toHaveBeenCalledTimes(5);
  });

  it('forgets a failed decision', async () => {
    const { access, authorizeConditional } = createAccess(
      { result: AuthorizeResult.ALLOW },
      [],
    );
    authorizeConditional.mockRejectedValueOnce(new Error('busy'));
    await expect(access.getVisibleEntities(ada)).rejects.toThrow('busy');
    await expect(access.getVisibleEntities(ada)).resolves.toEqual({
      all: true,
    });
  });

  describe('with rules that only the catalog knows', () => {
    it('asks the catalog as the caller, once for a moment for equal decisions', async () => {
      const { access, clock, streamEntities } = createAccess(unknown, [
        entity('Component', 'c'),
      ]);
      for (const credentials of [ada, ada, eve]) {
        await expect(access.getVisibleEntities(credentials)).resolves.toEqual({
          all: false,
          entityRefs: ['component:default/c'],
        });
      }
      expect(streamEntities.mock.calls.map(([, options]) => options)).toEqual([
        { credentials: ada },
      ]);
      clock.now += 30_001;
      await access.getVisibleEntities(eve);
      expect(streamEntities).toHaveBeenCalledTimes(2);
      await expect(
        access.getVisibleEntity('component:default/c', eve),
      ).resolves.toMatchObject({ kind: 'Component' });
    });

    it('asks again behind a request after 20 seconds', async () => {
      const { access, clock, streamEntities } = createAccess(unknown, [
        entity('Component', 'c'),
      ]);
      await access.getVisibleEntities(ada);
      const wait = Promise.withResolvers<void>();
      streamEntities.mockImplementationOnce(async function* slow() {
        await wait.promise;
        yield [];
      });
      clock.now += 20_000;
      const isShown = { entityRefs: ['component:default/c'] };
      for (const credentials of [ada, eve]) {
        await expect(
          access.getVisibleEntities(credentials),
        ).resolves.toMatchObject(isShown);
      }
      expect(streamEntities).toHaveBeenCalledTimes(2);
      wait.resolve();
      await until(async () => {
        const { entityRefs } = (await access.getVisibleEntities(eve)) as {
          entityRefs: readonly string[];
        };
        return entityRefs.length === 0;
      });
    });

    it('keeps from others what was read after the decision had changed', async () => {
      const wide = decided({ rule: 'WIDE', resourceType: 'catalog-entity' });
      const decisions = new Map([
        ['user:default/ada', unknown],
        ['user:default/eve', unknown],
      ]);
      const { access, streamEntities } = createAccess(
        user => decisions.get(user)!,
        [entity('Component', 'c')],
      );
      streamEntities.mockImplementation(async function* pages(_, options) {
        const { credentials } = options as { credentials: typeof ada };
        const user = credentials.principal.userEntityRef;
        if (user === 'user:default/ada') {
          // The catalog asks the policy a moment after us.
          decisions.set(user, wide);
        }
        yield decisions.get(user) === wide
          ? [entity('Component', 'secret')]
          : [];
      });
      const ofAda = access.getVisibleEntities(ada);
      const ofEve = access.getVisibleEntities(eve);
      await expect(ofAda).resolves.toMatchObject({
        entityRefs: ['component:default/secret'],
      });
      await expect(ofEve).resolves.toMatchObject({ entityRefs: [] });
      streamEntities.mockClear();
      await access.getVisibleEntities(ada);
      expect(streamEntities).not.toHaveBeenCalled();
    });

    it('does not remember a failure', async () => {
      const { access, streamEntities } = createAccess(unknown, [
        entity('Component', 'c'),
      ]);
      streamEntities.mockImplementationOnce(() => {
        throw new Error('busy');
      });
      await expect(access.getVisibleEntities(ada)).rejects.toThrow('busy');
      await expect(access.getVisibleEntities(ada)).resolves.toEqual({
        all: false,
        entityRefs: ['component:default/c'],
      });
    });

    it('remembers a limited number of decisions', async () => {
      const { access, streamEntities } = createAccess(
        user => decided({ ...unknown, rule: user, resourceType: '' }),
        [],
      );
      const visit = async (number: number) =>
        await access.getVisibleEntities(
          mockCredentials.user(`user:default/u${number}`),
        );
      for (let i = 0; i < 150; i++) {
        await visit(i);
      }
      streamEntities.mockClear();
      await visit(149);
      expect(streamEntities).not.toHaveBeenCalled();
      await visit(0);
      expect(streamEntities).toHaveBeenCalledTimes(1);
    });
  });

  it('takes the same steps for a hidden entity as for a missing one', async () => {
    const { access, authorizeConditional, getEntityByRef, streamEntities } =
      createAccess(decided(ownedBy('user:default/eve')), [
        entity('Component', 'hidden'),
      ]);
    const steps = async (entityRef: string) => {
      const calls = [authorizeConditional, getEntityByRef, streamEntities];
      calls.forEach(call => call.mockClear());
      await expect(
        access.getVisibleEntity(entityRef, ada),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
      return [
        authorizeConditional.mock.calls,
        getEntityByRef.mock.calls.map(([, options]) => options),
        streamEntities.mock.calls,
      ];
    };
    const ofHidden = await steps('component:default/hidden');
    expect(ofHidden).toEqual(await steps('component:default/missing'));
    // As the back end, because the catalog looks at conditions only if there is something to hide.
    expect(ofHidden[1]).toEqual([
      { credentials: mockCredentials.service('plugin:test') },
    ]);
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
