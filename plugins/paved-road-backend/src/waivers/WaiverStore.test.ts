import { WaiverState } from '@paved-road/plugin-paved-road-common';
import { randomUUID } from 'node:crypto';
import {
  createWaiverStore,
  ranker,
  search,
} from '../__testUtils__/createWaiverStore';
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

const databases = createTestDatabases();

describe.each(testDatabaseIds)('WaiverStore on %s', databaseId => {
  let fixture: Awaited<ReturnType<typeof createWaiverStore>>;

  beforeEach(async () => {
    fixture = await createWaiverStore(await databases.init(databaseId));
  });

  it('keeps a request and what becomes of it', async () => {
    const request = await fixture.create({ renews: randomUUID() });
    expect(request).toMatchObject({
      status: 'requested',
      revision: 1,
      events: [{ action: 'requested', actor: requester }],
    });
    await expect(fixture.store.get(request.id)).resolves.toEqual(request);

    const approved = await fixture.approve(request);
    expect(approved).toMatchObject({ status: 'approved', decision });
    expect(approved.events).toHaveLength(2);
    await expect(fixture.store.get(request.id)).resolves.toEqual(approved);

    const [revoked] = (await fixture.store.save([
      movedTo(
        approved,
        { status: 'revoked', decision, revocation: { ...decision, by: 'me' } },
        'revoked',
      ),
    ]))!;
    await expect(fixture.store.get(request.id)).resolves.toEqual(revoked);
    await expect(fixture.store.get(randomUUID())).resolves.toBeUndefined();
  });

  it.each<[string, WaiverState]>([
    ['rejected', { status: 'rejected', decision }],
    ['taken back', { status: 'revoked', revocation: decision }],
    ['never decided', { status: 'expired' }],
  ])('keeps one that was %s', async (_, state) => {
    const request = await fixture.create();
    const saved = await fixture.store.save([
      movedTo(request, state, 'rejected'),
    ]);
    expect(saved).toEqual([expect.objectContaining(state)]);
    await expect(fixture.store.get(request.id)).resolves.toEqual(saved![0]);
  });

  it('gives a repeated request back, and refuses a second one for the same check', async () => {
    const key = 'pipeline-1';
    const first = await fixture.store.create(creationOf(createRequest()), key);
    const repeated = await fixture.store.create(
      creationOf(createRequest({ checkId: 'other' })),
      key,
    );
    expect(repeated).toEqual({ created: false, waiver: first!.waiver });
    await expect(
      fixture.store.findRequest(requester, search, key),
    ).resolves.toEqual(first!.waiver);
    await expect(
      fixture.store.findRequest('user:default/eve', search, key),
    ).resolves.toBeUndefined();

    await expect(
      fixture.store.create(creationOf(createRequest()), 'pipeline-2'),
    ).resolves.toBeUndefined();
    await fixture.create({ checkId: 'other' });
    await fixture.create({ entityRef: ranker });
    await expect(fixture.store.findOpen(search, 'runbook')).resolves.toEqual([
      first!.waiver,
    ]);
  });

  it('lets one of many requests win, and one of many decisions', async () => {
    const requests = await Promise.all(
      Array.from({ length: 4 }, () =>
        fixture.store.create(creationOf(createRequest())),
      ),
    );
    const [request, ...more] = requests.flatMap(result => result ?? []);
    expect(more).toEqual([]);

    const decisions = await Promise.all(
      (['approved', 'rejected'] as const).map(status =>
        fixture.store.save([
          movedTo(request.waiver, { status, decision }, status),
        ]),
      ),
    );
    expect(decisions.filter(Boolean)).toHaveLength(1);
    const decided = await fixture.store.get(request.waiver.id);
    expect(decided).toEqual(decisions.flatMap(saved => saved ?? [])[0]);
    expect(decided?.events).toHaveLength(2);
  });

  it('tells evaluations what is in force, until it is not', async () => {
    const waiver = await fixture.createApproved();
    await fixture.createApproved({ checkId: 'alerts' });
    await fixture.createApproved({ entityRef: 'component:default/other' });
    await fixture.create({ entityRef: ranker });
    const { id, expiresAt, reason } = waiver;
    const facts = { reason, requestedBy: requester, approvedBy: decision.by };
    await expect(
      fixture.store.inForce([search, ranker], juneDay(19)),
    ).resolves.toEqual(
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
    await expect(fixture.store.inForce([search], juneDay(20))).resolves.toEqual(
      new Map(),
    );
    await expect(fixture.store.inForce([], juneDay(19))).resolves.toEqual(
      new Map(),
    );
  });

  it('finds what owners should be told of before it ends', async () => {
    const soon = await fixture.createApproved();
    const renewed = await fixture.createApproved({ checkId: 'alerts' });
    await fixture.create({ checkId: 'alerts', renews: renewed.id });
    await fixture.createApproved({
      checkId: 'later',
      expiresAt: juneDay(28).toISOString(),
    });
    await fixture.createApproved({
      checkId: 'over',
      expiresAt: juneDay(12).toISOString(),
    });
    const unowned = await fixture.createApproved({
      entityRef: ranker,
      expiresAt: juneDay(21).toISOString(),
    });
    await fixture.create({ checkId: 'undecided' });
    const [found] = await fixture.pagesOf({
      unrenewed: true,
      expiringAfter: juneDay(13),
      expiringBefore: juneDay(27),
    });
    expect(found).toEqual([soon.id, unowned.id]);
  });

  it('finds requests and waivers whose time is over, the oldest first', async () => {
    const request = await fixture.create({
      expiresAt: juneDay(14).toISOString(),
    });
    const waiver = await fixture.createApproved({
      checkId: 'alerts',
      expiresAt: juneDay(13).toISOString(),
    });
    const over = await fixture.create({ checkId: 'over' });
    await fixture.store.save([movedTo(over, { status: 'expired' }, 'expired')]);
    await expect(
      fixture.pagesOf({ overdueAt: juneDay(14) }, 1),
    ).resolves.toEqual([[waiver.id], [request.id]]);
    await expect(fixture.pagesOf({ overdueAt: juneDay(12) })).resolves.toEqual([
      [],
    ]);
  });
});
