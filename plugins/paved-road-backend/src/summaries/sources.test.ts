import { Page } from '@paved-road/plugin-paved-road-common';
import { World } from '../__testUtils__/engineFixtures';
import { CampaignStore, StoredCampaign } from '../campaigns/CampaignStore';
import { ScorecardFilter } from '../scorecards/store/fleetQueries';
import { ListedWaiver } from '../waivers/WaiverStore';
import { CampaignSummary } from './CampaignSummary';
import { LevelSummary } from './LevelSummary';
import { SummaryPeriod } from './SummarySource';
import {
  LevelChange,
  SummarySourceStore,
  WaiverOutcome,
} from './SummarySourceStore';
import { StaleAssessmentSummary } from './StaleAssessmentSummary';
import { StaleAssessment } from './StaleNotificationStore';
import { WaiverSummary } from './WaiverSummary';

const search = 'group:default/search';
const ledger = 'group:default/ledger';
const rules = new World();

const time = (text: string) => new Date(`2026-03-${text}:00.000Z`);

/** From one moment to another one; the ledger team waits for longer than everybody else. */
function createPeriod(
  since: string,
  until: string,
  ledgerSince = since,
): SummaryPeriod {
  return {
    sinceOf: owner => time(owner === ledger ? ledgerSince : since),
    oldest: time(ledgerSince),
    until: time(until),
  };
}

function createStore(content: {
  changes?: LevelChange[];
  outcomes?: WaiverOutcome[];
  open?: Record<string, number>;
}) {
  const filters: ScorecardFilter[] = [];
  const store: Pick<SummarySourceStore, keyof SummarySourceStore> = {
    levelChanges: async ({ after, until }) =>
      (content.changes ?? []).filter(({ at }) => at > after && at <= until),
    waiverOutcomes: async ({ after, until }) =>
      (content.outcomes ?? []).filter(({ at }) => at > after && at <= until),
    countByOwner: async filter => {
      filters.push(filter);
      return new Map(Object.entries(content.open ?? {}));
    },
  };
  return { store, filters };
}

describe('LevelSummary', () => {
  const change = (
    name: string,
    owner: string,
    at: string,
    [from, to]: [string, string],
    causes: LevelChange['causes'] = ['facts'],
    current = to,
  ): LevelChange => ({
    owner,
    entityRef: `component:default/${name}`,
    title: `The ${name}`,
    from,
    to,
    current,
    causes,
    at: time(at),
  });
  const find = (changes: LevelChange[], period: SummaryPeriod) =>
    new LevelSummary({ store: createStore({ changes }).store, rules }).find(
      period,
    );

  it('is what fell and did not rise again, with the cause of what it is now', async () => {
    const found = await find(
      [
        change('ranker', search, '02T10:00', ['silver', 'bronze']),
        change(
          'ranker',
          search,
          '02T11:00',
          ['bronze', 'none'],
          ['rules', 'time'],
        ),
        change('finder', search, '02T10:00', ['silver', 'bronze']),
        change('finder', search, '02T12:00', ['bronze', 'silver']),
        change('books', ledger, '02T10:00', ['bronze', 'silver']),
        change('retired', ledger, '02T10:00', ['platinum', 'silver']),
        change('renamed', ledger, '02T10:00', ['silver', 'platinum']),
      ],
      createPeriod('02T08:00', '03T08:00'),
    );
    expect(found).toEqual([
      {
        owner: search,
        headline: 'The ranker fell to no level',
        lines: [
          'The ranker: from Silver to no level, because of a change of the rules, the time that passed.',
        ],
        link: '/catalog/default/component/ranker/scorecard',
        isUrgent: true,
      },
    ]);
  });

  it('is not what has risen again since the time that it is about', async () => {
    const found = await find(
      [
        change('ranker', search, '03T07:50', ['silver', 'none'], [], 'silver'),
        change('finder', search, '03T07:50', ['silver', 'none'], [], 'bronze'),
      ],
      createPeriod('02T08:00', '03T07:55'),
    );
    expect(found).toMatchObject([{ headline: 'The finder fell to no level' }]);
  });

  it('is what an owner does not know yet, in the order of names', async () => {
    const found = await find(
      [
        change('books', ledger, '01T10:00', ['silver', 'bronze'], []),
        change('ranker', search, '01T10:00', ['silver', 'bronze']),
        change('accounts', ledger, '02T10:00', ['silver', 'none'], []),
      ],
      createPeriod('02T08:00', '03T08:00', '01T08:00'),
    );
    expect(found).toEqual([
      {
        owner: ledger,
        headline: '2 services fell to a lower level',
        lines: [
          'The accounts: from Silver to no level.',
          'The books: from Silver to Bronze.',
        ],
        link: '/paved-road/services?owner=group%3Adefault%2Fledger',
        isUrgent: true,
      },
    ]);
  });
});

describe('WaiverSummary', () => {
  const outcome = (
    what: WaiverOutcome['outcome'],
    at: string,
    overrides: Partial<WaiverOutcome> = {},
  ): WaiverOutcome => ({
    owner: search,
    entityRef: 'component:default/finder',
    entityTitle: 'The finder',
    checkId: 'covered',
    outcome: what,
    at: time(at),
    ...overrides,
  });
  const waiver = (
    expiresAt: string,
    decidedAt: string,
    overrides: Partial<ListedWaiver> = {},
  ) =>
    ({
      id: '1',
      entityRef: 'component:default/finder',
      entityTitle: 'The finder',
      owner: search,
      checkId: 'covered',
      revision: 1,
      reason: 'It is retired in May.',
      requestedBy: 'user:default/ada',
      requestedAt: '2026-01-01T00:00:00.000Z',
      events: [],
      status: 'approved',
      expiresAt: time(expiresAt).toISOString(),
      decision: { by: 'user:default/grace', at: time(decidedAt).toISOString() },
      ...overrides,
    }) as ListedWaiver;

  function createSource(content: {
    outcomes?: WaiverOutcome[];
    waivers?: ListedWaiver[];
  }) {
    const asked: Date[] = [];
    const { waivers = [] } = content;
    const source = new WaiverSummary({
      store: createStore(content).store,
      waivers: {
        async list({ expiringBefore: before = new Date(0) }) {
          asked.push(before);
          const items = waivers.filter(
            ({ expiresAt }) => expiresAt <= before.toISOString(),
          );
          return { items, totalItems: items.length };
        },
      },
      rules,
      expiryBefore: { days: 7 },
    });
    return { source, asked };
  }

  it('is what ended, what ends soon and what was decided, each by itself', async () => {
    const { source } = createSource({
      outcomes: [
        outcome('approved', '02T10:00', { checkId: 'unknown-check' }),
        outcome('rejected', '02T11:00'),
        outcome('expired', '02T12:00'),
        outcome('revoked', '01T12:00'),
        outcome('lapsed', '02T13:00', { owner: ledger, entityTitle: 'Books' }),
      ],
      waivers: [waiver('09T12:00', '01T00:00')],
    });
    const found = await source.find(createPeriod('02T08:00', '03T08:00'));
    expect(found).toEqual([
      {
        owner: search,
        headline: 'A waiver of The finder has ended',
        lines: ['The finder: the waiver of “covered” has expired.'],
        link: '/catalog/default/component/finder/scorecard',
        isUrgent: true,
      },
      expect.objectContaining({
        owner: ledger,
        lines: [
          'Books: the waiver of “covered” was requested, but not reviewed in time.',
        ],
      }),
      {
        owner: search,
        headline: 'A waiver of The finder ends soon',
        lines: ['The finder: the waiver of “covered” ends on Mar 9, 2026.'],
        link: '/catalog/default/component/finder/scorecard',
        isUrgent: false,
      },
      {
        owner: search,
        headline: '2 waivers were reviewed',
        lines: [
          'The finder: the waiver of “unknown-check” was approved.',
          'The finder: the waiver of “covered” was rejected.',
        ],
        link: '/paved-road/reviews?view=waivers',
        isUrgent: false,
      },
    ]);
  });

  it.each([
    ['comes near its end', '09T12:00', '01T00:00', 1],
    ['is approved near its end', '05T12:00', '02T12:00', 1],
    ['was told of before', '08T12:00', '01T00:00', 0],
    ['is far from its end', '20T12:00', '01T00:00', 0],
  ])(
    'is a waiver that ends soon once: one that %s',
    async (_, expiresAt, decidedAt, count) => {
      const { source, asked } = createSource({
        waivers: [waiver(expiresAt, decidedAt)],
      });
      const found = await source.find(createPeriod('02T08:00', '03T08:00'));
      expect(found).toHaveLength(count);
      expect(asked).toEqual([time('10T08:00')]);
    },
  );
});

describe('CampaignSummary', () => {
  const campaign = (
    dueOn: string,
    overrides: Partial<StoredCampaign> = {},
  ): StoredCampaign => ({
    id: dueOn,
    revision: 1,
    title: 'Production at silver',
    targetLevel: 'silver',
    dueOn,
    scope: { lifecycle: 'production' },
    createdBy: 'user:default/paula',
    createdAt: '2026-01-01T00:00:00.000Z',
    ...overrides,
  });

  function createSource(
    campaigns: StoredCampaign[],
    open: Record<string, number> = { [search]: 3, [ledger]: 1 },
  ) {
    const { store, filters } = createStore({ open });
    const source = new CampaignSummary({
      store,
      campaigns: {
        // One a page.
        async list({ status, cursor = '0' }): Promise<Page<StoredCampaign>> {
          const active = status === 'active' ? campaigns : [];
          const next = Number(cursor) + 1;
          return {
            items: active.slice(Number(cursor), next),
            nextCursor: next < active.length ? String(next) : undefined,
            totalItems: active.length,
          };
        },
      } as Partial<CampaignStore> as CampaignStore,
      rules,
    });
    return { source, filters };
  }

  it('is a deadline that comes near, for those who have something to do', async () => {
    const { source, filters } = createSource([campaign('2026-03-17')]);
    const found = await source.find(createPeriod('02T08:00', '03T08:00'));
    expect(filters).toEqual([{ lifecycle: 'production', belowRank: 2 }]);
    expect(found).toEqual([
      {
        owner: search,
        headline: '“Production at silver” is due in 14 days',
        lines: [
          '“Production at silver” is due in 14 days, and 3 of your services are below Silver.',
        ],
        link: '/paved-road/campaigns',
        isUrgent: false,
      },
      expect.objectContaining({
        owner: ledger,
        lines: [
          '“Production at silver” is due in 14 days, and 1 of your services is below Silver.',
        ],
      }),
    ]);
  });

  it.each([
    ['2026-03-18', undefined],
    ['2026-03-17', 'is due in 14 days'],
    ['2026-03-16', undefined],
    ['2026-03-10', 'is due in 7 days'],
    ['2026-03-09', undefined],
    ['2026-03-04', 'is due tomorrow'],
    ['2026-03-03', undefined],
    ['2026-03-02', 'was due on Mar 2, 2026'],
    ['2026-03-01', undefined],
  ])('on March 3 says of a campaign until %s: %s', async (dueOn, text) => {
    const { source } = createSource([campaign(dueOn)], { [search]: 1 });
    const found = await source.find(createPeriod('02T08:00', '03T08:00'));
    expect(found.map(({ headline }) => headline)).toEqual(
      text ? [`“Production at silver” ${text}`] : [],
    );
    expect(found.some(({ isUrgent }) => isUrgent)).toBe(
      text?.startsWith('was due') ?? false,
    );
  });

  it('tells of a short campaign when it begins, and late what was missed', async () => {
    const begun = campaign('2026-03-12', {
      createdAt: time('02T12:00').toISOString(),
    });
    const { source } = createSource([begun, campaign('2026-03-09')], {
      [search]: 2,
      [ledger]: 1,
    });
    const found = await source.find(
      createPeriod('02T08:00', '03T08:00', '01T08:00'),
    );
    expect(found.map(({ owner, headline }) => [owner, headline])).toEqual([
      [search, '“Production at silver” is due in 9 days'],
      [ledger, '2 campaigns need your services to level up'],
    ]);
  });
});

describe('StaleAssessmentSummary', () => {
  function staleAssessment(
    name: string,
    owner: string,
    ...stale: StaleAssessment['stale']
  ): StaleAssessment {
    return {
      id: `id-of-${name}`,
      entityRef: `component:default/${name}`,
      entityTitle: `The ${name}`,
      owner,
      orphaned: false,
      stale,
      status: 'approved',
      pattern: 'monolith',
      recommendedPattern: 'monolith',
      modelVersion: '1.0.0',
      author: 'user:default/ada',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
    };
  }

  it('is what nobody was told of, with the reasons, until they are', async () => {
    const told: string[] = [];
    const forgotten = jest.fn(async () => {});
    const assessments = [
      staleAssessment('finder', search, 'age', 'catalog'),
      staleAssessment('books', ledger, 'model-version'),
      staleAssessment('accounts', ledger, 'age'),
    ];
    const source = new StaleAssessmentSummary({
      store: {
        findUnnotified: async () =>
          assessments.filter(({ id }) => !told.includes(id)),
        markNotified: async ids => {
          told.push(...ids);
        },
        removeFresh: forgotten,
      },
      staleCriteria: () => ({ approvedBefore: '2026' }),
    });
    const [first, second] = await source.find();
    expect([first, second]).toEqual([
      {
        owner: search,
        headline: 'The assessment of The finder needs a new look',
        lines: ['The finder: its review is due, its catalog data has changed.'],
        link: '/catalog/default/component/finder/architecture',
        isUrgent: false,
        onSent: expect.any(Function),
      },
      {
        owner: ledger,
        headline: '2 assessments need a new look',
        lines: [
          'The books: the decision model gives another answer.',
          'The accounts: its review is due.',
        ],
        link: '/paved-road/reviews?view=assessments',
        isUrgent: false,
        onSent: expect.any(Function),
      },
    ]);
    expect(forgotten).toHaveBeenCalledTimes(1);

    await first.onSent?.();
    await expect(source.find()).resolves.toMatchObject([{ owner: ledger }]);
    await second.onSent?.();
    await expect(source.find()).resolves.toEqual([]);
  });
});
