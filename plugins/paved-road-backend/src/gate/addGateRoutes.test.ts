import { Entity } from '@backstage/catalog-model';
import { GateResult } from '@paved-road/plugin-paved-road-common';
import { gateResultSchema } from '@paved-road/plugin-paved-road-common/schemas';
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
const eve = 'user:default/eve';

const pack = createHouseRules([
  createHouseCheck(
    'owned',
    'bronze',
    "relations.exists(r, r.type == 'ownedBy' && r.target.exists)",
  ),
  createHouseCheck(
    'model',
    'bronze',
    "relations.exists(r, r.type == 'dependsOn' && r.target.exists && r.target.type == 'ai-model')",
  ),
  createHouseCheck(
    'assessed',
    'silver',
    "has(assessment.pattern) && assessment.pattern == 'monolith'",
  ),
  createHouseCheck(
    'licensed',
    'silver',
    "facts.repository.files.exists(f, f == 'LICENSE')",
  ),
  createHouseCheck('used', 'gold', "relations.exists(r, r.type == 'hasPart')"),
  createHouseCheck(
    'located',
    'gold',
    "'backstage.io/managed-by-location' in entity.metadata.annotations",
  ),
]);

const team = createEntity('Group', 'team-a', { type: 'team', children: [] });
const part = createComponent('search-part', 'team-a', {
  spec: { subcomponentOf: 'search' },
});
const secretModel = createEntity(
  'Resource',
  'secret-model',
  { type: 'ai-model', owner: 'user:default/ada' },
  { labels: { visibility: 'restricted' } },
);

/** As a checkout describes it, without what the catalog adds. */
function described(entity: Entity, spec: object = {}): Entity {
  const { annotations, ...metadata } = entity.metadata;
  return { ...entity, metadata, spec: { ...entity.spec, ...spec } };
}

const newService = described(
  createComponent('new-service', 'group:default/team-a', {
    spec: { dependsOn: ['resource:new-model'] },
  }),
);
const model = described(
  createEntity('Resource', 'new-model', { type: 'ai-model', owner: 'team-a' }),
);
const complete = {
  entity: newService,
  companions: [model],
  facts: { repository: { files: ['LICENSE'], probes: {} } },
  assessment: {
    profile: { team: { teamSize: 4 } },
    decision: { pattern: 'monolith' },
  },
};

describe('the gate', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad(
      [
        team,
        createComponent('search', ada, {
          spec: { dependsOn: ['resource:secret-model'] },
        }),
        createComponent('hidden', ada, { restricted: true }),
        part,
        secretModel,
      ],
      { pavedRoad: { scorecards: { rulePacks: [pack] } } },
    );
  });

  const ask = async (body: object, user = eve): Promise<GateResult> => {
    const answer = await backend.asUser(user).post('/gate', body);
    expect([answer.status, answer.body.error]).toEqual([200, undefined]);
    return gateResultSchema.parse(answer.body);
  };
  const refuse = async (body: object) =>
    (await backend.asUser(eve).post('/gate', body).expect(400)).body.error
      .message;
  const statesOf = ({ results }: GateResult) =>
    Object.fromEntries(results.map(({ checkId, state }) => [checkId, state]));

  it('lets a new service in that is complete, and stores nothing', async () => {
    expect(await ask(complete)).toMatchObject({
      verdict: 'allow',
      entityRef: 'component:default/new-service',
      level: 'silver',
      minLevel: 'silver',
      packs: [{ name: 'house-rules', version: '1.0.0' }],
      blocking: [],
    });
    const { body } = await backend.asUser(admin).get('/assessments');
    expect(body.totalItems).toBe(0);
  });

  it('says what is missing of a new service, and what is unknown', async () => {
    const result = await ask({ entity: newService, minLevel: 'silver' });
    expect(result).toMatchObject({
      verdict: 'deny',
      level: 'none',
      blocking: ['model', 'assessed', 'licensed'],
    });
    expect(statesOf(result)).toMatchObject({
      owned: 'pass',
      model: 'fail',
      licensed: 'unknown',
    });
    expect(
      result.results.find(({ checkId }) => checkId === 'licensed'),
    ).toMatchObject({ reason: 'Repository: not given.' });
  });

  it('asks for no more than the level that is needed', async () => {
    const { facts, assessment, ...bare } = complete;
    expect(await ask({ ...bare, minLevel: 'bronze' })).toMatchObject({
      verdict: 'allow',
      level: 'bronze',
      blocking: [],
    });
    expect(await ask({ ...complete, minLevel: 'gold' })).toMatchObject({
      verdict: 'deny',
      level: 'silver',
      blocking: ['used', 'located'],
    });
  });

  it('judges a known service as its checkout describes it, with what the catalog knows beside', async () => {
    const search = described(createComponent('search', ada), {
      dependsOn: ['resource:new-model'],
      owner: 'group:default/nobody',
    });
    await backend
      .asUser(ada)
      .post('/entities/component/default/search/assessments', {
        profile: {},
        decision: { pattern: 'monolith' },
      })
      .expect(201);
    const result = await ask({
      entity: search,
      companions: [model],
      assessment: { profile: {}, decision: { pattern: 'serverless' } },
    });
    expect(statesOf(result)).toEqual({
      // By what the checkout says now.
      owned: 'fail',
      model: 'pass',
      // As it is stored, whatever is proposed.
      assessed: 'pass',
      licensed: 'unknown',
      // What another entity and the catalog say about it.
      used: 'pass',
      located: 'pass',
    });
  });

  it('uses nothing that the caller may not see', async () => {
    await backend
      .asUser(ada)
      .post('/entities/component/default/hidden/assessments', {
        profile: {},
        decision: { pattern: 'monolith' },
      })
      .expect(201);
    const request = {
      entity: described(createComponent('hidden', ada), {
        dependsOn: ['resource:secret-model'],
      }),
    };
    expect(statesOf(await ask(request, ada))).toMatchObject({
      model: 'pass',
      assessed: 'pass',
    });
    expect(statesOf(await ask(request, eve))).toMatchObject({
      model: 'fail',
      assessed: expect.not.stringMatching('pass'),
    });
  });

  it('needs somebody who asks', async () => {
    const nobody = await backend.as('').post('/gate', complete);
    const service = await backend.asService().post('/gate', complete);
    expect([nobody.status, service.status]).toEqual([401, 200]);
  });

  it.each<[string, object, RegExp]>([
    [
      'a level that is none',
      { ...complete, minLevel: 'platinum' },
      /minLevel: "platinum" is not a level, use one of bronze, silver, gold/,
    ],
    ['no entity', {}, /entity: expected object/],
    [
      'an entity that the catalog would refuse',
      { entity: { ...newService, metadata: { name: '../x' } } },
      /entity: .*name/,
    ],
    [
      'a spec that the catalog would refuse',
      { entity: { ...newService, spec: { type: 'ai-service' } } },
      /entity: .*spec/,
    ],
    [
      'a kind that no pack selects',
      { entity: model },
      /entity: there is no verdict; resource:default\/new-model has no scorecard, because no rule pack selects it/,
    ],
    [
      'a companion of a version that the catalog does not know',
      {
        entity: { ...newService, apiVersion: 'v9' },
        companions: [{ ...model, apiVersion: 'v9' }],
      },
      /entity: apiVersion "v9" of the kind Component is not known, use for example backstage.io\/v1alpha1/,
    ],
    [
      'an entity that no pack selects',
      { entity: described(newService, { type: 'website' }) },
      /entity: there is no verdict; component:default\/new-service has no scorecard, because no rule pack selects it/,
    ],
    [
      'a reference that is none',
      { entity: described(newService, { dependsOn: ['new-model'] }) },
      /entity: spec.dependsOn: /,
    ],
    [
      'a companion that is none',
      { ...complete, companions: [{ ...model, metadata: { name: '' } }] },
      /companions.0: /,
    ],
    [
      'a companion that refers to nothing',
      {
        ...complete,
        companions: [model, described(part, { dependsOn: ['x'] })],
      },
      /companions.1: spec.dependsOn: .*"x"/,
    ],
    [
      'an entity that is described twice',
      { ...complete, companions: [model, newService] },
      /companions.1: component:default\/new-service is described twice/,
    ],
    [
      'more references than somebody writes',
      {
        entity: described(newService, {
          dependsOn: Array.from({ length: 1001 }, (_, i) => `resource:m${i}`),
        }),
      },
      /entity: spec.dependsOn: names 1001 entities, use at most 1000/,
    ],
    [
      'a fact that is none',
      { ...complete, facts: { weather: 'fine' } },
      /facts.weather: there is no such fact, use one of repository/,
    ],
    [
      'a fact of another shape',
      { ...complete, facts: { repository: { files: 'LICENSE' } } },
      /Invalid facts.repository: files: expected array/,
    ],
    [
      'an assessment that is none',
      { ...complete, assessment: { profile: { team: { teamSize: 0 } } } },
      /assessment.profile.team.teamSize: 0/,
    ],
    [
      'an unknown field',
      { ...complete, level: 'gold' },
      /level: unknown field/,
    ],
  ])('refuses %s by name', async (_, body, message) => {
    expect(await refuse(body)).toMatch(message);
  });

  it('refuses what is nested without end', async () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const body = JSON.stringify({ ...complete, facts: { slo: 'deep' } });
    const { status, body: answer } = await backend
      .asUser(eve)
      .post('/gate', body.replace('"deep"', deep))
      .type('json');
    expect(status).toBe(400);
    expect(answer.error.message).toBe(
      'The body: it is nested deeper than 200 levels',
    );
  });

  it('refuses more than a repository can have', async () => {
    const facts = { repository: 'x'.repeat(4e6) };
    const { status } = await backend
      .asUser(eve)
      .post('/gate', { ...complete, facts });
    expect(status).toBe(413);
  });

  it('gives the verdict of the scorecard', async () => {
    const { body: scorecard } = await backend
      .asUser(ada)
      .post('/entities/component/default/search/scorecard')
      .expect(200);
    const result = await ask(
      {
        entity: described(
          createComponent('search', ada, {
            spec: { dependsOn: ['resource:secret-model'] },
          }),
        ),
      },
      ada,
    );
    expect(result.level).toBe(scorecard.level);
    expect(statesOf(result)).toEqual(statesOf(scorecard));
  });
});
