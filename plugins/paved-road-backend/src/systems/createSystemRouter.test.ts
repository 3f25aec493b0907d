import {
  AssessmentPatchInput,
  SystemComposition,
} from '@paved-road/plugin-paved-road-common';
import {
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';
const eve = 'user:default/eve';
const path = '/entities/system/default/shop/composition';

const profile = {
  team: { devopsMaturity: 2, teamSize: 2, parallelTeams: 1 },
  product: { driver: 'time-to-market' },
  workload: {
    requestsPerMonth: 1_000_000,
    inferenceMs: 100,
    modelSizeGb: 0.5,
    memoryGb: 2,
    accelerator: 'none',
    latency: 'interactive',
    traffic: 'steady',
    invocation: 'api',
  },
} satisfies AssessmentPatchInput['profile'];

describe('the composition of a system over HTTP', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  const inShop = (
    name: string,
    spec: Record<string, string[]> = {},
    options: { restricted?: boolean; title?: string } = {},
  ) =>
    createComponent(name, ada, {
      ...options,
      spec: { system: 'shop', ...spec },
    });

  beforeAll(async () => {
    backend = await startPavedRoad([
      createEntity('System', 'shop', { owner: ada }),
      inShop(
        'search',
        {
          dependsOn: ['component:rank', 'component:elsewhere', 'resource:db'],
          consumesApis: ['prices', 'search'],
          providesApis: ['search'],
        },
        { title: 'Search' },
      ),
      inShop('rank', { dependsOn: ['component:mail'] }),
      inShop(
        'mail',
        { consumesApis: ['prices'], dependsOn: ['component:margins'] },
        { restricted: true },
      ),
      inShop('margins', { providesApis: ['prices'] }),
      createComponent('elsewhere', ada),
    ]);
  });

  async function compose(user: string): Promise<SystemComposition> {
    const { body } = await backend.asUser(user).get(path).expect(200);
    return body;
  }

  async function assess(name: string, body: object) {
    const created = await backend
      .asUser(ada)
      .post(`/entities/component/default/${name}/assessments`, body)
      .expect(201);
    return created.body;
  }

  it('lists the components of the system and the calls between them', async () => {
    const composition = await compose(ada);
    expect(composition).toMatchObject({
      entityRef: 'system:default/shop',
      assessed: 0,
      text: 'None of the 4 components is assessed yet.',
    });
    expect(composition.components).toEqual([
      { entityRef: 'component:default/mail', title: 'mail' },
      { entityRef: 'component:default/margins', title: 'margins' },
      { entityRef: 'component:default/rank', title: 'rank' },
      { entityRef: 'component:default/search', title: 'Search' },
    ]);
    expect(composition.edges).toEqual([
      {
        source: 'component:default/mail',
        target: 'component:default/margins',
        via: 'api:default/prices',
      },
      {
        source: 'component:default/rank',
        target: 'component:default/mail',
      },
      {
        source: 'component:default/search',
        target: 'component:default/margins',
        via: 'api:default/prices',
      },
      {
        source: 'component:default/search',
        target: 'component:default/rank',
      },
    ]);
  });

  it('is composed of the assessments that count, of what the caller may see', async () => {
    const submitted = await assess('search', {
      profile,
      decision: { pattern: 'microservices', rationale: 'It scales alone.' },
    });
    await backend
      .asUser(ada)
      .post(`/assessments/${submitted.id}/submit`)
      .expect(200);
    await assess('search', { profile, decision: 'serverless' });
    await assess('rank', {
      profile,
      decision: { pattern: 'microservices', rationale: 'So does this.' },
    });
    await assess('mail', { profile, decision: 'serverless' });

    const all = await compose(ada);
    expect(all).toMatchObject({
      assessed: 3,
      pattern: 'hybrid',
      patternMix: [
        { pattern: 'microservices', components: 2 },
        { pattern: 'serverless', components: 1 },
      ],
      cost: { components: 3 },
    });
    const search = all.components.find(({ title }) => title === 'Search');
    expect(search?.assessment).toMatchObject({
      id: submitted.id,
      status: 'submitted',
      pattern: 'microservices',
      monthly: { mid: expect.any(Number) },
    });
    expect(all.risks[0]).toMatchObject({
      id: 'premature-microservices',
      severity: 'high',
      components: expect.arrayContaining([
        'component:default/rank',
        'component:default/search',
      ]),
    });

    const seen = await compose(eve);
    expect(seen).toMatchObject({
      assessed: 2,
      pattern: 'microservices',
      cost: { components: 2 },
      text: 'Microservices: 2 components as microservices. 1 component is not assessed yet.',
    });
    expect(JSON.stringify(seen)).not.toContain('mail');
  });

  it('is of systems that the caller may see', async () => {
    const user = backend.asUser(eve);
    const { body } = await user
      .get('/entities/component/default/search/composition')
      .expect(400);
    expect(body.error.message).toBe(
      'kind: "component" is not composed of components, use System',
    );
    await user.get('/entities/system/default/none/composition').expect(404);
  });
});
