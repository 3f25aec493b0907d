import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { permissionRules } from '@backstage/plugin-catalog-backend/alpha';
import {
  catalogProcessingExtensionPoint,
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  PermissionRule,
} from '@backstage/plugin-permission-node';
import { startTestPostgres } from '../../../../scripts/testPostgres.cjs';
import { createDice } from '../__testUtils__/scorecardFixtures';
import { testDatabaseIds } from '../__testUtils__/testDatabases';
import { until } from '../__testUtils__/until';
import {
  collectProperties,
  toEntityCondition,
  toFilterPredicate,
} from './entityConditions';
import { AccessClasses, createMatcher, TraitsReader } from './AccessClasses';

const databases = TestDatabases.create({
  ids: testDatabaseIds,
  disableDocker: false,
});

type Criteria = PermissionCriteria<PermissionCondition>;

const kinds = ['Component', 'System', 'Group'];
const long = 'x'.repeat(201);
const values = ['a', 'A', 'b', 'true', 'production', '42', 'default'];
const keys = ['a', 'A.b', 'b', 'example.com/a', 'example.com/B'];
const owners = ['group:default/a', 'group:default/b', 'user:default/c'];
const properties = [
  ...keys,
  ...['a', 'A.b', 'b.a', 'name', 'Namespace', 'uid', 'etag', 'tags', 'tags.a'],
  ...['labels.a', 'annotations.A', 'type', 'list', 'list.a', 'list.b.a'],
  ...['nothing', 'nested', 'nested.a', 'nested.A.b', 'owner', long],
];

/** Random entities, with all that makes them difficult to search. */
function createEntities(count: number, { roll, oneOf } = createDice(count)) {
  const some = (of: string[], value: () => unknown) =>
    Object.fromEntries(
      // One of those that differ in case only.
      [...new Map(of.map(key => [key.toLowerCase(), key])).values()]
        .filter(() => roll(2))
        .map(key => [key, value()]),
    );
  const text = () => oneOf(values);
  const any = () =>
    oneOf<unknown>([text(), 42, true, null, [text(), text()], { a: text() }]);
  return Array.from({ length: count }, (_, index): Entity => {
    const kind = oneOf(kinds);
    const location = 'url:https://catalog.example/entities.yaml';
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        name: `Entity-${index}`,
        namespace: oneOf(['default', 'other']),
        annotations: {
          ...(some(keys, text) as Record<string, string>),
          'backstage.io/managed-by-location': location,
          'backstage.io/managed-by-origin-location': location,
        },
        labels: some(
          keys.filter(key => !key.includes('.b')),
          () => oneOf(['a', 'A', 'b', 'true']),
        ) as Record<string, string>,
        tags: ['a', 'b', 'c'].filter(() => roll(2)),
        ...some(['nested', 'list', 'nothing'], any),
      },
      spec: {
        type: oneOf(['Production', 'a', 'service']),
        lifecycle: 'production',
        profile: {},
        children: [],
        owner: oneOf(owners),
        ...some(['nested', 'list', 'nothing', 'a', 'b'], any),
      } as Entity['spec'],
      relations: owners
        .filter(() => roll(3) === 0)
        .map(targetRef => ({ type: 'ownedBy', targetRef })),
    };
  });
}

/** Random conditions with the catalog's rules. */
function createCriteria({ roll, oneOf }: ReturnType<typeof createDice>) {
  const some = <T>(of: T[]) => of.filter(() => roll(2));
  const value = () => (roll(2) ? { value: oneOf(values) } : {});
  const condition = (): Criteria => {
    const [rule, params] = oneOf<() => [string, object]>([
      () => ['IS_ENTITY_KIND', { kinds: some(['component', 'GROUP']) }],
      () => ['IS_ENTITY_OWNER', { claims: some(owners) }],
      () => ['HAS_ANNOTATION', { annotation: oneOf(keys), ...value() }],
      () => ['HAS_LABEL', { label: oneOf(keys), ...value() }],
      () => ['HAS_METADATA', { key: oneOf(properties), ...value() }],
      () => ['HAS_SPEC', { key: oneOf(properties), ...value() }],
    ])();
    return { rule, resourceType: 'catalog-entity', params } as Criteria;
  };
  const criteria = (depth: number): Criteria => {
    const parts = () =>
      Array.from({ length: 1 + roll(3) }, () => criteria(depth - 1)) as [
        Criteria,
        ...Criteria[],
      ];
    return depth === 0
      ? condition()
      : oneOf<() => Criteria>([
          condition,
          () => ({ not: criteria(depth - 1) }),
          () => ({ anyOf: parts() }),
          () => ({ allOf: parts() }),
        ])();
  };
  return criteria(2);
}

function known(criteria: Criteria) {
  const condition = toEntityCondition(criteria);
  if (!condition) {
    throw new Error('The conditions should be known');
  }
  return condition;
}

/** The references of those that meet conditions, by their classes and one by one, which must agree. */
function selectFrom(entities: Entity[], criteria: Criteria): string[] {
  const condition = known(criteria);
  const reader = new TraitsReader(collectProperties(condition));
  const traits = entities.map(entity => reader.read(entity));
  const classes = [...new Set(traits)];
  const { ids } = new AccessClasses(
    classes.map((each, id) => ({ id, traits: each, size: 1 })),
  ).select(condition);
  const selected = entities
    .filter((_, index) => ids.includes(classes.indexOf(traits[index])))
    .map(entity => stringifyEntityRef(entity));
  expect(selected).toEqual(
    entities
      .filter(createMatcher(condition))
      .map(entity => stringifyEntityRef(entity)),
  );
  return selected;
}

function conditional(conditions: Criteria): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: 'catalog-entity',
    conditions,
  };
}

/** A catalog on a database, where user n sees what the nth criteria say. */
async function startCatalog(
  id: TestDatabaseId,
  entities: Entity[],
  criteria: Criteria[],
) {
  if (id === 'POSTGRES_18') {
    await startTestPostgres();
  }
  const knex = await databases.init(id);
  if (id === 'POSTGRES_18') {
    // It comes with the tables of this plugin.
    await knex.raw('DROP SCHEMA public CASCADE');
    await knex.raw('CREATE SCHEMA public');
  }
  const services = Promise.withResolvers<{
    catalog: CatalogService;
    auth: AuthService;
  }>();
  const numberOf = (credentials: BackstageCredentials) =>
    (credentials.principal as Partial<BackstageUserPrincipal>).userEntityRef
      ?.split('-')
      .at(-1);
  await startTestBackend({
    features: [
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => mockServices.database({ knex }),
      }),
      mockServices.permissions.mock({
        async authorizeConditional(_, options) {
          const number = numberOf(
            (options as { credentials: BackstageCredentials }).credentials,
          );
          return [
            number === undefined
              ? { result: AuthorizeResult.ALLOW }
              : conditional(criteria[Number(number)]),
          ];
        },
      }).factory,
      catalogPlugin,
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'test',
        register(env) {
          env.registerInit({
            deps: {
              processing: catalogProcessingExtensionPoint,
              catalog: catalogServiceRef,
              auth: coreServices.auth,
            },
            async init({ processing, ...deps }) {
              services.resolve(deps);
              processing.addEntityProvider({
                getProviderName: () => 'test',
                connect: async connection =>
                  await connection.applyMutation({
                    type: 'full',
                    // The catalog finds out about relations by itself.
                    entities: entities.map(({ relations, ...entity }) => ({
                      entity,
                    })),
                  }),
              });
            },
          });
        },
      }),
    ],
  });
  const { catalog, auth } = await services.promise;
  const readAs = async (credentials: BackstageCredentials) => {
    const read: Entity[] = [];
    const pages = catalog.streamEntities(
      { filter: { kind: kinds } },
      { credentials },
    );
    for await (const page of pages) {
      read.push(...page);
    }
    return read;
  };
  const readAll = async () => readAs(await auth.getOwnServiceCredentials());
  await until(async () => (await readAll()).length === entities.length);
  return {
    readAll,
    async query(query: FilterPredicate) {
      const { items } = await catalog.queryEntities(
        { query: { $all: [{ kind: { $in: kinds } }, query] }, limit: 1_000 },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      return items;
    },
    readAsUser: (number: number) =>
      readAs(mockCredentials.user(`user:default/user-${number}`)),
  };
}

describe('entity conditions', () => {
  it('decide as the rules of the catalog', () => {
    const dice = createDice(14);
    const authorize = createConditionAuthorizer<Entity, unknown>(
      Object.values(permissionRules) as PermissionRule<
        Entity,
        unknown,
        string
      >[],
    );
    const entities = createEntities(100, dice);
    let selections = 0;
    for (let run = 0; run < 300; run += 1) {
      const criteria = createCriteria(dice);
      const selected = selectFrom(entities, criteria);
      expect(selected).toEqual(
        entities
          .filter(entity => authorize(conditional(criteria), entity))
          .map(entity => stringifyEntityRef(entity)),
      );
      selections +=
        selected.length > 0 && selected.length < entities.length ? 1 : 0;
    }
    // Or the conditions are of a kind that tells nothing.
    expect(selections).toBeGreaterThan(90);
  });

  it.each(testDatabaseIds)(
    'find what the catalog lists for the caller, on %s',
    async id => {
      const dice = createDice(15);
      const criteria = Array.from({ length: 200 }, () => createCriteria(dice));
      const catalog = await startCatalog(
        id,
        createEntities(40, dice),
        criteria,
      );
      const entities = await catalog.readAll();
      for (const [number, each] of criteria.entries()) {
        const listed = await catalog.readAsUser(number);
        const queried = await catalog.query(toFilterPredicate(known(each)));
        const refs = [listed, queried].map(some =>
          some.map(entity => stringifyEntityRef(entity)).sort(),
        );
        const selected = selectFrom(entities, each).sort();
        expect([each, selected, selected]).toEqual([each, ...refs]);
      }
    },
  );

  it.each([
    { rule: 'IS_RESTRICTED', params: {} },
    { rule: 'IS_ENTITY_OWNER', params: {} },
    { rule: 'HAS_LABEL', params: { label: 1 } },
  ])('leave %j to the catalog, wherever it is', unknown => {
    const condition = { resourceType: 'catalog-entity', ...unknown };
    const isComponent = {
      rule: 'IS_ENTITY_KIND',
      resourceType: 'catalog-entity',
      params: { kinds: ['Component'] },
    };
    const other: Criteria[] = [
      { not: condition },
      { anyOf: [isComponent, condition] },
      { allOf: [isComponent, { not: { anyOf: [condition] } }] },
    ];
    for (const criteria of [condition, ...other]) {
      expect(toEntityCondition(criteria)).toBeUndefined();
    }
  });
});
