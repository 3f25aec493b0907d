import {
  Scorecard,
  ScorecardsSummary,
} from '@paved-road/plugin-paved-road-common';
import { summaryGroupings } from '@paved-road/plugin-paved-road-common/rules';
import {
  activeRulesSchema,
  checkResultOfEntitySchema,
  failingChecksSchema,
  patternMixSchema,
  scorecardSchema,
  scorecardsSummarySchema,
  scorecardSummarySchema,
  scorecardTransitionSchema,
  trendSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import {
  admin,
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';
const grace = 'user:default/grace';
const eve = 'user:default/eve';

const pathOf = (name: string) =>
  `/entities/component/default/${name}/scorecard`;
const websiteSpec = { type: 'website', lifecycle: 'production', owner: ada };

describe('the scorecard endpoints', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad([
      createComponent('search', ada, { title: 'Search' }),
      createComponent('ranking', ada),
      createComponent('ledger', grace, { title: '100% ledger' }),
      createComponent('vault', grace, { restricted: true }),
      { ...createComponent('website', ada), spec: websiteSpec },
    ]);
    for (const name of ['search', 'ranking', 'ledger', 'vault']) {
      await backend.asUser(admin).post(pathOf(name)).expect(200);
    }
  });

  it('evaluate and give back a scorecard', async () => {
    const evaluated = await backend.asUser(ada).post(pathOf('search'));
    const stored = await backend.asUser(eve).get(pathOf('search'));

    expect([evaluated.status, stored.status]).toEqual([200, 200]);
    expect(stored.body).toEqual(evaluated.body);
    const scorecard: Scorecard = scorecardSchema.parse(stored.body);
    expect(scorecard).toMatchObject({
      entityRef: 'component:default/search',
      level: 'none',
      levels: [{ id: 'bronze' }, { id: 'silver' }, { id: 'gold' }],
      packs: [{ name: 'ai-services' }],
    });
    expect(scorecard.results.every(({ since }) => since)).toBe(true);
    expect(
      scorecard.results.find(({ checkId }) => checkId === 'owner-is-group'),
    ).toMatchObject({
      state: 'fail',
      evidence: [
        { name: 'Owner', value: 'user:default/ada' },
        { name: 'In the catalog' },
      ],
      remediation: { text: expect.stringContaining('spec.owner') },
    });
  });

  it('let owners evaluate, and keep record of who tried', async () => {
    const before = backend.audited.length;
    const refused = await backend.asUser(eve).post(pathOf('search'));
    await backend.asUser(ada).post(pathOf('search')).expect(200);

    expect([refused.status, refused.body.error]).toEqual([
      403,
      {
        name: 'NotAllowedError',
        message:
          'You may not evaluate the scorecard of component:default/search',
      },
    ]);
    const meta = {
      actionType: 'evaluate',
      entityRef: 'component:default/search',
    };
    // The catalog keeps records of its own.
    const evaluations = backend.audited
      .slice(before)
      .filter(({ meta: { actionType } }) => actionType === 'evaluate');
    expect(evaluations).toEqual([
      expect.objectContaining({
        outcome: 'failed',
        error: 'NotAllowedError',
        meta,
      }),
      expect.objectContaining({ outcome: 'succeeded', meta }),
    ]);
  });

  it('do not tell apart what does not exist and what may not be seen', async () => {
    for (const name of ['vault', 'nowhere']) {
      for (const method of ['get', 'post'] as const) {
        const { status, body } = await backend
          .asUser(eve)
          [method](pathOf(name));
        expect([status, body.error.message]).toEqual([
          404,
          `No entity component:default/${name} in the catalog`,
        ]);
      }
    }
  });

  it('say that no rule pack selects an entity', async () => {
    for (const method of ['get', 'post'] as const) {
      const { status, body } = await backend
        .asUser(ada)
        [method](pathOf('website'));
      expect([status, body.error.message]).toEqual([
        404,
        expect.stringContaining('no rule pack selects it'),
      ]);
    }
  });

  it('list what the query asks for', async () => {
    const list = async (query: string) => {
      const { body } = await backend
        .asUser(ada)
        .get(`/scorecards?${query}`)
        .expect(200);
      return { ...body, names: namesOf(body.items) };
    };

    const first = await list('limit=2&sort=-name');
    expect(scorecardSummarySchema.array().parse(first.items)).toEqual(
      first.items,
    );
    expect(first).toMatchObject({
      names: ['search', 'ranking'],
      totalItems: 3,
    });
    const second = await list(`limit=2&sort=-name&cursor=${first.nextCursor}`);
    expect(second.names).toEqual(['ledger']);
    expect(second.nextCursor).toBeUndefined();

    expect(await list('q=100%25')).toMatchObject({ names: ['ledger'] });
    expect(await list('owner=user:ada')).toMatchObject({ totalItems: 2 });
    expect(await list('refs=ledger&refs=search')).toMatchObject({
      names: ['ledger', 'search'],
    });
    expect(
      await list('refs=component:default/vault,component:ledger'),
    ).toMatchObject({ names: ['ledger'], totalItems: 1 });
    expect(
      await list('check=owner-is-group&state=fail&level=none'),
    ).toMatchObject({ totalItems: 3 });
    expect(await list('check=owner-is-group&state=pass')).toMatchObject({
      totalItems: 0,
    });
    expect(await list('stale=true')).toMatchObject({ totalItems: 0 });
    expect(await list('stale=false&sort=-since')).toMatchObject({
      totalItems: 3,
    });
    expect(first.items[0].failing[0]).toEqual({
      checkId: 'owner-is-group',
      title: 'Owning team',
    });
  });

  it.each([
    ['Component', 4, 3],
    ['API', 0, 0],
  ])('sum up %ss alone', async (kind, ofAll, ofPart) => {
    const sums = async (user: string) => {
      const get = async (path: string) =>
        (await backend.asUser(user).get(path).expect(200)).body;
      const [summary, trend, mix] = [
        await get(`/scorecards/summary?groupBy=level&kind=${kind}`),
        trendSchema.parse(await get(`/scorecards/trend?days=2&kind=${kind}`)),
        await get(`/scorecards/pattern-mix?kind=${kind}`),
      ];
      return [
        summary.totals.entities,
        trend.points.at(-1)?.totals.entities ?? 0,
        mix.cells[0]?.entities ?? 0,
      ];
    };
    await expect(sums(grace)).resolves.toEqual([ofAll, ofAll, ofAll]);
    await expect(sums(eve)).resolves.toEqual([ofPart, ofPart, ofPart]);
  });

  it('show no trace of what may not be seen', async () => {
    const everything = async (user: string) => {
      const paths = [
        '/scorecards?limit=100',
        '/scorecards.csv?sort=-name',
        '/scorecards/trend?days=30',
        '/scorecards/pattern-mix',
        '/checks/owner-is-group/results?limit=100',
        ...summaryGroupings.map(by => `/scorecards/summary?groupBy=${by}`),
      ];
      const responses = [];
      for (const path of paths) {
        responses.push(await backend.asUser(user).get(path).expect(200));
      }
      const [list, csv, trend, mix, results, ...summaries] = responses;
      return {
        list: list.body,
        csv: csv.text.trimEnd().split('\r\n').slice(1),
        trend: trendSchema.parse(trend.body),
        mix: patternMixSchema.parse(mix.body),
        results: results.body,
        summaries: summaries.map(({ body }): ScorecardsSummary => body),
        texts: responses.map(({ text }) => text),
      };
    };

    const seen = await everything(grace);
    expect(namesOf(seen.list.items)).toContain('vault');
    const { list, csv, trend, mix, results, summaries, texts } =
      await everything(eve);
    expect(texts.join()).not.toContain('vault');
    expect([seen.list.totalItems, list.totalItems]).toEqual([4, 3]);
    expect([seen.csv.length, csv.length]).toEqual([4, 3]);
    expect([seen.results.totalItems, results.totalItems]).toEqual([4, 3]);
    expect(
      [seen.trend, trend].map(({ points }) => points.at(-1)?.totals.entities),
    ).toEqual([4, 3]);
    expect([seen.mix, mix]).toEqual(
      [4, 3].map(entities => ({ cells: [{ entities }] })),
    );
    summaries.forEach((summary, index) => {
      expect(scorecardsSummarySchema.parse(summary)).toEqual(summary);
      expect(summary.totals).toMatchObject({
        entities: 3,
        onTheRoad: 0,
        targetLevel: 'silver',
      });
      expect(seen.summaries[index].totals.entities).toBe(4);
      for (const group of summary.groups) {
        expect(group.entities).toBeLessThanOrEqual(3);
      }
    });
  });

  it('list failing checks by service, worst first, also only of the caller', async () => {
    const list = async (user: string, query = '') => {
      const { body } = await backend
        .asUser(user)
        .get(`/scorecards/failing-checks${query}`)
        .expect(200);
      return {
        ...body,
        items: body.items.map((item: unknown) =>
          failingChecksSchema.parse(item),
        ),
      };
    };
    const all = await list(eve);
    expect(all.totalItems).toBe(3);
    const [worst] = all.items;
    expect(worst.results.length).toBeGreaterThan(1);
    for (const { state, since, remediation } of worst.results) {
      expect({ state, since, remediation }).toEqual({
        state: 'fail',
        since: expect.any(String),
        remediation: expect.objectContaining({ text: expect.any(String) }),
      });
    }
    expect((await list(admin)).totalItems).toBe(4);

    const titles = ({ items }: { items: { title: string }[] }) =>
      items.map(({ title }) => title).sort();
    expect(titles(await list(ada, '?mine=true'))).toEqual([
      'Search',
      'ranking',
    ]);
    expect(titles(await list(grace, '?mine=true&owner=user:ada'))).toEqual([]);

    const first = await list(ada, '?mine=true&limit=1&track=ownership');
    const second = await list(
      ada,
      `?mine=true&limit=1&track=ownership&cursor=${first.nextCursor}`,
    );
    expect(titles({ items: [...first.items, ...second.items] })).toEqual([
      'Search',
      'ranking',
    ]);
    expect(second.nextCursor).toBeUndefined();
    expect(
      first.items[0].results.every(
        ({ track }: { track: string }) => track === 'ownership',
      ),
    ).toBe(true);

    const service = await backend
      .asService()
      .get('/scorecards/failing-checks?mine=true');
    expect([service.status, service.body.error.message]).toEqual([
      400,
      'mine: only a user owns services, leave it out',
    ]);
  });

  it('show the target of a campaign for the whole fleet', async () => {
    const summarize = async (query = '') =>
      (
        await backend
          .asUser(eve)
          .get(`/scorecards/summary?groupBy=level${query}`)
          .expect(200)
      ).body;
    expect((await summarize()).target).toBeUndefined();
    const begin = async (campaign: object) =>
      (
        await backend
          .asUser(admin)
          .post('/campaigns', {
            title: 'Bronze everywhere',
            targetLevel: 'bronze',
            dueOn: '2099-06-30',
            ...campaign,
          })
          .expect(201)
      ).body;
    await begin({ dueOn: '2099-01-31', scope: { owner: ada } });
    await begin({ dueOn: '2099-02-28', scope: { kind: 'Component' } });
    const { id } = await begin({});
    expect((await summarize()).target).toEqual({
      level: 'bronze',
      share: 1,
      by: '2099-06-30',
      needed: 3,
      reached: 0,
      campaign: { id, title: 'Bronze everywhere' },
    });
    expect((await summarize('&kind=component')).target).toMatchObject({
      by: '2099-02-28',
    });
  });

  it('export what a list shows, as a file', async () => {
    const { headers, text } = await backend
      .asUser(ada)
      .get('/scorecards.csv?owner=user:ada&sort=-name&limit=1')
      .expect(200);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="scorecards-\d{4}-\d\d-\d\d\.csv"$/,
      ),
    });
    const [header, ...rows] = text.trimEnd().split('\r\n');
    expect(header).toMatch(/^entity,title,owner,/);
    expect(rows).toEqual([
      expect.stringMatching(
        /^component:default\/search,Search,user:default\/ada,.*owner-is-group/,
      ),
      expect.stringMatching(/^component:default\/ranking,ranking,/),
    ]);
  });

  it('show what a check comes to, page by page, with what to do about it', async () => {
    const path = '/checks/owner-is-group/results';
    const { body } = await backend.asUser(ada).get(`${path}?limit=2`);
    expect(checkResultOfEntitySchema.array().parse(body.items)).toEqual(
      body.items,
    );
    expect(body).toMatchObject({
      totalItems: 3,
      items: [
        {
          entityRef: 'component:default/ledger',
          title: '100% ledger',
          owner: grace,
          level: 'none',
          result: {
            title: 'Owning team',
            state: 'fail',
            since: expect.any(String),
            evidence: [{ name: 'Owner', value: grace }, {}],
            remediation: { text: expect.stringContaining('spec.owner') },
          },
        },
        { entityRef: 'component:default/ranking' },
      ],
    });
    const next = await backend
      .asUser(ada)
      .get(`${path}?limit=2&cursor=${body.nextCursor}`);
    expect(namesOf(next.body.items)).toEqual(['search']);

    const unknown = await backend.asUser(ada).get('/checks/nothing/results');
    expect([unknown.status, unknown.body.error.message]).toEqual([
      404,
      'No check nothing in the active rule packs, see /rule-packs',
    ]);
  });

  it('follow one entity', async () => {
    const { body } = await backend
      .asUser(eve)
      .get('/scorecards/trend?entity=search&days=7')
      .expect(200);
    expect(body).toMatchObject({
      targetLevel: 'silver',
      points: [
        {
          levels: { none: 1, bronze: 0, silver: 0, gold: 0 },
          totals: { entities: 1, onTheRoad: 0 },
          raised: 0,
        },
      ],
    });
    const hidden = await backend
      .asUser(eve)
      .get('/scorecards/trend?entity=vault');
    expect(hidden.status).toBe(404);
  });

  it.each([
    [
      '/scorecards.csv?level=platinum',
      'level: "platinum" is not a level, use one of none, bronze, silver, gold',
    ],
    [
      '/scorecards?below=none',
      'below: "none" is not a level, use one of bronze, silver, gold',
    ],
    [
      '/scorecards?refs=a:b:c',
      'use an entity reference such as group:default/search',
    ],
    [
      '/scorecards?track=no-such-track',
      'track: "no-such-track" is not a track, use one of ',
    ],
    [
      '/scorecards?lift=no-such-check',
      'lift: "no-such-check" is not a check of the active rule packs',
    ],
    [
      '/scorecards?stage=seed',
      'stage: "seed" is not allowed, use one of mvp, scale-up, enterprise, small, none',
    ],
    ['/scorecards?stale=perhaps', 'stale: expected boolean, got "perhaps"'],
    [
      '/scorecards?assessment=lost',
      'assessment: "lost" is not allowed, use one of draft, submitted, approved, rejected, superseded, none',
    ],
    [
      '/scorecards?team=a/b/c',
      'team: use an entity reference such as group:default/search (got "a/b/c")',
    ],
    ['/scorecards?lifecycle=%00', 'lifecycle: must not contain the null'],
    ['/scorecards/trend?days=1', 'days: 1 is too small, use at least 2'],
    [
      '/scorecards/trend?owner=search&team=search',
      'team: only one of entity, owner, team and system, and there is owner already (got "search")',
    ],
    [
      '/scorecards/trend?entity=search&kind=API',
      'kind: not with entity, which is of one kind (got "API")',
    ],
    [
      '/scorecards/summary?groupBy=level&kind=an-api',
      'kind: use a kind of the catalog such as API (got "an-api")',
    ],
    [
      '/checks/owner-is-group/results?state=late',
      'state: "late" is not allowed, use one of pass, fail',
    ],
    [
      '/checks/owner-is-group/results?cursor=nonsense',
      'cursor: not a cursor of this list',
    ],
    [
      '/scorecards?level=platinum',
      'level: "platinum" is not a level, use one of none, bronze, silver, gold',
    ],
    ['/scorecards?level=gold&level=none', 'level: expected string'],
    [
      '/scorecards?check=no-such-check',
      'check: "no-such-check" is not a check of the active rule packs',
    ],
    [
      '/scorecards?state=failed',
      'state: "failed" is not allowed, use one of pass, fail, waived, not-applicable, unknown',
    ],
    [
      '/scorecards?pattern=mainframe',
      'pattern: "mainframe" is not allowed, use one of monolith, microservices, serverless, hybrid, none',
    ],
    [
      '/scorecards?owner=a/b/c',
      'owner: use an entity reference such as group:default/search (got "a/b/c")',
    ],
    ['/scorecards?q=%00', 'q: must not contain the null character'],
    [
      '/scorecards?sort=age',
      'sort: "age" is not allowed, use one of worst, name, -name',
    ],
    ['/scorecards?limit=1000', 'limit: 1000 is too large, use at most 100'],
    ['/scorecards?limit=ten&colour=red', 'colour: unknown field'],
    ['/scorecards?limit=ten&colour=red', 'limit: expected number'],
    ['/scorecards?cursor=nonsense', 'cursor: not a cursor of this list'],
    ['/scorecards/summary', 'groupBy: it is required, use one of level, owner'],
    [
      '/scorecards/summary?groupBy=colour',
      'groupBy: "colour" is not allowed, use one of level, owner, team, system, pattern, check, track',
    ],
    [
      '/scorecards/summary?groupBy=owner&parent=group:default/search',
      'parent: only with groupBy=team (got "group:default/search")',
    ],
    [
      '/scorecards/summary?groupBy=owner&limit=1000',
      'limit: 1000 is too large, use at most 200',
    ],
    [
      '/scorecards/summary?groupBy=check&cursor=nonsense',
      'cursor: not a cursor of this list',
    ],
    [
      '/entities/component/default/search/scorecard/transitions?cursor=nonsense',
      'cursor: not a cursor of this list',
    ],
    [
      '/entities/user/default/ada/scorecard',
      'kind: "user" has no scorecards, use another one than User and Location',
    ],
    ['/scorecards?kind=a%25', 'kind: use a kind of the catalog such as API'],
    [
      '/entities/component/default/a%20b/scorecard',
      'name: not a part of an entity reference (got "a b")',
    ],
  ])('refuse %s and say: %s', async (path, message) => {
    const { status, body } = await backend.asUser(ada).get(path);
    expect([status, body.error?.name]).toEqual([400, 'InputError']);
    expect(body.error.message).toContain(message);
  });

  it('tell how a scorecard changed, page by page', async () => {
    const path = `${pathOf('search')}/transitions`;
    const { body } = await backend.asUser(ada).get(path).expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({
        entityRef: 'component:default/search',
        to: 'none',
        causes: [],
      }),
    ]);
    scorecardTransitionSchema.array().parse(body.items);
    await backend
      .asUser(eve)
      .get(`${pathOf('vault')}/transitions`)
      .expect(404);
  });

  it('show the active rule packs', async () => {
    const { body } = await backend.asUser(eve).get('/rule-packs').expect(200);

    const rules = activeRulesSchema.parse(body);
    expect(rules.facts.map(({ name }) => name)).toEqual(['repository']);
    const [pack, ...others] = rules.items;
    expect(others).toEqual([]);
    expect(pack).toMatchObject({
      apiVersion: 'paved-road.io/v1',
      metadata: { name: 'ai-services', title: expect.any(String) },
    });
    expect(pack.spec.checks[0]).toMatchObject({
      expression: expect.any(String),
    });
  });
});

function namesOf(items: { entityRef: string }[]): string[] {
  return items.map(({ entityRef }) => entityRef.split('/')[1]);
}
