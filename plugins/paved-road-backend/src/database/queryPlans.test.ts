import {
  coreServices,
  createServiceFactory,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { checkStates } from '@paved-road/plugin-paved-road-common/rules';
import { capabilities } from '@paved-road/plugin-paved-road-common/schemas';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { createScorecardStore } from '../__testUtils__/createScorecardStore';
import { fillFacts, fillHistory } from '../__testUtils__/fillHistory';
import { fillRecords } from '../__testUtils__/fillRecords';
import {
  otherReads,
  Places,
  recordPages,
  Records,
  scorecardPages,
} from '../__testUtils__/fleetPages';
import {
  createDice,
  createMember,
  FleetMember,
  toChange,
} from '../__testUtils__/scorecardFixtures';
import { createComponent, createEntity } from '../__testUtils__/startPavedRoad';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { pavedRoadPlugin } from '../plugin';

/*
 * Statistics of PostgreSQL include every row up to 300 times this. The fleet is smaller, so that they are the same in each
 * run.
 */
const STATISTICS = 1_000;
const SERVICES = 10_000;
const CHECKS = 20;

const databases = createTestDatabases();

const places: Places = {
  service: 'service-777',
  owner: 'group:default/team-12',
  department: 'group:default/team-3',
  system: 'system:default/system-5',
  check: 'check-4',
  track: 'delivery',
};
const records: Records = {
  entity: 'component/default/service-0',
  systemPath: 'system/default/system-5',
  campaign: '',
  preview: randomUUID(),
};

const levels = ['bronze', 'silver', 'gold'];
const tracks = ['ownership', 'delivery', 'architecture'];

function createServices(): FleetMember[] {
  const { roll, oneOf } = createDice(SERVICES);
  return Array.from({ length: SERVICES }, (_, index) => {
    const levelRank = roll(4);
    return createMember(
      `service-${index}`,
      Array.from({ length: CHECKS }, () => oneOf(checkStates)),
      {
        entity: {
          title: `AI service ${index}`,
          // One group owns a fifth of the fleet.
          owner: `group:default/team-${index % 5 ? roll(200) : 199}`,
          system: `system:default/system-${roll(100)}`,
          lifecycle: oneOf(['production', 'experimental']),
          type: 'ai-service',
        },
        scorecard: {
          level: ['none', ...levels][levelRank],
          levelRank,
          score: roll(10_000) / 100,
          pattern: oneOf(['monolith', 'microservices', 'serverless']),
          lift:
            roll(10) === 0 ? { checkId: 'check-4', level: 'gold' } : undefined,
          assessmentStatus: index % 16 ? undefined : 'approved',
          stale: index % 80 === 0,
          evaluatedAt: new Date().toISOString(),
        },
      },
    );
  });
}

/** Everyone but {@link some} sees everything. */
const everyone = 'user:default/mock';
/** Does not see what the group owns that owns a fifth of the fleet. */
const some = 'user:default/some';

const permissions = mockServices.permissions.mock({
  authorize: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  authorizeConditional: async (requests, options) =>
    requests.map(() =>
      JSON.stringify(options).includes(some)
        ? {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'catalog',
            resourceType: 'catalog-entity',
            conditions: {
              not: {
                rule: 'IS_ENTITY_OWNER',
                resourceType: 'catalog-entity',
                params: { claims: ['group:default/team-199'] },
              },
            },
          }
        : { result: AuthorizeResult.ALLOW },
    ),
});

/** Has each connection plan alike. */
async function fixSettings(knex: Knex): Promise<void> {
  const { rows } = await knex.raw('SELECT current_database() AS name');
  for (const setting of [
    `default_statistics_target = ${STATISTICS}`,
    'max_parallel_workers_per_gather = 0',
    'jit = off',
  ]) {
    await knex.raw(`ALTER DATABASE ?? SET ${setting}`, [rows[0].name]);
  }
  // Open connections keep their settings.
  await knex.destroy();
  knex.initialize();
}

/**
 * Packs all tables and renews their statistics. Plans depend on the pages of a table, and without packing these depend
 * on when autovacuum last ran.
 */
async function settle(knex: Knex): Promise<void> {
  await knex.raw('VACUUM FULL');
  // Packing resets the visibility map, which index scans use.
  await knex.raw('VACUUM ANALYZE');
}

async function fill(knex: Knex): Promise<void> {
  const { store, index, teams } = await createScorecardStore(knex);
  const members = createServices();
  for (let start = 0; start < SERVICES; start += 1_000) {
    const page = members.slice(start, start + 1_000);
    await index.upsert(page.map(({ entity }) => entity));
    await store.save(page.map(({ scorecard }) => toChange(scorecard)));
  }
  await teams.upsert(
    Array.from({ length: 200 }, (_, team) => ({
      entityRef: `group:default/team-${team}`,
      parentRef: team < 20 ? undefined : `group:default/team-${team % 20}`,
    })),
    'sync',
  );
  await fillRecords(
    knex,
    members.map(({ entity }) => entity.entityRef),
  );
  await fillFacts(knex);
  await fillHistory(knex);
  const now = new Date();
  await knex('rule_previews').insert({
    id: records.preview,
    state: 'finished',
    requested_by: 'user:default/mock',
    rules: JSON.stringify({ packs: [], warnings: [], levels: [], checks: [] }),
    figures: JSON.stringify({
      compared: 0,
      changes: {},
      levels: {},
      checks: {},
    }),
    total: SERVICES,
    done: SERVICES,
    created_at: now,
    advanced_at: now,
    finished_at: now,
  });
  await knex.raw(
    `INSERT INTO rule_preview_services
    SELECT ?, entity_ref, sort_name, title, owner, '', level, level, '[]' FROM scorecards`,
    [records.preview],
  );
}

const rulePack = {
  apiVersion: 'paved-road.io/v1',
  kind: 'RulePack',
  metadata: { name: 'plans', title: 'Plans', version: '1.0.0' },
  spec: {
    filter: { kind: 'Component' },
    levels: levels.map(id => ({ id, title: id })),
    tracks: tracks.map(id => ({ id, title: id })),
    checks: Array.from({ length: CHECKS }, (_, index) => ({
      id: `check-${index}`,
      title: `Check ${index}`,
      description: 'Is always passed.',
      level: levels[index % 3],
      track: tracks[index % 3],
      expression: 'true',
      remediation: { text: 'Nothing to do.' },
    })),
  },
};

/** What the pages ask of the catalog. */
function createCatalog(): CatalogService {
  const entities = new Map(
    [
      createComponent('service-0', 'team-12'),
      {
        ...createEntity('System', 'system-5', { owner: 'team-12' }),
        relations: [
          { type: 'hasPart', targetRef: 'component:default/service-0' },
        ],
      },
      ...Array.from({ length: 200 }, (_, team) =>
        createEntity('Group', `team-${team}`, { type: 'team', children: [] }),
      ),
    ].map(entity => [
      stringifyEntityRef(entity),
      {
        ...entity,
        metadata: { ...entity.metadata, uid: entity.metadata.name },
      },
    ]),
  );
  return {
    getEntityByRef: async (ref: string) => entities.get(ref),
    getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(ref => entities.get(ref)),
    }),
    async *streamEntities() {
      yield [...entities.values()];
      yield createServices().map(({ entity: { title, owner = '' } }, index) => {
        const service = createComponent(`service-${index}`, 'nobody');
        return {
          ...service,
          metadata: { ...service.metadata, title },
          relations: [{ type: 'ownedBy', targetRef: owner }],
        };
      });
    },
    queryEntities: async () => ({
      items: [entities.get('component:default/service-0')],
      totalItems: 1,
      pageInfo: {},
    }),
  } as unknown as CatalogService;
}

async function startPlugin(knex: Knex) {
  const { server } = await startTestBackend({
    features: [
      pavedRoadPlugin,
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
      permissions.factory,
      // Nothing happens beside the requests.
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () =>
          ({
            scheduleTask: async () => {},
            triggerTask: async () => {},
          }) as Partial<SchedulerService> as SchedulerService,
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: createCatalog,
      }),
      mockServices.rootConfig.factory({
        data: {
          pavedRoad: {
            scorecards: { rulePacks: [rulePack] },
            facts: {
              pushed: [
                {
                  name: 'coverage',
                  title: 'Coverage',
                  description: 'Share of the code that tests run.',
                  schema: { type: 'number' },
                },
              ],
            },
          },
        },
      }),
    ],
  });
  return server;
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'CTE Name'?: string;
  'Subplan Name'?: string;
  Plans?: PlanNode[];
}

/**
 * Node types, relations and indexes, without costs. How an index is scanned does not matter: that changes with the rows
 * that are in memory and with a few pages more.
 */
function toShape(node: PlanNode): string {
  const [child, ...others] = node.Plans ?? [];
  if (
    node['Node Type'] === 'Bitmap Heap Scan' &&
    child['Node Type'] === 'Bitmap Index Scan' &&
    others.length === 0
  ) {
    return `Index Scan ${node['Relation Name']} ${child['Index Name']}`;
  }
  const names = [
    node['Node Type'].replace('Index Only Scan', 'Index Scan'),
    node['Relation Name'] ?? node['CTE Name'],
    node['Index Name'],
  ].filter(name => name !== undefined);
  const children = (node.Plans ?? []).map(toShape);
  return `${names.join(' ')}${children.length > 0 ? ` (${children.join(', ')})` : ''}`;
}

type Query = Pick<Knex.Sql, 'sql' | 'bindings'>;

/** Plans queries as one back end, so that no statistics change in between. */
async function explain(knex: Knex, queries: Query[]): Promise<string[]> {
  const connection = await knex.client.acquireConnection();
  try {
    const shapes: string[] = [];
    for (const { sql, bindings } of queries) {
      const { rows } = await connection.query(
        `EXPLAIN (FORMAT JSON) ${sql}`,
        bindings,
      );
      shapes.push(toShape(rows[0]['QUERY PLAN'][0].Plan));
    }
    return shapes;
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

describe('query plans', () => {
  it('has every GET operation', () => {
    const reads = capabilities
      .flatMap(({ operations }) => Object.entries(operations))
      .filter(([, { route }]) => route.startsWith('GET '))
      .map(([name]) => name);
    expect(
      [
        ...Object.keys(scorecardPages(places)),
        ...Object.keys(recordPages(places, records)),
        ...otherReads,
      ].sort(),
    ).toEqual(reads.sort());
  });

  it('are as before, also for people who see a part', async () => {
    const knex = await databases.init('POSTGRES_18');
    await fixSettings(knex);
    // Before there is anything that its new rules make it evaluate.
    const api = request(await startPlugin(knex));
    await fill(knex);
    const { body: campaign } = await api
      .post('/api/paved-road/campaigns')
      .send({ title: 'Silver', targetLevel: 'silver', dueOn: '2999-01-01' })
      .expect(201);
    await settle(knex);

    let queries: Query[] = [];
    knex.on('query', (query: Query) => {
      // How often the age of the index of access is read depends on the time.
      if (
        /^\s*(select|with)\b/i.test(query.sql) &&
        !query.sql.includes('access_index')
      ) {
        queries.push(query);
      }
    });
    const pages: Record<string, Record<string, string>> = {
      ...scorecardPages(places),
      ...recordPages(places, { ...records, campaign: campaign.id }),
    };
    const plans: Record<string, string[]> = {};
    const get = (path: string, user: string) =>
      api
        .get(`/api/paved-road${path}`)
        .set('Authorization', mockCredentials.user.header(user));
    // The index of who may see what is read.
    await get('/scorecards', some).expect(200);
    await settle(knex);
    for (const [title, path] of Object.values(pages).flatMap(Object.entries)) {
      for (const user of [everyone, some]) {
        queries = [];
        const { status, text } = await get(path, user);
        expect([title, status, text]).toEqual([title, 200, text]);
        // Some are sent at the same time.
        plans[user === some ? `${title}, a part` : title] = (
          await explain(knex, queries)
        ).sort();
      }
    }
    expect(plans).toMatchSnapshot();
  }, 240_000);
});
