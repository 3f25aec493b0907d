import { stringifyEntityRef } from '@backstage/catalog-model';
import { ScorecardSummary } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import {
  createHouseCheck,
  createHouseRules,
} from '../__testUtils__/houseRules';
import {
  admin,
  createComponent,
  createEntity,
  reviewer,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { until } from '../__testUtils__/until';

const ada = 'user:default/ada';
const eve = 'user:default/eve';

const described = createHouseCheck(
  'described',
  'silver',
  'has(entity.metadata.description)',
);
const services = createHouseRules([
  createHouseCheck('owned', 'bronze', 'has(entity.spec.owner)'),
]);
/** Rules for four kinds, one of which is the catalog's, and one nobody's but the portal's. */
const others = {
  ...createHouseRules([described]),
  metadata: { name: 'others', title: 'Others', version: '1.0.0' },
};
others.spec.filter = {
  kind: { $in: ['API', 'Resource', 'Group', 'AiResource'] },
} as never;

const spec = { type: 'openapi', lifecycle: 'production', definition: 'none' };
const api = createEntity('API', 'orders', { ...spec, owner: ada });
const secretApi = createEntity(
  'API',
  'secret-orders',
  { ...spec, owner: ada },
  { labels: { visibility: 'restricted' } },
);
const group = createEntity('Group', 'team-a', { type: 'team', children: [] });
const model = createEntity(
  'Resource',
  'model',
  { type: 'ai-model', owner: ada },
  { description: 'Ours.' },
);
const entities = [
  createComponent('search', ada),
  createEntity('Domain', 'shop', { owner: ada }),
  api,
  secretApi,
  group,
  model,
];

describe('what the rules select, of any kind,', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  const list = async (query = '', user = eve) =>
    (await backend.asUser(user).get(`/scorecards${query}`).expect(200)).body
      .items as ScorecardSummary[];
  const refsOf = (items: ScorecardSummary[]) =>
    items.map(({ entityRef }) => entityRef).sort();

  beforeAll(async () => {
    backend = await startPavedRoad(entities, {
      pavedRoad: { scorecards: { rulePacks: [services, others] } },
    });
    await backend.trigger('catalogSync');
    await until(async () => (await list('', admin)).length === 5);
  });

  it('has a scorecard that those see who see the entity', async () => {
    const { body } = await backend
      .asUser(eve)
      .get('/entities/api/default/orders/scorecard')
      .expect(200);
    expect(body).toMatchObject({
      entityRef: 'api:default/orders',
      level: 'bronze',
      packs: [{ name: 'others' }],
    });
    const seen = [
      'api:default/orders',
      'component:default/search',
      'group:default/team-a',
      'resource:default/model',
    ];
    expect(refsOf(await list())).toEqual(seen);
    expect(refsOf(await list('', ada))).toEqual(
      [...seen, stringifyEntityRef(secretApi)].sort(),
    );
    expect(refsOf(await list('?kind=API'))).toEqual(['api:default/orders']);
    await backend
      .asUser(eve)
      .get('/entities/api/default/secret-orders/scorecard')
      .expect(404);
    const none = await backend
      .asUser(eve)
      .get('/entities/domain/default/shop/scorecard')
      .expect(404);
    expect(none.body.error.message).toMatch(
      /it is a Domain without a type, and house-rules selects .*; others selects kind API or Resource or Group or AiResource; the spec.filter of a rule pack can name the kind Domain$/,
    );
  });

  it('counts as a scorecard, and not as something to assess', async () => {
    const { body } = await backend
      .asUser(eve)
      .get('/scorecards/summary?groupBy=level')
      .expect(200);
    expect(body.totals).toMatchObject({
      entities: 4,
      assessable: 1,
      assessed: 0,
      onTheRoad: 2,
    });
    expect(refsOf(await list('?assessment=none'))).toEqual([
      'component:default/search',
    ]);
    const mix = await backend
      .asUser(eve)
      .get('/scorecards/pattern-mix')
      .expect(200);
    expect(mix.body.cells).toEqual([{ entities: 1 }]);
    const { body: refused } = await backend
      .asUser(ada)
      .get('/entities/api/default/orders/assessments')
      .expect(400);
    expect(refused.error.message).toContain('cannot be assessed');
  });

  it('can be evaluated, waived and part of a campaign', async () => {
    await backend
      .asUser(ada)
      .post('/entities/api/default/orders/scorecard')
      .expect(200);
    const { body: campaign } = await backend
      .asUser(admin)
      .post('/campaigns', {
        title: 'APIs at silver',
        targetLevel: 'silver',
        scope: { kind: 'API' },
        dueOn: DateTime.utc().plus({ days: 30 }).toISODate(),
      })
      .expect(201);
    const progressFor = async (user: string) =>
      (await backend.asUser(user).get(`/campaigns/${campaign.id}`)).body
        .progress;
    expect(await progressFor(admin)).toEqual({ total: 2, reached: 0 });
    expect(await progressFor(eve)).toEqual({ total: 1, reached: 0 });

    const { body: waiver } = await backend
      .asUser(ada)
      .post('/waivers', {
        entityRef: 'api:default/orders',
        checkId: 'described',
        reason: 'It is retired next month.',
        expiresAt: DateTime.utc().plus({ days: 20 }).toISO(),
      })
      .expect(201);
    await backend
      .asUser(reviewer)
      .post(`/waivers/${waiver.id}/approve`, { comment: 'Until then.' })
      .set('If-Match', '*')
      .expect(200);
    await until(
      async () => (await list('?kind=API&state=waived'))[0]?.level === 'gold',
    );
    expect(refsOf(await list('?kind=API&state=waived'))).toEqual([
      'api:default/orders',
    ]);
    expect(await progressFor(admin)).toEqual({ total: 2, reached: 1 });
  });

  it('is judged by the gate, also where the catalog has no such entity yet', async () => {
    const { annotations, ...metadata } = model.metadata;
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'AiResource',
      metadata: { ...metadata, name: 'review-style' },
      spec: { type: 'context', lifecycle: 'production', owner: ada },
    };
    const judge = (changes: object) =>
      backend.asUser(eve).post('/gate', { entity: { ...entity, ...changes } });
    expect((await judge({})).body).toMatchObject({
      verdict: 'allow',
      level: 'gold',
    });
    expect(
      (await judge({ metadata: { name: 'review-style' } })).body,
    ).toMatchObject({
      verdict: 'deny',
      blocking: ['described'],
    });
    for (const [changes, message] of [
      [{ kind: 'User', spec: {} }, /kind "User" has no scorecards/],
      [{ kind: 'Gadget' }, /no rule pack selects it: it is a Gadget of type/],
      [{ kind: 'API' }, /^entity: .*'definition'/],
      [
        { spec: { type: 'rule', lifecycle: 'production', owner: ada } },
        /^entity: .*'category'/,
      ],
      [{ apiVersion: 'v9' }, /^entity: apiVersion "v9" of the kind AiResource/],
    ] as const) {
      const { status, body } = await judge(changes);
      expect([status, body.error?.message]).toEqual([
        400,
        expect.stringMatching(message),
      ]);
    }
  });
});
