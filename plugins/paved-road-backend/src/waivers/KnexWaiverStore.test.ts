import { WaiverState } from '@paved-road/plugin-paved-road-common';
import { randomUUID } from 'node:crypto';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import {
  createRequest,
  creationOf,
  decision,
  juneDay,
  movedTo,
  requester,
} from '../__testUtils__/waiverFixtures';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { VisibleEntities } from '../catalog/types';
import { KnexWaiverStore } from './KnexWaiverStore';
import { StoredWaiver, WaiverFilter } from './WaiverStore';

const databases = createTestDatabases();

const everything: VisibleEntities = { all: true };
const search = 'component:default/search';
const ranker = 'component:default/ranker';
const approval: WaiverState = { status: 'approved', decision };

describe.each(testDatabaseIds)('WaiverStore on %s', databaseId => {
  let store: KnexWaiverStore;

  beforeEach(async () => {
    const knex = await databases.init(databaseId);
    store = new KnexWaiverStore(knex);
    await new KnexEntityIndexStore(knex).upsert(
      [
        { name: 'search', title: 'Search', owner: 'group:default/search' },
        { name: 'ranker', title: 'Ranker' },
      ].map(record => ({
        ...record,
        entityRef: `component:default/${record.name}`,
        kind: 'component',
        namespace: 'default',
        snapshot: { dependencies: [] },
      })),
      '1',
    );
  });

  async function create(
    overrides: Parameters<typeof createRequest>[0] = {},
  ): Promise<StoredWaiver> {
    const result = await store.create(creationOf(createRequest(overrides)));
    expect(result?.created).toBe(true);
    return result!.waiver;
  }

  async function approve(waiver: StoredWaiver): Promise<StoredWaiver> {
    const [approved] = (await store.save([
      movedTo(waiver, approval, 'approved'),
    ]))!;
    return approved;
  }

  const createApproved = async (
    overrides?: Parameters<typeof createRequest>[0],
  ) => await approve(await create(overrides));

  /** Ids of a list, page by page. */
  async function pagesOf(
    filter: WaiverFilter,
    limit = 100,
    visible: VisibleEntities = everything,
  ): Promise<string[][]> {
    const pages: string[][] = [];
    let cursor: string | undefined;
    let total: number;
    do {
      const page = await store.list(filter, { limit, cursor }, visible);
      pages.push(page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      total = page.totalItems;
    } while (cursor);
    expect(total).toBe(pages.flat().length);
    return pages;
  }

  it('keeps a request and what becomes of it', async () => {
    const request = await create({ renews: randomUUID() });
    expect(request).toMatchObject({
      status: 'requested',
      revision: 1,
      events: [{ action: 'requested', actor: requester }],
    });
    await expect(store.get(request.id)).resolves.toEqual(request);

    const approved = await approve(request);
    expect(approved).toMatchObject({ status: 'approved', decision });
    expect(approved.events).toHaveLength(2);
    await expect(store.get(request.id)).resolves.toEqual(approved);

    const [revoked] = (await store.save([
      movedTo(
        approved,
        { status: 'revoked', decision, revocation: { ...decision, by: 'me' } },
        'revoked',
      ),
    ]))!;
    await expect(store.get(request.id)).resolves.toEqual(revoked);
    await expect(store.get(randomUUID())).resolves.toBeUndefined();
  });

  it.each<[string, WaiverState]>([
    ['rejected', { status: 'rejected', decision }],
    ['taken back', { status: 'revoked', revocation: decision }],
    ['never decided', { status: 'expired' }],
  ])('keeps one that was %s', async (_, state) => {
    const request = await create();
    const saved = await store.save([movedTo(request, state, 'rejected')]);
    expect(saved).toEqual([expect.objectContaining(state)]);
    await expect(store.get(request.id)).resolves.toEqual(saved![0]);
  });

  it('gives a repeated request back, and refuses a second one for the same check', async () => {
    const key = 'pipeline-1';
    const first = await store.create(creationOf(createRequest()), key);
    const repeated = await store.create(
      creationOf(createRequest({ checkId: 'other' })),
      key,
    );
    expect(repeated).toEqual({ created: false, waiver: first!.waiver });
    await expect(store.findRequest(requester, search, key)).resolves.toEqual(
      first!.waiver,
    );
    await expect(
      store.findRequest('user:default/eve', search, key),
    ).resolves.toBeUndefined();

    await expect(
      store.create(creationOf(createRequest()), 'pipeline-2'),
    ).resolves.toBeUndefined();
    await create({ checkId: 'other' });
    await create({ entityRef: ranker });
    await expect(store.live(search, 'runbook')).resolves.toEqual([
      first!.waiver,
    ]);
  });

  it('lets one of many requests win, and one of many decisions', async () => {
    const requests = await Promise.all(
      Array.from({ length: 4 }, () =>
        store.create(creationOf(createRequest())),
      ),
    );
    const [request, ...more] = requests.flatMap(result => result ?? []);
    expect(more).toEqual([]);

    const decisions = await Promise.all(
      (['approved', 'rejected'] as const).map(status =>
        store.save([movedTo(request.waiver, { status, decision }, status)]),
      ),
    );
    expect(decisions.filter(Boolean)).toHaveLength(1);
    const decided = await store.get(request.waiver.id);
    expect(decided).toEqual(decisions.flatMap(saved => saved ?? [])[0]);
    expect(decided?.events).toHaveLength(2);
  });

  it('keeps one in force for a check, and changes all of it or nothing', async () => {
    const first = await createApproved();
    const renewal = await create({ renews: first.id });
    const approveRenewal = movedTo(renewal, approval, 'approved');
    await expect(store.save([approveRenewal])).resolves.toBeUndefined();
    await expect(store.get(renewal.id)).resolves.toEqual(renewal);

    const end = movedTo(first, { status: 'expired', decision }, 'renewed');
    const stale = { ...renewal, revision: 7 };
    await expect(
      store.save([end, movedTo(stale, approval, 'approved')]),
    ).resolves.toBeUndefined();
    await expect(store.get(first.id)).resolves.toEqual(first);

    await expect(store.save([end, approveRenewal])).resolves.toHaveLength(2);
    const waivers = await store.live(search, 'runbook');
    expect(waivers).toMatchObject([{ id: renewal.id, status: 'approved' }]);
  });

  it('tells the newest request that continues each of many', async () => {
    const first = await createApproved();
    const rejected = await create({ renews: first.id });
    await store.save([
      movedTo(rejected, { status: 'rejected', decision }, 'rejected'),
    ]);
    const again = await create({
      renews: first.id,
      requestedAt: juneDay(3).toISOString(),
    });
    await expect(store.renewalsOf([first.id, again.id])).resolves.toEqual(
      new Map([[first.id, again]]),
    );
  });

  it('lists the newest first, those that wait the oldest first, and those in force by their end', async () => {
    const ids: string[] = [];
    for (let day = 1; day <= 5; day++) {
      const { id } = await create({
        checkId: `check-${day}`,
        requestedAt: juneDay(day).toISOString(),
        expiresAt: juneDay(20 - day).toISOString(),
      });
      ids.push(id);
    }
    await expect(pagesOf({}, 2)).resolves.toEqual([
      [ids[4], ids[3]],
      [ids[2], ids[1]],
      [ids[0]],
    ]);
    await expect(pagesOf({ status: 'requested' }, 3)).resolves.toEqual([
      [ids[0], ids[1], ids[2]],
      [ids[3], ids[4]],
    ]);
    for (const id of ids.slice(0, 4)) {
      await approve((await store.get(id))!);
    }
    await expect(pagesOf({ expiringBefore: juneDay(18) }, 2)).resolves.toEqual([
      [ids[3], ids[2]],
      [ids[1]],
    ]);
    await expect(pagesOf({ status: 'approved' }, 3)).resolves.toEqual([
      [ids[3], ids[2], ids[1]],
      [ids[0]],
    ]);

    const { nextCursor: cursor } = await store.list(
      {},
      { limit: 1 },
      everything,
    );
    await expect(
      store.list({ status: 'requested' }, { limit: 1, cursor }, everything),
    ).rejects.toThrow(/cursor/);
  });

  it('goes through requests of the same moment without losing one', async () => {
    const ids = new Set<string>();
    for (let i = 0; i < 5; i++) {
      ids.add((await create({ checkId: `check-${i}` })).id);
    }
    for (const status of [undefined, 'requested'] as const) {
      expect(new Set((await pagesOf({ status }, 2)).flat())).toEqual(ids);
    }
  });

  it('lists what is asked for and may be seen, with what the index knows of the entity', async () => {
    const [a, b, gone] = [
      await createApproved(),
      await create({ entityRef: ranker, checkId: 'tests' }),
      await create({ entityRef: 'component:default/gone' }),
    ].map(({ id }) => id);
    const idsOf = async (
      filter: WaiverFilter,
      visible: VisibleEntities = everything,
    ) => new Set((await pagesOf(filter, 100, visible)).flat());
    const none = new Set();
    await expect(idsOf({})).resolves.toEqual(new Set([a, b, gone]));
    await expect(idsOf({ status: 'approved' })).resolves.toEqual(new Set([a]));
    await expect(idsOf({ entityRef: ranker })).resolves.toEqual(new Set([b]));
    await expect(idsOf({ checkId: 'tests' })).resolves.toEqual(new Set([b]));
    await expect(
      idsOf({ owner: 'group:default/search', checkId: 'runbook' }),
    ).resolves.toEqual(new Set([a]));
    await expect(idsOf({ owner: 'group:default/other' })).resolves.toEqual(
      none,
    );
    const visible = (...entityRefs: string[]): VisibleEntities => ({
      all: false,
      entityRefs,
    });
    await expect(idsOf({}, visible(ranker))).resolves.toEqual(new Set([b]));
    await expect(idsOf({ entityRef: search }, visible())).resolves.toEqual(
      none,
    );

    const { items } = await store.list({}, { limit: 9 }, everything);
    const shown = items.map(({ id, entityTitle, owner }) => [
      id,
      [entityTitle, owner],
    ]);
    expect(Object.fromEntries(shown)).toEqual({
      [a]: ['Search', 'group:default/search'],
      [b]: ['Ranker', undefined],
      [gone]: [undefined, undefined],
    });
  });

  it('tells evaluations what is in force, until it is not', async () => {
    const waiver = await createApproved();
    await createApproved({ checkId: 'alerts' });
    await createApproved({ entityRef: 'component:default/other' });
    await create({ entityRef: ranker });
    const { id, expiresAt, reason } = waiver;
    const facts = { reason, requestedBy: requester, approvedBy: decision.by };
    await expect(store.inForce([search, ranker], juneDay(19))).resolves.toEqual(
      new Map([
        [
          search,
          [
            expect.objectContaining({ checkId: 'alerts' }),
            { id, checkId: 'runbook', expiresAt, ...facts },
          ],
        ],
      ]),
    );
    await expect(store.inForce([search], juneDay(20))).resolves.toEqual(
      new Map(),
    );
    await expect(store.inForce([], juneDay(19))).resolves.toEqual(new Map());
  });

  it('finds what owners should be told of before it ends', async () => {
    const soon = await createApproved();
    const renewed = await createApproved({ checkId: 'alerts' });
    await create({ checkId: 'alerts', renews: renewed.id });
    await createApproved({
      checkId: 'later',
      expiresAt: juneDay(28).toISOString(),
    });
    await createApproved({
      checkId: 'over',
      expiresAt: juneDay(12).toISOString(),
    });
    await createApproved({ entityRef: ranker });
    await create({ checkId: 'undecided' });
    const found = await store.expiringSoon(juneDay(27), 10, juneDay(13));
    expect(found).toEqual([
      { ...soon, entityTitle: 'Search', owner: 'group:default/search' },
    ]);
    await expect(
      store.expiringSoon(juneDay(30), 1, juneDay(13)),
    ).resolves.toHaveLength(1);
  });

  it('finds requests and waivers whose time is over, the oldest first', async () => {
    const request = await create({ expiresAt: juneDay(14).toISOString() });
    const waiver = await createApproved({
      checkId: 'alerts',
      expiresAt: juneDay(13).toISOString(),
    });
    const over = await create({ checkId: 'over' });
    await store.save([movedTo(over, { status: 'expired' }, 'expired')]);
    await expect(store.overdue(juneDay(14), 10)).resolves.toEqual([
      waiver,
      request,
    ]);
    await expect(store.overdue(juneDay(14), 1)).resolves.toEqual([waiver]);
    await expect(store.overdue(juneDay(12), 10)).resolves.toEqual([]);
  });
});
