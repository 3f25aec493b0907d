import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  Assessment,
  AssessmentSummary,
  Measured,
  Page,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { DateTime } from 'luxon';
import {
  createHouseCheck,
  createHouseRules,
} from '../__testUtils__/houseRules';
import {
  admin,
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';
const bob = 'user:default/bob';

/** A function of one team, for which a second team changes the answer. */
const profile = {
  team: {
    devopsMaturity: 3,
    distributedExperience: 'some',
    teamSize: 6,
    parallelTeams: 1,
  },
  product: {
    driver: 'cost',
    roadmap: 'stable',
    budgetFocus: 'per-transaction',
  },
  workload: {
    traffic: 'spiky',
    requestsPerMonth: 400_000,
    latency: 'interactive',
    inferenceMs: 150,
    modelSizeGb: 0.4,
    memoryGb: 2,
    accelerator: 'none',
    invocation: 'api',
    state: 'stateless',
    dataPerRequestMb: 0.1,
    backgroundWork: 'none',
  },
  growth: { users: 2, data: 2, models: 1, experimentation: 2 },
};

interface Metrics {
  teams?: number;
  /** USD a day. */
  cost?: number;
  latency?: { p95: number };
  images?: string[];
  calls?: string[];
}

const now = DateTime.utc();
const daysAgo = (days: number) => now.minus({ days }).toISO();

/** What runs, by name, and how it ran before. */
class RunningWorld {
  readonly metrics = new Map<string, Metrics>();
  readonly earlier = new Map<string, { at: string; value: Metrics }[]>();
  isDown = false;

  /** Two teams since some days, and one before. */
  growsSince(name: string, days: number, more: Metrics = {}): void {
    this.metrics.set(name, { teams: 2, ...more });
    this.earlier.set(
      name,
      Array.from({ length: 60 }, (_, index) => ({
        at: daysAgo(60 - index),
        value: { teams: 60 - index <= days ? 2 : 1 },
      })),
    );
  }

  readonly module = createBackendModule({
    pluginId: 'paved-road',
    moduleId: 'metrics',
    register: env => {
      env.registerInit({
        deps: { collectors: factCollectorsExtensionPoint },
        init: async ({ collectors }) => {
          collectors.addFactCollector<Metrics>({
            id: 'metrics',
            title: 'Metrics',
            description: 'What runs.',
            schema: z =>
              z.object({
                teams: z.number().optional(),
                cost: z.number().optional(),
                latency: z.object({ p95: z.number() }).optional(),
                images: z.array(z.string()).optional(),
                calls: z.array(z.string()).optional(),
              }),
            freshness: { minutes: 1 },
            cost: 'low',
            measurements: {
              teams: { field: 'teams' },
              latencyP95: { field: 'latency.p95', unit: 'ms' },
            },
            collect: async ({ entity }) => {
              const { name } = entity.metadata;
              const value = this.metrics.get(name);
              if (this.isDown || !value) {
                throw new Error('The metrics are down');
              }
              return {
                status: 'known',
                value,
                source: `https://metrics.example.com/${name}`,
                earlier: this.earlier.get(name),
              };
            },
          });
        },
      });
    },
  });
}

const pack = createHouseRules([
  createHouseCheck(
    'holds',
    'bronze',
    'assessment == null || !has(assessment.measured) || assessment.measured.holds',
  ),
]);

describe('decisions under measurement', () => {
  const world = new RunningWorld();
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    const names = ['quotes', 'grown', 'growing', 'outgrown', 'quiet', 'drifts'];
    world.growsSince('quotes', 0);
    world.growsSince('grown', 3);
    world.growsSince('growing', 6);
    world.growsSince('outgrown', 10, { cost: 40, latency: { p95: 900 } });
    world.metrics.set('drifts', {
      images: ['shop', 'shop-worker'],
      calls: ['search', 'component:default/pricing', 'no reference at all:'],
    });
    world.metrics.set('quotes', { teams: 1 });
    world.growsSince('hidden', 10);
    backend = await startPavedRoad(
      [
        ...names
          .filter(name => name !== 'drifts')
          .map(name =>
            createComponent(name, ada, { title: name.toLocaleUpperCase('en') }),
          ),
        createComponent('hidden', bob, { restricted: true }),
        createComponent('drifts', ada, {
          annotations: { 'paved-road.io/pattern': 'monolith' },
          spec: {
            dependsOn: ['component:payment', 'resource:database'],
            consumesApis: ['search-api'],
          },
        }),
        createComponent('search', ada, {
          spec: { type: 'website', providesApis: ['search-api'] },
        }),
        createEntity('API', 'search-api', {
          type: 'openapi',
          lifecycle: 'production',
          owner: ada,
          definition: '{}',
        }),
      ],
      {
        pavedRoad: {
          reviewers: ['architects'],
          scorecards: { rulePacks: [pack], targetLevel: 'bronze' },
          measurements: {
            costPerMonth: { fact: 'metrics', field: 'cost', unit: 'USD/day' },
            deployables: { fact: 'metrics', field: 'images' },
            calls: { fact: 'metrics', field: 'calls' },
          },
        },
      },
      [world.module],
    );
  }, 60_000);

  const entityPath = (name: string) => `/entities/component/default/${name}`;

  /** Approves an assessment, and collects what is measured. */
  async function decide(name: string, owner = ada): Promise<Assessment> {
    const author = backend.asUser(owner);
    const { body: draft } = await author
      .post(`${entityPath(name)}/assessments`, { profile })
      .expect(201);
    await author.post(`/assessments/${draft.id}/submit`).expect(200);
    const { body } = await backend
      .asUser(admin)
      .post(`/assessments/${draft.id}/approve`)
      .expect(200);
    await evaluate(name);
    return body;
  }

  async function evaluate(name: string): Promise<Scorecard> {
    const { body } = await backend
      .asUser(admin)
      .post(`${entityPath(name)}/scorecard`)
      .expect(200);
    return body;
  }

  async function measuredOf(id: string, as = ada): Promise<Measured> {
    const { body } = await backend
      .asUser(as)
      .get(`/assessments/${id}/measured`)
      .expect(200);
    return body;
  }

  async function listed(query: string): Promise<Page<AssessmentSummary>> {
    const { body } = await backend
      .asUser(ada)
      .get(`/assessments?${query}`)
      .expect(200);
    return body;
  }

  describe('of one assessment', () => {
    it('say what was assumed, what is measured, and since when the answer is another one', async () => {
      const { id } = await decide('grown');
      expect(await measuredOf(id)).toMatchObject({
        assessmentId: id,
        entityRef: 'component:default/grown',
        status: 'changed',
        since: expect.stringMatching(`^${daysAgo(3)!.slice(0, 10)}`),
        assumed: { pattern: 'serverless' },
        measured: { pattern: 'microservices' },
        answers: [
          {
            measure: 'teams',
            question: 'team.parallelTeams',
            assumed: 1,
            value: 2,
            ratio: 2,
            unit: 'teams',
            fact: 'metrics',
            source: 'https://metrics.example.com/grown',
          },
        ],
        crossed: [{ path: 'team.parallelTeams', threshold: 2 }],
        profile: { team: { parallelTeams: 2 } },
        drift: [],
      });
    });
  });
});
