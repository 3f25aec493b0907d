import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  Assessment,
  AssessmentSummary,
  Measured,
  Page,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import { factCollectorsExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { Knex } from 'knex';
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
import { until } from '../__testUtils__/until';

const ada = 'user:default/ada';
const bob = 'user:default/bob';

/** A monolith of one team, for which a second team clearly changes the answer. */
const profile = {
  team: {
    devopsMaturity: 2,
    distributedExperience: 'production',
    teamSize: 20,
    parallelTeams: 1,
  },
  product: {
    driver: 'time-to-market',
    roadmap: 'stable',
    budgetFocus: 'per-transaction',
  },
  workload: {
    traffic: 'steady',
    requestsPerMonth: 4_000_000,
    latency: 'interactive',
    inferenceMs: 150,
    modelSizeGb: 0.4,
    memoryGb: 2,
    accelerator: 'gpu',
    invocation: 'api',
    state: 'stateless',
    dataPerRequestMb: 0.1,
    backgroundWork: 'none',
  },
  growth: { users: 2, data: 2, models: 2, experimentation: 2 },
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
  #database!: Knex;

  /** As if an assessment had been approved before the numbers changed. */
  async approveEarlier(id: string): Promise<void> {
    await this.#database('assessments')
      .where({ id })
      .update({ reviewed_at: now.minus({ days: 60 }).toJSDate() });
  }

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
        deps: {
          collectors: factCollectorsExtensionPoint,
          database: coreServices.database,
        },
        init: async ({ collectors, database }) => {
          this.#database = await database.getClient();
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
              if (this.isDown) {
                throw new Error('The metrics are down');
              }
              if (!value) {
                throw new NotFoundError('No metrics');
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
  createHouseCheck(
    'settled',
    'silver',
    "assessment == null || assessment.standing != 'near-change'",
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
  });

  const entityPath = (name: string) => `/entities/component/default/${name}`;

  /** Approves an assessment, long ago unless it is said to be now, and collects what is measured. */
  async function decide(
    name: string,
    { owner = ada, isNew = false } = {},
  ): Promise<Assessment> {
    const author = backend.asUser(owner);
    const { body: draft } = await author
      .post(`${entityPath(name)}/assessments`, { profile })
      .expect(201);
    await author.post(`/assessments/${draft.id}/submit`).expect(200);
    const { body } = await backend
      .asUser(admin)
      .post(`/assessments/${draft.id}/approve`)
      .expect(200);
    if (!isNew) {
      await world.approveEarlier(draft.id);
    }
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
        assumed: { pattern: 'monolith' },
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

    it('hold predictions against what came, in the unit of the measure', async () => {
      const { id } = await decide('outgrown');
      const { predictions, others } = await measuredOf(id);
      expect(predictions).toMatchObject([
        { quantity: 'cost', unit: 'USD/month' },
        { quantity: 'p95', value: 0.9, unit: 's' },
      ]);
      expect(predictions[0].value).toBeCloseTo(40 * (730 / 24), 6);
      for (const { value, predicted, error } of predictions) {
        expect(error).toBeCloseTo(value / predicted - 1, 10);
      }
      expect(others).toEqual([]);
    });

    it('hold with what was assumed, and say nothing where nothing is measured', async () => {
      const { id } = await decide('quotes');
      expect(await measuredOf(id)).toMatchObject({
        status: 'holds',
        answers: [{ ratio: 1 }],
        crossed: [],
      });
      const quiet = await decide('quiet');
      const measured = await measuredOf(quiet.id);
      expect(measured).toMatchObject({ status: 'not-measured', answers: [] });
      expect(measured).not.toHaveProperty('measured');
      expect(measured).not.toHaveProperty('profile');
    });

    it('name what is deployed and called otherwise than declared, as far as it was observed', async () => {
      const { id } = await decide('drifts');
      const { drift } = await measuredOf(id);
      const source = 'https://metrics.example.com/drifts';
      expect(
        drift.map(({ id: what, evidence }) => [what, ...evidence]),
      ).toEqual([
        [
          'several-deployables',
          { text: 'shop', source },
          { text: 'shop-worker', source },
        ],
        ['undeclared-call', { text: 'component:default/pricing', source }],
        // Nobody sees calls to the database, and the search is called by its API.
        ['unseen-call', { text: 'component:default/payment', source }],
      ]);
    });

    it('begin with the approval where the answer had been another one before', async () => {
      const { id, events } = await decide('hidden', {
        owner: bob,
        isNew: true,
      });
      const approvedAt = events.at(-1)!.at;
      expect(await measuredOf(id, bob)).toMatchObject({
        status: 'changed',
        since: approvedAt,
        beforeApproval: true,
        crossed: [{ since: approvedAt, beforeApproval: true }],
      });
    });

    it('are shown to those who may see the assessment only', async () => {
      const { id } = await decide('hidden', { owner: bob, isNew: true });
      await measuredOf(id, bob);
      const { status, body } = await backend
        .asUser(ada)
        .get(`/assessments/${id}/measured`);
      expect([status, body.error.message]).toEqual([
        404,
        `No assessment ${id}`,
      ]);
      await backend.asUser(ada).get('/assessments/1/measured').expect(404);
    });

    it('say what stays true while a source fails, and why it is not confirmed', async () => {
      const { id } = (await listed('status=approved')).items.find(
        ({ entityRef }) => entityRef === 'component:default/grown',
      )!;
      world.isDown = true;
      await evaluate('grown');
      world.isDown = false;
      const [answer] = (await measuredOf(id)).answers;
      expect(answer).toMatchObject({
        value: 2,
        failing: expect.stringContaining('The metrics are down'),
      });
      await evaluate('grown');
      expect((await measuredOf(id)).answers[0]).not.toHaveProperty('failing');
    });
  });

  describe('of the fleet', () => {
    beforeAll(async () => {
      await decide('growing');
      backend.notified.length = 0;
      await backend.trigger('measured');
      await until(
        async () =>
          (await listed('standing=no-longer-holds')).totalItems === 1 &&
          backend.notified.length > 0,
      );
    });

    it('are listed by how they stand, as far as the caller may see them', async () => {
      for (const query of ['measured=near', 'standing=near-change']) {
        expect(await listed(`${query}&limit=1`)).toMatchObject({
          totalItems: 2,
          items: [
            {
              entityRef: 'component:default/growing',
              pattern: 'monolith',
              stale: [],
              standing: {
                id: 'near-change',
                chance: expect.any(Number),
                text: expect.stringMatching(
                  /^Near a change: Microservices \d\d% with measured values since [A-Z][a-z]{2} \d+, \d{4}$/,
                ),
              },
              measured: {
                holds: true,
                pattern: 'microservices',
                since: `${daysAgo(6)!.slice(0, 10)}T00:00:00.000Z`,
              },
            },
          ],
        });
      }
      for (const query of ['measured=changed', 'standing=no-longer-holds']) {
        expect((await listed(query)).items).toMatchObject([
          {
            entityRef: 'component:default/outgrown',
            standing: { id: 'no-longer-holds' },
            measured: { holds: false, pattern: 'microservices' },
          },
        ]);
      }
      expect((await listed('measured=holds')).items).toMatchObject([
        {
          entityRef: 'component:default/quotes',
          measured: { holds: true, pattern: 'monolith' },
        },
      ]);
      const refused = await backend.asUser(ada).get('/assessments?standing=no');
      expect(refused.status).toBe(400);
    });

    it('are stale once the answer has been another one for a week', async () => {
      const { items } = await listed('stale=true&status=approved');
      expect(items).toMatchObject([
        { entityRef: 'component:default/outgrown', stale: ['measured'] },
      ]);
      const { body } = await backend
        .asUser(ada)
        .get(`/assessments/${items[0].id}`)
        .expect(200);
      expect(body).toMatchObject({
        stale: ['measured'],
        standing: items[0].standing,
      });
    });

    it('are told to owners and reviewers, once, and not in the daily summary', async () => {
      // Not of the hidden one, which was approved today.
      expect(backend.notified).toEqual([
        {
          recipients: {
            type: 'entity',
            entityRef: [ada, 'group:default/architects'],
          },
          payload: {
            title: 'The decision for OUTGROWN no longer holds',
            description: expect.stringMatching(
              /^No longer holds: Microservices \d\d% with measured values since \w+ \d+, \d{4}\. Measured: Teams that commit at 2 teams \(assumed: 1 team\)\.$/,
            ),
            link: '/catalog/default/component/outgrown/architecture',
            severity: 'normal',
            topic: 'measured-decision',
            scope: expect.stringMatching(/^measured-decision:/),
          },
        },
      ]);
      backend.notified.length = 0;
      await backend.trigger('measured');
      await backend.trigger('summaries');
      await backend.trigger('measured');
      expect(
        backend.notified.map(({ payload }) => payload.description),
      ).toEqual([]);
    });

    it('are checked by rules', async () => {
      const stateOf = async (name: string) =>
        (await evaluate(name)).results.find(
          ({ checkId }) => checkId === 'holds',
        )?.state;
      expect(await stateOf('outgrown')).toBe('fail');
      // The measured answer has not been another one for a week.
      for (const name of ['growing', 'grown', 'quotes', 'quiet']) {
        expect(await stateOf(name)).toBe('pass');
      }
    });

    it('are work of a campaign to the level of the check', async () => {
      const { body: campaign } = await backend
        .asUser(admin)
        .post('/campaigns', {
          title: 'Review what no longer holds',
          targetLevel: 'bronze',
          dueOn: now.plus({ days: 30 }).toISODate(),
        })
        .expect(201);
      const { body } = await backend
        .asUser(ada)
        .get(`/campaigns/${campaign.id}/tasks`)
        .expect(200);
      expect(body.items).toMatchObject([
        { title: 'OUTGROWN', checks: [{ checkId: 'holds' }] },
      ]);
    });

    it('have their predictions beside what came, worst first, with the errors of each group', async () => {
      const { body } = await backend
        .asUser(ada)
        .get('/predictions')
        .expect(200);
      const hidden = await backend.asUser(bob).get('/predictions').expect(200);
      expect(body).toMatchObject({
        totalItems: 1,
        items: [
          {
            entityRef: 'component:default/outgrown',
            entityTitle: 'OUTGROWN',
            pattern: 'monolith',
            latency: { measured: 0.9 },
          },
        ],
        groups: [
          { pattern: 'monolith', cost: { services: 1 }, suggestions: [] },
        ],
      });
      expect(hidden.body).toEqual(body);
      const none = await backend
        .asUser(ada)
        .get('/predictions?pattern=serverless')
        .expect(200);
      expect(none.body).toEqual({ items: [], totalItems: 0, groups: [] });
    });

    it('have their predictions as CSV', async () => {
      const { text, headers } = await backend
        .asUser(ada)
        .get('/predictions.csv')
        .expect(200);
      expect(headers['content-disposition']).toMatch(
        /attachment; filename="predictions-\d{4}-\d\d-\d\d\.csv"/,
      );
      const [header, row, ...rest] = text.split('\r\n');
      expect(header).toBe(
        'entity,title,platform,pattern,predicted cost (USD/month),measured cost (USD/month),cost: measured by predicted,"predicted latency (s, p95)","measured latency (s, p95)",latency: measured by predicted,measured at,assessment',
      );
      expect(row).toMatch(
        /^component:default\/outgrown,OUTGROWN,[\w-]+,monolith,/,
      );
      expect(rest).toEqual(['']);
    });

    it('are forgotten while nothing is known, and not told again when it is', async () => {
      backend.notified.length = 0;
      const isListed = async () =>
        (await listed('measured=changed')).items.some(
          ({ entityRef }) => entityRef === 'component:default/outgrown',
        );
      world.metrics.delete('outgrown');
      await evaluate('outgrown');
      await until(async () => {
        await backend.trigger('measured');
        return !(await isListed());
      });
      expect((await listed('stale=true&status=approved')).items).toEqual([]);
      world.metrics.set('outgrown', { teams: 2 });
      await evaluate('outgrown');
      await until(async () => {
        await backend.trigger('measured');
        return (await listed('stale=true&status=approved')).totalItems === 1;
      });
      expect(backend.notified).toEqual([]);
    });

    it('are evaluated again when they stand otherwise than before', async () => {
      const failing = async () => {
        const { body } = await backend
          .asUser(ada)
          .get('/scorecards?check=settled&state=fail')
          .expect(200);
        return body.items.map(({ title }: { title: string }) => title);
      };
      world.metrics.set('quotes', { teams: 3 });
      await evaluate('quotes');
      expect(await failing()).not.toContain('QUOTES');
      await until(async () => {
        await backend.trigger('measured');
        await backend.trigger('evaluation');
        return (await failing()).includes('QUOTES');
      });
    });
  });
});
