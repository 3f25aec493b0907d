import {
  entityMetadataFactRetriever,
  entityOwnershipFactRetriever,
  initializePersistenceContext,
  techdocsFactRetriever,
} from '@backstage-community/plugin-tech-insights-backend';
import { techInsightsFactRetrieversExtensionPoint } from '@backstage-community/plugin-tech-insights-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { DateTime } from 'luxon';
import {
  ada,
  blind,
  createComponent,
  startBackEnd,
} from './__testUtils__/startBackEnd';

const check = (id: string, expression: string, more: object = {}) => ({
  id,
  title: `Title of ${id}`,
  description: `Purpose of ${id}.`,
  track: 'catalog',
  level: 'bronze',
  expression,
  remediation: {
    text: `Remedy of ${id}.`,
    link: { title: 'More', url: 'https://example.com/more' },
  },
  ...more,
});

const pack = {
  apiVersion: 'paved-road.io/v1',
  kind: 'RulePack',
  metadata: { name: 'imported', title: 'Imported', version: '1.0.0' },
  spec: {
    filter: { kind: 'Component' },
    levels: [
      { id: 'bronze', title: 'Bronze' },
      { id: 'silver', title: 'Silver' },
    ],
    tracks: [{ id: 'catalog', title: 'Catalog' }],
    checks: [
      check('owner', 'facts.entityOwnershipFactRetriever.hasGroupOwner', {
        evidence: [
          {
            name: 'Has an owner',
            expression: 'facts.entityOwnershipFactRetriever.hasOwner',
          },
        ],
      }),
      check('tags', 'facts["entityMetadataFactRetriever"].hasTags'),
      check(
        'docs',
        'facts.techdocsFactRetriever.hasAnnotationBackstageIoTechdocsRef',
        { level: 'silver', filter: { 'spec.lifecycle': 'experimental' } },
      ),
      check('broken', 'facts.brokenRetriever.works', { level: 'silver' }),
    ],
  },
};

/** Rules that need no retriever. */
const plainPack = {
  ...pack,
  spec: {
    ...pack.spec,
    checks: [check('described', 'has(entity.metadata.description)')],
  },
};

/** A module as others have written it for the plugin tech-insights, with its real retrievers. */
const runs: string[] = [];
const retrieversModule = createBackendModule({
  pluginId: 'tech-insights',
  moduleId: 'retrievers',
  register({ registerInit }) {
    registerInit({
      deps: {
        retrievers: techInsightsFactRetrieversExtensionPoint,
        database: coreServices.database,
        logger: coreServices.logger,
      },
      async init({ retrievers, database, logger }) {
        retrievers.addFactRetrievers({
          entityMetadataFactRetriever,
          entityOwnershipFactRetriever: {
            ...entityOwnershipFactRetriever,
            handler: async context => {
              runs.push('ownership');
              return await entityOwnershipFactRetriever.handler(context);
            },
          },
          techdocsFactRetriever,
          broken: {
            id: 'broken-retriever',
            version: '1.0.0',
            schema: { works: { type: 'boolean', description: 'It works.' } },
            handler: async () => {
              throw new Error('The other system is down');
            },
          },
          notConfigured: {
            ...techdocsFactRetriever,
            id: 'not-configured',
            handler: async () => {
              throw new Error('Nobody wants it');
            },
          },
        });
        const { techInsightsStore } = await initializePersistenceContext(
          database,
          { logger },
        );
        await techInsightsStore.insertFactSchema(entityMetadataFactRetriever);
        await techInsightsStore.insertFacts({
          id: entityMetadataFactRetriever.id,
          facts: ['search', 'secret'].map(name => ({
            entity: { kind: 'component', namespace: 'default', name },
            facts: { hasTags: true },
            timestamp: DateTime.fromISO('2026-03-02T00:00:00Z'),
          })),
        });
      },
    });
  },
});

const cadence = { cadence: '*/15 * * * *' };

it('is one feature for the back end', async () => {
  const backEnd = await startBackEnd({
    entities: [],
    config: {
      pavedRoad: {
        scorecards: { rulePacks: [plainPack], targetLevel: 'bronze' },
      },
    },
    features: [],
    isOneFeature: true,
  });
  const found = await backEnd.clientOf(ada).getAllChecks();
  expect(found.map(({ id }) => id)).toEqual(['described']);
});

describe('with retrievers and the client of Tech Insights', () => {
  let backEnd: Awaited<ReturnType<typeof startBackEnd>>;
  const search = { kind: 'component', namespace: 'default', name: 'search' };
  const secret = { ...search, name: 'secret' };
  const unscored = { ...search, name: 'unscored' };

  beforeAll(async () => {
    backEnd = await startBackEnd({
      entities: [
        createComponent('search', 'group:default/search', { tags: ['java'] }),
        createComponent('billing', 'user:default/ada'),
        createComponent('secret', 'group:default/search', {
          labels: { secret: 'true' },
        }),
        createComponent('unscored', 'group:default/search'),
      ],
      config: {
        pavedRoad: {
          scorecards: { rulePacks: [pack], targetLevel: 'bronze' },
        },
        techInsights: {
          factRetrievers: {
            entityMetadataFactRetriever: cadence,
            entityOwnershipFactRetriever: cadence,
            techdocsFactRetriever: cadence,
            broken: { ...cadence, timeout: { minutes: 1 } },
          },
        },
      },
      features: [retrieversModule],
    });
    for (const name of ['search', 'billing', 'secret']) {
      await backEnd.evaluate(name);
    }
  });

  it('gives what the retrievers find to rules', async () => {
    const states = async (name: string) => {
      const { results, facts } = await backEnd.evaluate(name);
      return {
        ...Object.fromEntries(
          results.map((result: Record<string, string>) => [
            result.checkId,
            result.state,
          ]),
        ),
        reasons: facts.flatMap(({ reason }: { reason?: string }) =>
          reason ? [reason] : [],
        ),
      };
    };
    expect(await states('search')).toEqual({
      owner: 'pass',
      tags: 'pass',
      docs: 'not-applicable',
      broken: 'unknown',
      reasons: expect.arrayContaining(['The other system is down']),
    });
    expect(await states('billing')).toMatchObject({
      owner: 'fail',
      tags: 'fail',
    });
  });

  it('runs a retriever once for entities that are evaluated after each other', () => {
    expect(runs).toEqual(['ownership']);
  });

  it('answers the client with the checks of the active rule packs', async () => {
    const checks = await backEnd.clientOf(ada).getAllChecks();
    expect(checks.map(({ id }) => id)).toEqual([
      'owner',
      'tags',
      'docs',
      'broken',
    ]);
    expect(checks[1].factIds).toEqual(['entityMetadataFactRetriever']);
    expect(checks[0]).toEqual({
      id: 'owner',
      type: 'json-rules-engine',
      name: 'Title of owner',
      description: 'Purpose of owner.',
      factIds: ['entityOwnershipFactRetriever'],
      metadata: {
        category: 'Catalog',
        rank: 1,
        solution: 'Remedy of owner.',
        level: 'bronze',
      },
      links: [{ title: 'More', url: 'https://example.com/more' }],
    });
  });

  it('answers the client with what was decided, and with nothing of what was not', async () => {
    const client = backEnd.clientOf(ada);
    const results = await client.runChecks(search);
    expect(results.map(({ check: { id }, result }) => [id, result])).toEqual([
      ['owner', true],
      ['tags', true],
    ]);
    expect(results[0]).toMatchObject({
      facts: {
        'Has an owner': { id: 'Has an owner', type: 'string', value: 'true' },
      },
      check: {
        factIds: ['entityOwnershipFactRetriever'],
        metadata: { state: 'pass', rank: 1 },
      },
    });
    expect(
      (
        await client.runChecks({ ...search, name: 'billing' }, ['tags', 'none'])
      ).map(({ check: { id }, result }) => [id, result]),
    ).toEqual([['tags', false]]);
    expect(await client.runChecks(unscored)).toEqual([]);
  });

  it('answers for many entities, and for all if none is named', async () => {
    const client = backEnd.clientOf(ada);
    const shown = (response: { entity: string; results: object[] }[]) =>
      response.map(({ entity, results }) => [entity, results.length]);
    expect(
      shown(
        await client.runBulkChecks(
          [search, unscored],
          (await client.getAllChecks()).filter(({ id }) => id === 'owner'),
        ),
      ),
    ).toEqual([
      ['component:default/search', 1],
      ['component:default/unscored', 0],
    ]);
    expect(shown(await client.runBulkChecks([]))).toEqual([
      ['component:default/billing', 2],
      ['component:default/search', 2],
    ]);
  });

  it('tells the client which facts there are, and what they are', async () => {
    const client = backEnd.clientOf(ada);
    expect(await client.getFactSchemas()).toEqual([
      expect.objectContaining({
        id: 'entityMetadataFactRetriever',
        version: '0.0.1',
        hasTags: expect.objectContaining({ type: 'boolean' }),
        entityFilter: null,
      }),
      expect.objectContaining({ id: 'entityOwnershipFactRetriever' }),
      expect.objectContaining({ id: 'techdocsFactRetriever' }),
      expect.objectContaining({ id: 'broken-retriever' }),
    ]);
    expect(
      await client.getFacts(search, [
        'entityMetadataFactRetriever',
        // Fails.
        'broken-retriever',
        'not-configured',
      ]),
    ).toEqual({
      entityMetadataFactRetriever: {
        id: 'entityMetadataFactRetriever',
        version: '0.0.1',
        entity: search,
        timestamp: expect.stringMatching(/^\d{4}-/),
        facts: { hasTitle: false, hasDescription: false, hasTags: true },
      },
    });
  });

  it('has what Tech Insights recorded', async () => {
    const path = (name: string) =>
      `tech-insights/facts/range?${new URLSearchParams({
        entity: `component:default/${name}`,
        'ids[]': 'entityMetadataFactRetriever',
        startDatetime: '2026-03-01T00:00:00Z',
        endDatetime: '2026-03-03T00:00:00+02:00',
      })}`;
    expect(await backEnd.asUser(ada, path('search'))).toEqual({
      status: 200,
      body: {
        entityMetadataFactRetriever: [
          {
            id: 'entityMetadataFactRetriever',
            version: '0.0.1',
            entity: search,
            timestamp: '2026-03-02T00:00:00.000Z',
            facts: { hasTags: true },
          },
        ],
      },
    });
    expect(await backEnd.asUser(ada, path('secret'))).toEqual({
      status: 200,
      body: {},
    });
  });

  it('says nothing of entities that the caller may not see', async () => {
    const client = backEnd.clientOf(ada);
    expect(await client.runChecks(secret)).toEqual([]);
    expect(
      await client.getFacts(secret, ['entityMetadataFactRetriever']),
    ).toEqual({});
    expect(await client.runBulkChecks([secret])).toEqual([
      { entity: 'component:default/secret', results: [] },
    ]);
  });

  it.each([
    'GET checks',
    'POST checks/run/default/component/search',
    'POST checks/run',
    'GET fact-schemas',
    'GET facts/latest?entity=component:default/search&ids=a',
    'GET facts/range?entity=component:default/search&ids=a&startDatetime=2026-03-01T00:00:00Z&endDatetime=2026-03-03T00:00:00Z',
  ])('asks for a permission of Tech Insights at %s', async route => {
    const [method, path] = route.split(' ');
    expect(
      await backEnd.asUser(blind, `tech-insights/${path}`, method),
    ).toMatchObject({ status: 403 });
  });

  it.each([
    'facts/latest?entity=component:default/search',
    'facts/latest?ids=a',
    'facts/latest?entity=search&ids=a',
    'facts/range?entity=component:default/search&ids=a&startDatetime=x&endDatetime=y',
  ])('refuses %s', async path => {
    expect(await backEnd.asUser(ada, `tech-insights/${path}`)).toMatchObject({
      status: 400,
    });
  });
});
