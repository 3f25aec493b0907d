import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AssessmentFacts,
  FactState,
  Pattern,
  Stage,
  SummaryQueryInput,
  TrendQueryInput,
} from '@paved-road/plugin-paved-road-common';
import { defaultModel } from '@paved-road/plugin-paved-road-common/advisor';
import {
  scorecardQuerySchema,
  summaryQuerySchema,
  trendQuerySchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { changeTo, createDraft } from '../__testUtils__/assessmentFixtures';
import { createEngine } from '../__testUtils__/createEngine';
import {
  createRules,
  createService,
  createServices,
  refOf,
  World,
} from '../__testUtils__/engineFixtures';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { visibleByClass } from '../__testUtils__/visibleByClass';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { AssessmentSummaryStore } from '../assessments/AssessmentSummaryStore';
import { VisibleEntities } from '../catalog/types';
import { ScorecardService } from './ScorecardService';

const databases = createTestDatabases();
const caller = { credentials: mockCredentials.user() };
const coverage: FactState = {
  status: 'known',
  name: 'coverage',
  title: 'Coverage',
  source: 'a test',
  collectedAt: '2026-01-01T00:00:00.000Z',
};

const draft: Omit<AssessmentFacts, 'stage'> = {
  id: '4b0c9a43-7f0e-4a55-9d4c-0a3f8d9c7b11',
  status: 'draft',
  pattern: 'serverless',
  recommendedPattern: 'serverless',
  modelVersion: '1.0.0',
  author: 'user:default/ada',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  stale: [],
  highRisks: [],
};

/** The service on a catalog whose entities have been evaluated. */
async function setUp(
  entities: Entity[],
  evaluated = entities,
  visible: VisibleEntities | Promise<VisibleEntities> = { all: true },
  stage?: Stage,
) {
  const knex = await databases.init('SQLITE_3');
  const world = new World();
  if (stage) {
    for (const entity of evaluated) {
      world.assessments.set(stringifyEntityRef(entity), {
        ...draft,
        stage,
      });
    }
  }
  const now = () => DateTime.fromISO('2026-03-01T12:00:00.000Z');
  const catalog = new FakeCatalog();
  const engine = createEngine({ knex, catalog, world, now });
  await engine.updater.update(evaluated);
  const service = new ScorecardService({
    store: engine.scorecards,
    fleet: engine.fleet,
    rules: world,
    facts: { statesOf: async () => [coverage] },
    assessments: new AssessmentSummaryStore(knex),
    entities: {
      async getVisibleEntity(entityRef) {
        const entity = entities.find(
          item => stringifyEntityRef(item) === entityRef,
        );
        if (!entity) {
          throw new NotFoundError(`No entity ${entityRef} in the catalog`);
        }
        return entity;
      },
      getVisibleOf: async () => new Map(),
      getVisibleEntities: async () => visible,
      listVisible: async (refs: string[]) => refs,
    },
    catalog: catalogServiceMock({ entities }),
    targets: { read: async () => undefined },
    auth: mockServices.auth(),
    userInfo: mockServices.userInfo(),
    model: defaultModel,
    historyRetention: { days: 30 },
    now,
  });
  return {
    service,
    engine,
    catalog,
    knex,
    world,
    summary: (query: SummaryQueryInput) =>
      service.summary(summaryQuerySchema.parse(query), caller),
  };
}

describe('ScorecardService', () => {
  it('says why there is no scorecard, and what to do about it', async () => {
    const website = createService('website', { spec: { type: 'website' } });
    const api = createService('search', { kind: 'API' });
    const { service } = await setUp(
      [createService('search'), website, api],
      [],
    );

    await expect(service.get(refOf('search'), caller)).rejects.toThrow(
      'component:default/search has not been evaluated yet; wait for the next read of the catalog, or evaluate it now with POST to the same path',
    );
    await expect(service.get(refOf('website'), caller)).rejects.toThrow(
      /^component:default\/website has no scorecard, because no rule pack selects it: it is a Component of type website, and test selects \S.*; pavedRoad.scorecards.filter selects AI services$/,
    );
    await expect(service.get('api:default/search', caller)).rejects.toThrow(
      /^api:default\/search has no scorecard, because no rule pack selects it: it is an API of type ai-service, and .*; the spec.filter of a rule pack can name the kind API$/,
    );
    await expect(service.get('user:default/ada', caller)).rejects.toThrow(
      'kind: "user" has no scorecards, use another one than User and Location',
    );
  });

  it('lists, filters and exports scorecards by the standing as it is now', async () => {
    const { knex, service } = await setUp([
      createService('search'),
      createService('ranking'),
    ]);
    const standing = { id: 'clear', chance: 0.9, text: 'Clear, 90%' } as const;
    await new AssessmentStore(knex).create(
      changeTo(
        { ...createDraft({ entityRef: refOf('search') }), standing },
        'created',
      ),
    );
    const query = scorecardQuerySchema.parse({});
    const { items } = await service.list(query, caller);
    const exported = [];
    for await (const part of await service.export(query, caller)) {
      exported.push(...part);
    }
    for (const found of [items, exported]) {
      expect(
        found.map(({ entityRef, ...rest }) => [entityRef, rest.standing]),
      ).toEqual([
        [refOf('ranking'), undefined],
        [refOf('search'), standing],
      ]);
    }
    for (const [id, names] of [
      ['clear', ['search']],
      ['close', []],
    ] as const) {
      const page = await service.list({ ...query, standing: id }, caller);
      expect(page.items.map(({ entityRef }) => entityRef)).toEqual(
        names.map(refOf),
      );
    }
  });

  it('adds to a scorecard what its checks say, and where its facts come from', async () => {
    const { service } = await setUp([createService('search')]);
    const { results, facts, levels, tracks } = await service.get(
      refOf('search'),
      caller,
    );
    expect(facts).toEqual([coverage]);
    expect(levels).toEqual([
      { id: 'bronze', title: 'Bronze' },
      { id: 'silver', title: 'Silver' },
    ]);
    expect(tracks).toEqual([{ id: 'all', title: 'All' }]);
    expect(results[0]).toMatchObject({ checkId: 'lifecycle', level: 'bronze' });
    const resultOf = (id: string) =>
      results.find(({ checkId }) => checkId === id);
    expect(resultOf('covered')).toMatchObject({
      state: 'unknown',
      title: 'covered',
      facts: ['coverage'],
    });
    expect(resultOf('assessed')).toMatchObject({
      state: 'fail',
      facts: [],
      weight: 1,
      remediation: { text: 'Repair it.' },
    });
  });

  it('shows a template with what its form is to be filled in with', async () => {
    const { service } = await setUp([createService('search')]);
    const { results } = await service.get(refOf('search'), caller);
    expect(results.find(({ checkId }) => checkId === 'model')).toMatchObject({
      state: 'fail',
      remediation: {
        template: {
          ref: 'template:default/model',
          values: { name: 'search' },
        },
      },
    });
  });

  it('leaves out what the rules do not know any more', async () => {
    const { service, world } = await setUp([createService('search')]);
    world.rules = createRules({ without: 'assessed' });
    const { results } = await service.get(refOf('search'), caller);
    expect(results.map(({ checkId }) => checkId)).not.toContain('assessed');
  });

  it('tells how a scorecard changed to those who see the entity', async () => {
    const { service } = await setUp([createService('search')]);
    await expect(
      service.transitions(refOf('search'), { limit: 10 }, caller),
    ).resolves.toMatchObject({ items: [{ to: 'bronze', causes: [] }] });
    await expect(
      service.transitions(refOf('hidden'), { limit: 10 }, caller),
    ).rejects.toThrow('No entity component:default/hidden in the catalog');
  });

  it('tells how the scorecard of an entity changed that is gone to those who see everything', async () => {
    const gone = createService('gone');
    const historyFor = async (visible: VisibleEntities, name: string) => {
      const { service } = await setUp([], [gone], visible);
      return await service.transitions(refOf(name), { limit: 10 }, caller);
    };
    await expect(historyFor({ all: true }, 'gone')).resolves.toMatchObject({
      items: [{ to: 'bronze' }],
    });
    await expect(
      historyFor({ all: false, entityRefs: [] }, 'gone'),
    ).rejects.toThrow('No entity component:default/gone in the catalog');
    await expect(historyFor({ all: true }, 'never-there')).rejects.toThrow(
      'No entity component:default/never-there in the catalog',
    );
  });

  it('names the groups of a summary, in their order', async () => {
    const owners = [
      'group:default/b-team',
      'group:default/a-team',
      'group:default/not/a:name',
    ];
    const services = owners.map((owner, index) =>
      createService(`service-${index}`, {
        relations: [{ type: 'ownedBy', targetRef: owner }],
      }),
    );
    const { summary } = await setUp(
      [
        ...services,
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: { name: 'b-team', namespace: 'default', title: 'B Team' },
          spec: { profile: { displayName: 'Anna and friends' } },
        },
      ],
      services,
    );
    const groupsBy = async (groupBy: SummaryQueryInput['groupBy']) =>
      (await summary({ groupBy })).groups.map(({ title, entities }) => [
        title,
        entities,
      ]);

    await expect(groupsBy('owner')).resolves.toEqual([
      ['a-team', 1],
      ['Anna and friends', 1],
      ['not/a:name', 1],
    ]);
    await expect(groupsBy('level')).resolves.toEqual([
      ['No level', 0],
      ['Bronze', 3],
      ['Silver', 0],
    ]);
    await expect(groupsBy('track')).resolves.toEqual([['All', 3]]);
    await expect(groupsBy('check')).resolves.toEqual(
      ['assessed', 'covered', 'lifecycle', 'model', 'other'].map(title => [
        title,
        3,
      ]),
    );
    await expect(groupsBy('pattern')).resolves.toContainEqual([
      'No pattern',
      3,
    ]);
  });

  it('gives the groups of a summary page by page', async () => {
    const { summary } = await setUp([createService('search')]);
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await summary({ groupBy: 'check', limit: 2, cursor });
      expect(page.groups.length).toBeLessThanOrEqual(2);
      expect(page.totals.entities).toBe(1);
      titles.push(...page.groups.map(({ title }) => title));
      cursor = page.nextCursor;
    } while (cursor);
    expect(titles).toEqual([
      'assessed',
      'covered',
      'lifecycle',
      'model',
      'other',
    ]);
    await expect(
      summary({ groupBy: 'check', cursor: 'nonsense' }),
    ).rejects.toThrow('cursor: not a cursor of this list');
  });

  it('follows what is in scope, as far back as the history is kept', async () => {
    const services = ['search', 'ledger'].map(name =>
      createService(name, {
        relations: [{ type: 'ownedBy', targetRef: `group:default/${name}` }],
      }),
    );
    const { service, engine } = await setUp(services);
    const trend = (query: TrendQueryInput) =>
      service.trend(trendQuerySchema.parse(query), caller);
    // What is older than the trend is not known any more.
    await engine.scorecards.purgeTransitions(new Date('2026-03-02'));

    const { points, ...rest } = await trend({ days: 365 });
    expect(rest).toEqual({
      levels: [
        { id: 'bronze', title: 'Bronze' },
        { id: 'silver', title: 'Silver' },
      ],
      targetLevel: 'silver',
    });
    expect(points).toHaveLength(30);
    expect(points.at(-1)).toMatchObject({
      date: '2026-03-01',
      levels: { none: 0, bronze: 2, silver: 0 },
    });
    for (const scope of [
      { entity: 'search' },
      { owner: 'search' },
      { team: 'group:search' },
    ]) {
      const { points: days } = await trend({ days: 2, ...scope });
      expect(days.map(({ levels }) => levels.bronze)).toEqual([1, 1]);
    }
    await expect(trend({ entity: 'hidden' })).rejects.toThrow(
      'No entity component:default/hidden in the catalog',
    );
    await expect(trend({ entity: 'user:default/ada' })).rejects.toThrow(
      'kind: "user" has no scorecards, use another one than User and Location',
    );
  });

  it('doubts patterns that the decision model rates low for a stage', async () => {
    const patterns: (Pattern | undefined)[] = [
      'monolith',
      'microservices',
      'hybrid',
      undefined,
    ];
    const services = patterns.map((pattern, index) =>
      createService(`service-${index}`, {
        metadata: {
          name: `service-${index}`,
          namespace: 'default',
          ...(pattern && {
            annotations: { 'paved-road.io/pattern': pattern },
          }),
        },
      }),
    );
    const { service } = await setUp(services, services, { all: true }, 'mvp');
    await expect(service.patternMix({}, caller)).resolves.toEqual({
      cells: [
        { stage: 'mvp', entities: 1 },
        { stage: 'mvp', pattern: 'hybrid', entities: 1 },
        {
          stage: 'mvp',
          pattern: 'microservices',
          entities: 1,
          doubt: 'Draws boundaries before the product has found them.',
        },
        { stage: 'mvp', pattern: 'monolith', entities: 1 },
      ],
    });
  });

  it.each(['everybody', 'somebody under conditions'])(
    'exports no service twice and no hidden one to %s while services are renamed',
    async who => {
      const services = createServices(1_200);
      const shown = services
        .filter((_, index) => index % 5 > 0)
        .map(({ metadata }) => refOf(metadata.name));
      const visible = Promise.withResolvers<VisibleEntities>();
      const { knex, service, engine, catalog } = await setUp(
        services,
        services,
        visible.promise,
      );
      const isRestricted = who !== 'everybody';
      visible.resolve(
        isRestricted ? await visibleByClass(knex, shown) : { all: true },
      );
      const exported: string[] = [];
      const query = scorecardQuerySchema.parse({});
      for await (const page of await service.export(query, caller)) {
        const refs = page.map(({ entityRef }) => entityRef);
        if (exported.length === 0) {
          const [first, second] = refs.map(ref =>
            ref.slice('component:default/'.length),
          );
          // With another title, it comes last.
          const metadata = { name: first, namespace: 'default', title: 'Z' };
          catalog.put(createService(first, { metadata }));
          // With another name, it is another entity.
          catalog.put(createService('z'));
          await engine.updater.refresh([first, second, 'z'].map(refOf));
        }
        exported.push(...refs);
      }
      expect(exported.length).toBe(new Set(exported).size);
      expect(exported.toSorted()).toEqual(
        isRestricted
          ? shown.toSorted()
          : [
              ...services.map(({ metadata }) => refOf(metadata.name)),
              refOf('z'),
            ].toSorted(),
      );
    },
  );

  it('says which checks would lift how many services to which level', async () => {
    const { summary, service } = await setUp([
      createService('search', {
        spec: { type: 'ai-service', lifecycle: 'experimental' },
      }),
      createService('ledger'),
    ]);
    const { groups } = await summary({ groupBy: 'check' });
    expect(groups.map(({ key, lifts }) => [key, lifts])).toEqual([
      ['assessed', {}],
      ['covered', {}],
      ['lifecycle', { bronze: 1 }],
      ['model', {}],
      ['other', {}],
    ]);
    await expect(
      service.list(
        scorecardQuerySchema.parse({ lift: 'lifecycle', below: 'bronze' }),
        caller,
      ),
    ).resolves.toMatchObject({
      totalItems: 1,
      items: [
        {
          entityRef: refOf('search'),
          levelHistory: [{ level: 'none', levelRank: 0 }],
        },
      ],
    });
  });
});
