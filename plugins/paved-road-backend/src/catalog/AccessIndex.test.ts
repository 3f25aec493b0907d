import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { createScorecardStore } from '../__testUtils__/createScorecardStore';
import { createMember } from '../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { until } from '../__testUtils__/until';
import { AccessIndex } from './AccessIndex';
import { AccessIndexStore } from './AccessIndexStore';
import { collectProperties, EntityCondition } from './entityConditions';
import { idOfProperty } from './entityProperties';

const databases = createTestDatabases();

function component(name: string, owner?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { namespace: 'default', name, labels: { [name]: 'yes' } },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}

const ownedBy = (...owners: string[]): EntityCondition => ({ owners });
const everything: EntityCondition = { not: ownedBy() };
const labelled = (label: string): EntityCondition => ({
  property: { root: 'metadata', key: `labels.${label}` },
});

/** Back ends with the same catalog and database. */
function setUp(knex: Knex, entities: Entity[]) {
  const kinds = ['Component'];
  const clock = { now: 1 };
  const catalog = catalogServiceMock();
  const failures: Error[] = [];
  /** Reads of the catalog wait for it. */
  let gate: Promise<void> | undefined;
  const queryEntities = jest
    .spyOn(catalog, 'queryEntities')
    .mockImplementation(async (...args) => {
      const answer = await catalogServiceMock({ entities }).queryEntities(
        ...args,
      );
      await gate;
      const failure = failures.shift();
      if (failure) {
        throw failure;
      }
      return answer;
    });
  const store = new AccessIndexStore(knex);
  const logger = mockServices.logger.mock();
  const start = () => {
    const index = new AccessIndex({
      catalog,
      auth: mockServices.auth(),
      logger,
      store,
      kinds: () => [...kinds],
      now: () => clock.now,
    });
    const select = (condition: EntityCondition) =>
      index.select(
        condition,
        JSON.stringify(condition),
        new Map(
          collectProperties(condition).map(property => [
            idOfProperty(property),
            property,
          ]),
        ),
      );
    return {
      stop: () => index.stop(),
      select,
      /** References of the entities that meet a condition. */
      async find(condition: EntityCondition): Promise<string[]> {
        const classes = await select(condition);
        const refs = await knex('entity_access').pluck('entity_ref');
        return (await store.ofClasses(refs, classes!)).sort();
      },
    };
  };
  return {
    ...start(),
    start,
    failures,
    kinds,
    logger,
    queryEntities,
    /** Time passes for the back ends and for the clock of the database. */
    async pass(milliseconds: number) {
      clock.now += milliseconds;
      await knex('access_index').decrement('began_at', milliseconds);
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return () => {
        gate = undefined;
        resolve();
      };
    },
  };
}

describe.each(testDatabaseIds)('AccessIndex, on %s', id => {
  const running: (() => void)[] = [];

  async function create(entities: Entity[]) {
    const knex = await databases.init(id);
    const created = setUp(knex, entities);
    running.push(created.stop);
    return { ...created, knex };
  }

  afterEach(() => running.splice(0).forEach(stop => stop()));

  it('reads the catalog once for callers at the same time, and in one back end', async () => {
    const { queryEntities, find, start } = await create([
      component('a', 'group:default/team'),
      component('b'),
    ]);
    const other = start();
    running.push(other.stop);
    const found = await Promise.all([
      find(ownedBy('user:default/ada', 'group:default/team')),
      find(everything),
      other.find({ not: ownedBy('group:default/team') }),
    ]);
    expect(found).toEqual([
      ['component:default/a'],
      ['component:default/a', 'component:default/b'],
      ['component:default/b'],
    ]);
    expect(queryEntities).toHaveBeenCalledTimes(1);
  });

  it('reads again behind the requests after 20 seconds', async () => {
    const entities = [component('a')];
    const { find, hold, pass, queryEntities } = await create(entities);
    await expect(find(everything)).resolves.toHaveLength(1);
    entities.push(component('b'));
    await pass(19_000);
    await find(everything);
    expect(queryEntities).toHaveBeenCalledTimes(1);
    const release = hold();
    await pass(9_000);
    // The held read does not make anybody wait.
    await expect(find(everything)).resolves.toHaveLength(1);
    release();
    await pass(3_000);
    await expect(find(everything)).resolves.toHaveLength(2);
  });

  it('takes a right away after 30 seconds, also where reads fail', async () => {
    const entities = [component('a', 'group:default/team')];
    const { failures, find, logger, pass } = await create(entities);
    const condition = ownedBy('group:default/team');
    await expect(find(condition)).resolves.toHaveLength(1);
    entities[0].relations = [];
    failures.push(new Error('busy'));
    await pass(29_000);
    await expect(find(condition)).resolves.toHaveLength(1);
    await until(async () => logger.warn.mock.calls.length === 1);
    await pass(1_001);
    failures.push(new Error('busy'));
    await expect(find(condition)).rejects.toThrow('busy');
    await expect(find(condition)).resolves.toEqual([]);
  });

  it('hides entities that are removed, and shows new ones', async () => {
    const entities = [component('a'), component('b')];
    const { find, knex, pass } = await create(entities);
    await createScorecardStore(
      knex,
      ['a', 'b'].map(name => createMember(name, ['pass'])),
    );
    await find(everything);
    entities.splice(0, 1, component('c'));
    await pass(30_001);
    await expect(find(everything)).resolves.toEqual([
      'component:default/b',
      'component:default/c',
    ]);
    await expect(
      knex('scorecards').whereNull('class_id').pluck('entity_ref'),
    ).resolves.toEqual(['component:default/a']);
  });

  it('reads again once there are other kinds or properties', async () => {
    const { kinds, find, pass, queryEntities } = await create([
      component('a'),
      { ...component('b'), kind: 'API' },
    ]);
    await expect(find(everything)).resolves.toHaveLength(1);
    kinds.push('API');
    await expect(find(everything)).resolves.toHaveLength(2);
    await expect(find({ not: labelled('a') })).resolves.toEqual([
      'api:default/b',
    ]);
    expect(queryEntities).toHaveBeenCalledTimes(3);
    // Somebody else asks for the same.
    await pass(5_000);
    await find({ anyOf: [labelled('a'), ownedBy('user:default/ada')] });
    expect(queryEntities).toHaveBeenCalledTimes(3);
  });

  it('forgets properties that nobody has asked for in a week, before entities lose them', async () => {
    const { find, knex, pass, start } = await create([component('a')]);
    await find({ not: labelled('a') });
    const [{ properties }] = await knex('access_index');
    expect(JSON.parse(properties)).toMatchObject([{ key: 'labels.a' }]);
    await knex('access_index').update({
      properties: properties.replace(
        /"usedOn":"[^"]+"/,
        '"usedOn":"2026-01-01"',
      ),
    });
    const other = start();
    running.push(other.stop);
    await pass(31_000);
    await expect(other.find(everything)).resolves.toHaveLength(1);
    await expect(knex('access_index').pluck('properties')).resolves.toEqual([
      '[]',
    ]);
    await expect(other.find({ not: labelled('a') })).resolves.toEqual([]);
  });

  it('leaves conditions to the catalog that ask for too many keys', async () => {
    const { select } = await create([component('a')]);
    const many = (count: number): EntityCondition => ({
      anyOf: Array.from({ length: count }, (_, i) => labelled(`l${i}`)),
    });
    await expect(select(many(101))).resolves.toBeUndefined();
    await expect(select(many(100))).resolves.toMatchObject({ ids: [] });
  });

  it('goes on after another back end has died while it read', async () => {
    const entities = [component('a')];
    const { find, knex, pass } = await create(entities);
    await find(everything);
    await knex('access_index').update({ holder: 'dead', held_until: 0 });
    entities.push(component('b'));
    await pass(30_001);
    await expect(find(everything)).resolves.toHaveLength(2);
  });

  it.each([
    ['reads', 'other'],
    ['has read', null],
  ])(
    'completes nothing while another back end %s that has taken over',
    async (_, holder) => {
      const { find, hold, knex, pass, queryEntities } = await create([
        component('a'),
      ]);
      await find(everything);
      await pass(30_001);
      const release = hold();
      const found = find(everything);
      await until(async () => queryEntities.mock.calls.length === 2);
      await knex('access_index').update({ holder, held_until: 0 });
      release();
      // It claims the next read.
      await expect(found).resolves.toHaveLength(1);
      expect(queryEntities).toHaveBeenCalledTimes(3);
    },
  );
});
