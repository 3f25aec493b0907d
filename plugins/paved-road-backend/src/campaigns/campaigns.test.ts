import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { NewCampaignInput } from '@paved-road/plugin-paved-road-common';
import {
  campaignSchema,
  campaignTaskQuerySchema,
  newCampaignSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { createEngine } from '../__testUtils__/createEngine';
import {
  createRules,
  createService,
  refOf,
  World,
} from '../__testUtils__/engineFixtures';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { TeamStore } from '../catalog/TeamStore';
import { VisibleEntities } from '../catalog/types';
import { Precondition } from '../http/etag';
import { CampaignReader } from './CampaignReader';
import { CampaignService } from './CampaignService';
import { CampaignStore } from './CampaignStore';

const databases = createTestDatabases();
const caller = { credentials: mockCredentials.user('user:default/paula') };
const anyVersion = { anyVersion: true } as const;

const model: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'model', namespace: 'default' },
  spec: { type: 'model' },
};

/** A service of a team; it is at bronze, or where it is experimental, below. */
function serviceOf(
  team: string,
  name: string,
  lifecycle = 'production',
): Entity {
  return createService(name, {
    spec: { type: 'ai-service', lifecycle },
    relations: [
      { type: 'ownedBy', targetRef: `group:default/${team}` },
      { type: 'dependsOn', targetRef: 'resource:default/model' },
    ],
  });
}

const production: NewCampaignInput = {
  title: 'Production at silver',
  targetLevel: 'silver',
  dueOn: '2026-06-30',
  scope: { lifecycle: 'production' },
};

describe.each(testDatabaseIds)('campaigns on %s', databaseId => {
  /** A fleet that a campaign is about: three services in production, one that is not. */
  async function setUp() {
    const knex = await databases.init(databaseId);
    const world = new World();
    // What is left is what a service can do something about.
    world.rules = createRules({ without: 'assessed' });
    const clock = { now: DateTime.fromISO('2026-03-01T12:00:00Z').toUTC() };
    const engine = createEngine({
      knex,
      catalog: new FakeCatalog([model]),
      world,
      now: () => clock.now,
    });
    const entities = [
      serviceOf('search', 'ranker'),
      serviceOf('search', 'finder'),
      serviceOf('ledger', 'books'),
      serviceOf('ledger', 'lab', 'experimental'),
    ];
    await engine.updater.update(entities);
    const teams = new TeamStore(knex);
    await teams.upsert(
      [
        { entityRef: 'group:default/commerce' },
        {
          entityRef: 'group:default/search',
          parentRef: 'group:default/commerce',
        },
      ],
      '1',
    );
    const access = { visible: { all: true } as VisibleEntities, manages: true };
    const permissions = mockServices.permissions.mock();
    permissions.authorize.mockImplementation(async () => [
      { result: access.manages ? AuthorizeResult.ALLOW : AuthorizeResult.DENY },
    ]);
    const fleetSignals = { changed: jest.fn() };
    const store = new CampaignStore(knex);
    const reader = new CampaignReader({
      store,
      scorecards: engine.scorecards,
      fleet: engine.fleet,
      rules: world,
      entities: {
        getVisibleEntity: jest.fn(),
        getVisibleOf: async () => new Map(),
        getVisibleEntities: async () => access.visible,
        listVisible: async refs => refs,
      },
      permissions,
      now: () => clock.now,
    });
    const service = new CampaignService({
      store,
      reader,
      rules: world,
      permissions,
      auth: mockServices.auth(),
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      fleetSignals,
      now: () => clock.now,
    });
    let statements = 0;
    knex.on('query', () => {
      statements += 1;
    });
    return {
      reader,
      service,
      world,
      clock,
      access,
      fleetSignals,
      async create(overrides: Partial<NewCampaignInput> = {}) {
        const { campaign } = await service.create(
          newCampaignSchema.parse({ ...production, ...overrides }),
          caller,
        );
        return campaign;
      },
      tasks: (id: string, query: object = {}) =>
        reader.tasks(id, campaignTaskQuerySchema.parse(query), caller),
      /** Lets a service pass all checks from now on, or not any more. */
      async cover(name: string, coverage = 90) {
        world.facts.set(refOf(name), {
          coverage: { status: 'known', value: coverage },
        });
        await engine.updater.update(
          entities.filter(({ metadata }) => metadata.name === name),
        );
      },
      async countStatements(act: () => Promise<unknown>): Promise<number> {
        statements = 0;
        await act();
        return statements;
      },
    };
  }

  it('counts who is in scope and there already, of what the caller may see', async () => {
    const { reader, create, cover, access } = await setUp();
    const { id } = await create();
    await cover('books');
    await cover('lab');
    const campaign = await reader.get(id, caller);
    expect(campaignSchema.parse(campaign)).toEqual({
      ...production,
      id,
      status: 'active',
      createdBy: 'user:default/paula',
      createdAt: '2026-03-01T12:00:00.000Z',
      progress: { total: 3, reached: 1 },
      etag: '"1"',
      allowed: { manage: true },
    });

    access.visible = { all: false, entityRefs: [refOf('ranker')] };
    access.manages = false;
    await expect(reader.get(id, caller)).resolves.toMatchObject({
      progress: { total: 1, reached: 0 },
      allowed: { manage: false },
    });
    access.visible = { all: false, entityRefs: [] };
    await expect(reader.get(id, caller)).resolves.toMatchObject({
      progress: { total: 0, reached: 0 },
    });
  });

  it('takes any scope, with short references', async () => {
    const { create } = await setUp();
    const scopeOf = async (scope: NewCampaignInput['scope']) => {
      const { scope: kept, progress } = await create({ scope });
      return [kept, progress.total];
    };
    await expect(scopeOf({})).resolves.toEqual([{}, 4]);
    await expect(scopeOf({ owner: 'ledger' })).resolves.toEqual([
      { owner: 'group:default/ledger' },
      2,
    ]);
    await expect(scopeOf({ team: 'Commerce' })).resolves.toEqual([
      { team: 'group:default/commerce' },
      2,
    ]);
    await expect(scopeOf({ system: 'shop' })).resolves.toEqual([
      { system: 'system:default/shop' },
      0,
    ]);
    await expect(
      scopeOf({ owner: 'ledger', lifecycle: 'experimental' }),
    ).resolves.toEqual([
      { owner: 'group:default/ledger', lifecycle: 'experimental' },
      1,
    ]);
  });

  it('asks as often for a page of many campaigns as for one of few', async () => {
    const { reader, create, countStatements, access } = await setUp();
    access.visible = {
      all: false,
      entityRefs: ['ranker', 'finder', 'books'].map(refOf),
    };
    await create({ dueOn: '2026-05-01' });
    const few = await countStatements(() =>
      reader.list({ limit: 100 }, caller),
    );
    for (let index = 0; index < 10; index++) {
      await create({ scope: { owner: index % 2 ? 'search' : 'ledger' } });
    }
    const many = await countStatements(async () => {
      const { items, totalItems } = await reader.list({ limit: 100 }, caller);
      expect(totalItems).toBe(11);
      const totals = items.map(({ progress }) => progress.total);
      expect(totals[0]).toBe(3);
      expect(totals.filter(total => total === 1)).toHaveLength(5);
      expect(totals.filter(total => total === 2)).toHaveLength(5);
    });
    expect(many).toBe(few);
  });

  it('shows how the work went down, day by day, until it ended', async () => {
    const { reader, service, create, cover, clock } = await setUp();
    const on = async (day: string, act: () => Promise<unknown>) => {
      clock.now = DateTime.fromISO(`${day}T08:00:00Z`).toUTC();
      await act();
    };
    let id = '';
    await on('2026-03-02', async () => {
      ({ id } = await create());
    });
    await on('2026-03-03', () => cover('books'));
    await on('2026-03-05', () => cover('ranker'));
    await on('2026-03-06', () => cover('books', 10));
    const points = async () =>
      (await reader.burnDown(id, caller)).points.map(
        ({ date, remaining, total }) => `${date} ${remaining}/${total}`,
      );
    const untilThen = [
      // The day before it began is known, too.
      '2026-03-01 3/3',
      '2026-03-02 3/3',
      '2026-03-03 2/3',
      '2026-03-04 2/3',
      '2026-03-05 1/3',
      '2026-03-06 2/3',
    ];
    await expect(points()).resolves.toEqual(untilThen);

    await on('2026-03-07', () => service.end(id, anyVersion, caller));
    await on('2026-03-09', () => cover('finder'));
    await expect(points()).resolves.toEqual([...untilThen, '2026-03-07 2/3']);
  });

  it('lists what is to be done, by owner and name, with the checks in the way', async () => {
    const { create, tasks, cover, access } = await setUp();
    const { id } = await create({ scope: {} });
    await cover('finder');
    await cover('ranker', 40);
    const { items, totalItems, nextCursor } = await tasks(id, { limit: 2 });
    expect([totalItems, items]).toEqual([
      3,
      [
        {
          entityRef: refOf('books'),
          title: 'Service books',
          owner: 'group:default/ledger',
          level: 'bronze',
          checks: [{ checkId: 'covered', title: 'covered', state: 'unknown' }],
        },
        {
          entityRef: refOf('lab'),
          title: 'Service lab',
          owner: 'group:default/ledger',
          level: 'none',
          checks: [
            { checkId: 'lifecycle', title: 'lifecycle', state: 'fail' },
            { checkId: 'covered', title: 'covered', state: 'unknown' },
          ],
        },
      ],
    ]);
    const rest = await tasks(id, { limit: 2, cursor: nextCursor });
    expect(rest).toEqual({
      items: [
        expect.objectContaining({
          entityRef: refOf('ranker'),
          checks: [{ checkId: 'covered', title: 'covered', state: 'fail' }],
        }),
      ],
      nextCursor: undefined,
      totalItems: 3,
    });

    await expect(tasks(id, { owner: 'search' })).resolves.toMatchObject({
      items: [{ entityRef: refOf('ranker') }],
      totalItems: 1,
    });
    access.visible = { all: false, entityRefs: [refOf('books')] };
    await expect(tasks(id)).resolves.toMatchObject({ totalItems: 1 });
    await expect(tasks(id, { owner: 'search' })).resolves.toMatchObject({
      items: [],
    });
  });

  it('looks at the checks up to the target level, and at nobody beyond the scope', async () => {
    const { create, tasks } = await setUp();
    const bronze = await create({ targetLevel: 'bronze', scope: {} });
    await expect(tasks(bronze.id)).resolves.toMatchObject({
      items: [{ entityRef: refOf('lab'), checks: [{ checkId: 'lifecycle' }] }],
      totalItems: 1,
    });
    const ofLedger = await create({ scope: { owner: 'ledger' } });
    await expect(tasks(ofLedger.id, { owner: 'search' })).resolves.toEqual({
      items: [],
      totalItems: 0,
    });
    await expect(
      tasks(ofLedger.id, { owner: 'ledger' }),
    ).resolves.toMatchObject({ totalItems: 2 });
  });

  it('changes what is named, until it has ended, and tells open pages', async () => {
    const { reader, service, create, clock, fleetSignals } = await setUp();
    const created = await create({ description: 'So that nobody is woken.' });
    expect(fleetSignals.changed.mock.calls).toEqual([['campaigns']]);
    const retitled = await service.update(
      created.id,
      { title: 'All of it at silver', scope: {} },
      anyVersion,
      caller,
    );
    expect(retitled).toEqual({
      ...created,
      title: 'All of it at silver',
      scope: {},
      progress: { total: 4, reached: 0 },
      etag: '"2"',
    });
    const silent = await service.update(
      created.id,
      { description: '' },
      anyVersion,
      caller,
    );
    expect(silent.description).toBeUndefined();

    const stale = { anyVersion: false, etags: ['"1"'] } as const;
    const late = { ...stale, etags: [...stale.etags] };
    await expect(
      service.update(created.id, { title: 'Late' }, late, caller),
    ).rejects.toMatchObject({ statusCode: 412 });
    await expect(service.end(created.id, late, caller)).rejects.toMatchObject({
      statusCode: 412,
    });

    clock.now = clock.now.plus({ days: 1 });
    await expect(
      service.end(created.id, anyVersion, caller),
    ).resolves.toMatchObject({
      status: 'ended',
      endedAt: '2026-03-02T12:00:00.000Z',
    });
    expect(fleetSignals.changed).toHaveBeenCalledTimes(4);
    for (const act of [
      () => service.end(created.id, anyVersion, caller),
      () => service.update(created.id, {}, anyVersion, caller),
    ]) {
      await expect(act()).rejects.toThrow('The campaign ended on Mar 2, 2026');
    }
    await expect(
      reader.list({ status: 'active', limit: 10 }, caller),
    ).resolves.toMatchObject({ items: [] });
    await expect(
      reader.list({ status: 'ended', limit: 10 }, caller),
    ).resolves.toMatchObject({ items: [{ id: created.id }] });
  });

  it('begins once what is sent twice, whatever became of it since', async () => {
    const { service, reader, clock, fleetSignals } = await setUp();
    const request = newCampaignSchema.parse({
      ...production,
      dueOn: '2026-03-01',
      idempotencyKey: 'form-1',
    });
    const attempts = await Promise.all(
      [1, 2].map(() => service.create(request, caller)),
    );
    expect(attempts.map(({ created }) => created).toSorted()).toEqual([
      false,
      true,
    ]);
    const [{ campaign }] = attempts;
    expect(attempts[1].campaign).toEqual(campaign);
    expect(fleetSignals.changed).toHaveBeenCalledTimes(1);

    const ended = await service.end(campaign.id, anyVersion, caller);
    // Its deadline is over, with which none could be begun.
    clock.now = clock.now.plus({ days: 2 });
    await expect(service.create(request, caller)).resolves.toEqual({
      created: false,
      campaign: ended,
    });
    expect(fleetSignals.changed).toHaveBeenCalledTimes(2);
    await expect(reader.list({ limit: 10 }, caller)).resolves.toMatchObject({
      totalItems: 1,
    });
  });

  it('lets one of two win who change it at once, and tells the other', async () => {
    const { service, reader, create } = await setUp();
    const { id } = await create();
    const first = { anyVersion: false, etags: ['"1"'] } satisfies Precondition;
    const outcomes = await Promise.allSettled([
      service.update(id, { title: 'Retitled' }, first, caller),
      service.end(id, first, caller),
    ]);
    const won = outcomes.filter(outcome => outcome.status === 'fulfilled');
    const lost = outcomes.filter(outcome => outcome.status === 'rejected');
    expect(won.map(({ value }) => value)).toEqual([
      await reader.get(id, caller),
    ]);
    expect(lost.map(({ reason }) => reason.statusCode)).toEqual([412]);
  });

  it('refuses what makes no sense, and whoever may not', async () => {
    const { reader, service, create, clock, access } = await setUp();
    await expect(create({ targetLevel: 'platinum' })).rejects.toThrow(
      'targetLevel: "platinum" is not a level, use one of bronze, silver',
    );
    await expect(create({ dueOn: '2026-02-28' })).rejects.toThrow(
      'dueOn: 2026-02-28 is in the past, use 2026-03-01 or later',
    );
    const { id } = await create({ dueOn: '2026-03-01' });

    clock.now = clock.now.plus({ days: 2 });
    await expect(
      service.update(id, { dueOn: '2026-03-02' }, anyVersion, caller),
    ).rejects.toThrow('dueOn: 2026-03-02 is in the past');
    // Its deadline is over, and it can be given another title all the same.
    await expect(
      service.update(
        id,
        { title: 'Overdue', dueOn: '2026-03-01' },
        anyVersion,
        caller,
      ),
    ).resolves.toMatchObject({ title: 'Overdue', dueOn: '2026-03-01' });

    access.manages = false;
    for (const act of [
      () => create(),
      () => service.update(id, { title: 'Mine' }, anyVersion, caller),
      () => service.end(id, anyVersion, caller),
    ]) {
      await expect(act()).rejects.toMatchObject({ name: 'NotAllowedError' });
    }
    await expect(reader.get(id, caller)).resolves.toMatchObject({
      title: 'Overdue',
      status: 'active',
    });
  });

  it('is reached by nobody when no rule pack has the level any more', async () => {
    const { reader, create, tasks, cover, world } = await setUp();
    const { id } = await create();
    await cover('books');
    const { rules } = world.rules;
    world.rules = {
      ...world.rules,
      rules: { ...rules, levels: rules.levels.slice(0, 1) },
    };
    await expect(reader.get(id, caller)).resolves.toMatchObject({
      progress: { total: 3, reached: 0 },
    });
    await expect(tasks(id)).resolves.toMatchObject({ totalItems: 3 });
  });
});
