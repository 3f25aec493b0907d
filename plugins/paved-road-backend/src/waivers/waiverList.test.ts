import {
  createWaiverStore,
  everything,
  ranker,
  search,
} from '../__testUtils__/createWaiverStore';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import {
  createRequest,
  decision,
  juneDay,
  movedTo,
  requester,
} from '../__testUtils__/waiverFixtures';
import { VisibleEntities } from '../catalog/types';
import { StoredWaiver, WaiverFilter } from './WaiverStore';

const databases = createTestDatabases();

describe.each(testDatabaseIds)('the list of waivers on %s', databaseId => {
  let fixture: Awaited<ReturnType<typeof createWaiverStore>>;

  beforeEach(async () => {
    fixture = await createWaiverStore(await databases.init(databaseId));
  });

  it('lists the newest first, those that wait the oldest first, and those in force by their end', async () => {
    const ids: string[] = [];
    for (let day = 1; day <= 5; day++) {
      const { id } = await fixture.create({
        checkId: `check-${day}`,
        requestedAt: juneDay(day).toISOString(),
        expiresAt: juneDay(20 - day).toISOString(),
      });
      ids.push(id);
    }
    await expect(fixture.pagesOf({}, 2)).resolves.toEqual([
      [ids[4], ids[3]],
      [ids[2], ids[1]],
      [ids[0]],
    ]);
    await expect(fixture.pagesOf({ status: 'requested' }, 3)).resolves.toEqual([
      [ids[0], ids[1], ids[2]],
      [ids[3], ids[4]],
    ]);
    for (const id of ids.slice(0, 4)) {
      await fixture.approve((await fixture.store.get(id))!);
    }
    await expect(
      fixture.pagesOf({ expiringBefore: juneDay(18) }, 2),
    ).resolves.toEqual([[ids[3], ids[2]], [ids[1]]]);
    await expect(fixture.pagesOf({ status: 'approved' }, 3)).resolves.toEqual([
      [ids[3], ids[2], ids[1]],
      [ids[0]],
    ]);

    const { nextCursor: cursor } = await fixture.store.list(
      {},
      { limit: 1 },
      everything,
    );
    await expect(
      fixture.store.list(
        { status: 'requested' },
        { limit: 1, cursor },
        everything,
      ),
    ).rejects.toThrow(/cursor/);
  });

  it('goes through requests of the same moment without losing one', async () => {
    const ids = new Set<string>();
    for (let i = 0; i < 5; i++) {
      ids.add((await fixture.create({ checkId: `check-${i}` })).id);
    }
    for (const status of [undefined, 'requested'] as const) {
      expect(new Set((await fixture.pagesOf({ status }, 2)).flat())).toEqual(
        ids,
      );
    }
  });

  it('lists what is asked for and may be seen, with what the index knows of the entity', async () => {
    const [a, b, gone] = [
      await fixture.createApproved(),
      await fixture.create({ entityRef: ranker, checkId: 'tests' }),
      await fixture.create({ entityRef: 'component:default/gone' }),
    ].map(({ id }) => id);
    const idsOf = async (
      filter: WaiverFilter,
      visible: VisibleEntities = everything,
    ) => new Set((await fixture.pagesOf(filter, 100, visible)).flat());
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
    await expect(
      idsOf({ owners: ['group:default/search', 'user:default/x'] }),
    ).resolves.toEqual(new Set([a]));
    await expect(idsOf({ owners: [] })).resolves.toEqual(none);
    await expect(idsOf({ requestedBy: requester })).resolves.toHaveProperty(
      'size',
      3,
    );
    await expect(idsOf({ notRequestedBy: requester })).resolves.toEqual(none);
    const visible = (...entityRefs: string[]): VisibleEntities => ({
      all: false,
      entityRefs,
    });
    await expect(idsOf({}, visible(ranker))).resolves.toEqual(new Set([b]));
    await expect(idsOf({ entityRef: search }, visible())).resolves.toEqual(
      none,
    );

    const { items } = await fixture.store.list({}, { limit: 9 }, everything);
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

  it('lists what was in force at a time, whatever became of it', async () => {
    const on = (day: number) => ({
      ...decision,
      at: juneDay(day).toISOString(),
    });
    const approvedOn = async (
      day: number,
      overrides: Parameters<typeof createRequest>[0],
    ) => {
      const request = await fixture.create(overrides);
      const [waiver] = (await fixture.store.save([
        movedTo(request, { status: 'approved', decision: on(day) }, 'approved'),
      ]))!;
      return waiver;
    };
    const idsOn = async (day: number, filter: WaiverFilter = {}) =>
      new Set(
        (
          await fixture.pagesOf({ ...filter, inForceAt: juneDay(day) }, 2)
        ).flat(),
      );

    const stays = await approvedOn(3, { checkId: 'stays' });
    const expires = await approvedOn(4, {
      checkId: 'expires',
      expiresAt: juneDay(8).toISOString(),
    });
    await fixture.store.save([
      movedTo(expires, { status: 'expired', decision: on(4) }, 'expired'),
    ]);
    const revoked = await approvedOn(5, {
      checkId: 'revoked',
      entityRef: ranker,
    });
    await fixture.store.save([
      movedTo(
        revoked,
        { status: 'revoked', decision: on(5), revocation: on(7) },
        'revoked',
      ),
    ]);
    const renewed = await approvedOn(3, { checkId: 'renewed' });
    const renewal = await fixture.create({
      checkId: 'renewed',
      renews: renewed.id,
    });
    const ended = movedTo(
      renewed,
      { status: 'expired', decision: on(3) },
      'renewed',
    );
    await fixture.store.save([
      { ...ended, event: { ...ended.event, at: juneDay(6).toISOString() } },
      movedTo(renewal, { status: 'approved', decision: on(6) }, 'approved'),
    ]);
    for (const [checkId, state] of [
      ['rejected', { status: 'rejected', decision: on(3) }],
      ['taken back', { status: 'revoked', revocation: on(9) }],
      ['never decided', { status: 'expired' }],
    ] as const) {
      await fixture.store.save([
        movedTo(await fixture.create({ checkId }), state, 'rejected'),
      ]);
    }
    await fixture.create({ checkId: 'waits' });

    const ids = (...waivers: StoredWaiver[]) =>
      new Set(waivers.map(({ id }) => id));
    await expect(idsOn(2)).resolves.toEqual(new Set());
    await expect(idsOn(3)).resolves.toEqual(ids(stays, renewed));
    await expect(idsOn(5)).resolves.toEqual(
      ids(stays, renewed, expires, revoked),
    );
    await expect(idsOn(6)).resolves.toEqual(
      ids(stays, renewal, expires, revoked),
    );
    await expect(idsOn(7)).resolves.toEqual(ids(stays, renewal, expires));
    await expect(idsOn(8)).resolves.toEqual(ids(stays, renewal));
    await expect(idsOn(20)).resolves.toEqual(new Set());
    await expect(idsOn(5, { status: 'approved' })).resolves.toEqual(ids(stays));
    await expect(idsOn(5, { entityRef: ranker })).resolves.toEqual(
      ids(revoked),
    );
    await expect(
      fixture.pagesOf({ inForceAt: new Date('0000-01-01T00:00:00.000Z') }),
    ).resolves.toEqual([[]]);
  });
});
