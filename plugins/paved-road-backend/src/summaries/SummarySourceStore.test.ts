import { createMember, FleetMember } from '../__testUtils__/scorecardFixtures';
import { createScorecardStore } from '../__testUtils__/createScorecardStore';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import {
  approveWaiver,
  expireWaiver,
  WaiverEvent,
} from '@paved-road/plugin-paved-road-common';
import { createWaiverChange } from '../waivers/waiverRules';
import { StoredWaiver, WaiverStore } from '../waivers/WaiverStore';
import { SummarySourceStore } from './SummarySourceStore';

const databases = createTestDatabases();

const search = 'group:default/search';
const ledger = 'group:default/ledger';

const day = (number: number) =>
  `2026-03-${String(number).padStart(2, '0')}T10:00:00.000Z`;
const period = (after: number, until: number) => ({
  after: new Date(day(after)),
  until: new Date(day(until)),
});

function memberOf(
  name: string,
  owner: string | undefined,
  level: 'none' | 'bronze' | 'silver',
  at: string,
): FleetMember {
  return createMember(name, ['pass'], {
    entity: { owner, title: `The ${name}` },
    scorecard: {
      level,
      levelRank: ['none', 'bronze', 'silver'].indexOf(level),
      evaluatedAt: at,
    },
  });
}

describe.each(testDatabaseIds)('SummarySourceStore on %s', databaseId => {
  it('tells how levels changed in a time, and whose they are', async () => {
    const knex = await databases.init(databaseId);
    const { update } = await createScorecardStore(knex, [
      memberOf('finder', search, 'silver', day(1)),
      memberOf('books', ledger, 'bronze', day(1)),
      memberOf('lab', undefined, 'silver', day(1)),
    ]);
    const store = new SummarySourceStore(knex);
    const change = (member: FleetMember) =>
      update([member.scorecard], ['rules']);
    await change(memberOf('finder', search, 'bronze', day(2)));
    await change(memberOf('lab', undefined, 'none', day(2)));
    await change(memberOf('books', ledger, 'silver', day(3)));
    await change(memberOf('finder', search, 'none', day(4)));

    const changes = await store.levelChanges(period(1, 3));
    expect(changes).toEqual([
      {
        owner: search,
        entityRef: 'component:default/finder',
        title: 'The finder',
        from: 'silver',
        to: 'bronze',
        current: 'none',
        causes: ['rules'],
        at: new Date(day(2)),
      },
      expect.objectContaining({
        entityRef: 'component:default/books',
        from: 'bronze',
        to: 'silver',
      }),
    ]);
    await expect(store.levelChanges(period(3, 9))).resolves.toMatchObject([
      { from: 'bronze', to: 'none' },
    ]);
    // What an entity came with is no change.
    await expect(
      store.levelChanges({ ...period(1, 1), after: new Date(0) }),
    ).resolves.toEqual([]);
  });

  it('tells nothing of what was imported, and all that happened since', async () => {
    const knex = await databases.init(databaseId);
    const { store: scorecards, update } = await createScorecardStore(knex, [
      memberOf('finder', search, 'bronze', day(5)),
      memberOf('books', ledger, 'bronze', day(5)),
      memberOf('ranker', search, 'bronze', day(5)),
    ]);
    const fall = (name: string) =>
      update([memberOf(name, search, 'none', day(6)).scorecard], ['facts']);
    // Before the import, and after it.
    await fall('finder');
    const imported = await scorecards.importLevels(
      new Map([
        // The first evaluation continues the one and is a change to the others.
        ['component:default/finder', [{ level: 'bronze', at: day(3) }]],
        [
          'component:default/books',
          [
            { level: 'gold', at: day(3) },
            { level: 'silver', at: day(4) },
          ],
        ],
        ['component:default/ranker', [{ level: 'silver', at: day(4) }]],
      ]),
      new Date(day(1)),
    );
    expect(imported.entityRefs).toHaveLength(3);
    await fall('ranker');

    const changes = await new SummarySourceStore(knex).levelChanges(
      period(1, 9),
    );
    expect(changes.map(({ title, from, to }) => [title, from, to])).toEqual([
      ['The finder', 'bronze', 'none'],
      ['The ranker', 'bronze', 'none'],
    ]);
  });

  it('tells of a service to who owns it now', async () => {
    const knex = await databases.init(databaseId);
    const { index, update } = await createScorecardStore(knex, [
      memberOf('finder', search, 'silver', day(1)),
    ]);
    const store = new SummarySourceStore(knex);
    const ownersOf = async () =>
      (await store.levelChanges(period(1, 9))).map(({ owner }) => owner);
    await update([memberOf('finder', search, 'bronze', day(2)).scorecard]);
    await expect(ownersOf()).resolves.toEqual([search]);

    const moved = memberOf('finder', ledger, 'bronze', day(3));
    await index.upsert([moved.entity]);
    await update([moved.scorecard]);
    await expect(ownersOf()).resolves.toEqual([ledger]);
  });

  it('tells what became of waivers, not what is asked for', async () => {
    const knex = await databases.init(databaseId);
    await createScorecardStore(knex, [
      memberOf('finder', search, 'silver', day(1)),
      memberOf('lab', undefined, 'silver', day(1)),
    ]);
    const waivers = new WaiverStore(knex);
    const event = (action: WaiverEvent['action'], at: number): WaiverEvent => ({
      at: day(at),
      actor: 'user:default/ada',
      action,
    });
    const request = async (id: number, name: string) => {
      const created = await waivers.create({
        record: {
          id: `00000000-0000-4000-8000-00000000000${id}`,
          entityRef: `component:default/${name}`,
          checkId: `check-${id}`,
          revision: 0,
          reason: 'It is retired in May.',
          expiresAt: day(5),
          requestedBy: 'user:default/ada',
          requestedAt: day(1),
          events: [],
          status: 'requested',
        },
        event: event('requested', 1),
      });
      return created!.waiver;
    };
    const approve = async (waiver: StoredWaiver) => {
      const decision = { by: 'user:default/grace', at: day(2) };
      const [approved] = (await waivers.save([
        createWaiverChange(
          waiver,
          approveWaiver(waiver, decision),
          event('approved', 2),
        ),
      ]))!;
      return approved;
    };
    const expire = (waiver: StoredWaiver) =>
      waivers.save([
        createWaiverChange(
          waiver,
          expireWaiver(waiver, new Date(day(5))),
          event('expired', 5),
        ),
      ]);
    await approve(await request(1, 'lab'));
    await approve(await request(4, 'gone'));
    const approved = await approve(await request(2, 'finder'));
    const undecided = await request(3, 'finder');
    await expire(approved);
    await expire(undecided);

    const store = new SummarySourceStore(knex);
    await expect(store.waiverOutcomes(period(1, 4))).resolves.toEqual([
      {
        owner: search,
        entityRef: 'component:default/finder',
        entityTitle: 'The finder',
        checkId: 'check-2',
        outcome: 'approved',
        at: new Date(day(2)),
      },
    ]);
    const ended = await store.waiverOutcomes(period(2, 5));
    expect(
      ended.map(({ checkId, outcome }) => `${checkId} ${outcome}`),
    ).toEqual(['check-2 expired', 'check-3 lapsed']);
  });

  it('counts the services that match by their owners', async () => {
    const knex = await databases.init(databaseId);
    await createScorecardStore(knex, [
      memberOf('finder', search, 'bronze', day(1)),
      memberOf('ranker', search, 'none', day(1)),
      memberOf('done', search, 'silver', day(1)),
      memberOf('books', ledger, 'bronze', day(1)),
      memberOf('lab', undefined, 'none', day(1)),
    ]);
    const store = new SummarySourceStore(knex);
    const everything = { all: true } as const;
    await expect(
      store.countByOwner({ belowRank: 2 }, everything),
    ).resolves.toEqual(
      new Map([
        ['', 1],
        [search, 2],
        [ledger, 1],
      ]),
    );
    await expect(
      store.countByOwner({ belowRank: 1, owner: search }, everything),
    ).resolves.toEqual(new Map([[search, 1]]));
    await expect(
      store.countByOwner(
        { belowRank: 2 },
        { all: false, entityRefs: ['component:default/finder'] },
      ),
    ).resolves.toEqual(new Map([[search, 1]]));
    await expect(
      store.countByOwner({ team: 'group:default/no' }, everything),
    ).resolves.toEqual(new Map());
  });
});
