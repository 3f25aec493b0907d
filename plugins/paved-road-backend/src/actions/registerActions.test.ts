import { GateResult } from '@paved-road/plugin-paved-road-common';
import { questions } from '@paved-road/plugin-paved-road-common/advisor';
import { scorecardQuerySchema } from '@paved-road/plugin-paved-road-common/schemas';
import { stringify } from 'yaml';
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

const check = (...content: Parameters<typeof createHouseCheck>) => ({
  ...createHouseCheck(...content),
  evidence: [{ name: 'Lifecycle', expression: 'entity.spec.lifecycle' }],
});

const pack = createHouseRules([
  check('located', 'bronze', "entity.metadata.name != ''"),
  {
    ...check('live', 'silver', "entity.spec.lifecycle == 'production'"),
    remediation: {
      text: 'Remedy of live',
      template: {
        ref: 'template:default/live',
        values: { name: 'entity.metadata.name' },
      },
    },
  },
  check('licensed', 'gold', "'LICENSE' in facts.repository.files"),
]);

const experimental = { spec: { lifecycle: 'experimental' } };

/** Of a product that has grown, with side work; nearly all is answered. */
const grown = {
  team: {
    devopsMaturity: 5,
    distributedExperience: 'production',
    teamSize: 150,
    parallelTeams: 12,
  },
  product: { driver: 'scale', roadmap: 'stable', budgetFocus: 'balanced' },
  workload: {
    traffic: 'spiky',
    requestsPerMonth: 100_000_000,
    latency: 'interactive',
    inferenceMs: 150,
    modelSizeGb: 3,
    memoryGb: 6,
    accelerator: 'none',
    invocation: 'api',
    dataPerRequestMb: 0.1,
    backgroundWork: 'substantial',
  },
  growth: { users: 10, data: 100, models: 10, experimentation: 5 },
};

const deepJson = (levels: number) =>
  `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('the actions', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad(
      [
        createComponent('search', ada, experimental),
        createComponent('hidden', ada, { ...experimental, restricted: true }),
        createEntity('Resource', 'model', { type: 'ai-model', owner: ada }),
      ],
      { pavedRoad: { scorecards: { rulePacks: [pack] } } },
    );
    for (const name of ['search', 'hidden']) {
      await backend
        .asUser(admin)
        .post(`/entities/component/default/${name}/scorecard`)
        .expect(200);
    }
  });

  const invoke = (action: string, input: object, user = eve) =>
    backend
      .asUser(user)
      .post(
        `/.backstage/actions/v1/actions/paved-road:${action}/invoke`,
        input,
      );
  const outputOf = async (...args: Parameters<typeof invoke>) => {
    const { status, body } = await invoke(...args);
    expect([status, body.error]).toEqual([200, undefined]);
    return body.output;
  };
  const refusalOf = async (...args: Parameters<typeof invoke>) => {
    const { body } = await invoke(...args);
    return `${body.error.name}: ${body.error.message}`;
  };

  it('only read, and have schemas that can be filled in', async () => {
    const { body } = await backend
      .asUser(eve)
      .get('/.backstage/actions/v1/actions')
      .expect(200);
    const actions: { name: string; attributes: object; schema: any }[] =
      body.actions;
    expect(actions.map(({ name }) => name)).toEqual([
      'get-scorecard',
      'list-next-steps',
      'explain-check',
      'dry-run-entity',
      'get-advice',
      'list-services',
    ]);
    const inputOf = (name: string) =>
      actions.find(action => action.name === name)!.schema.input.properties;
    for (const { attributes } of actions) {
      expect(attributes).toEqual({
        readOnly: true,
        destructive: false,
        idempotent: true,
      });
    }
    // Nothing that the service accepts is left out.
    expect(Object.keys(inputOf('list-services')).sort()).toEqual(
      Object.keys(scorecardQuerySchema.shape).sort(),
    );
    const { profile } = inputOf('get-advice');
    expect(
      Object.entries<{ properties: object }>(profile.properties)
        .flatMap(([group, { properties }]) =>
          Object.keys(properties).map(name => `${group}.${name}`),
        )
        .sort(),
    ).toEqual(questions.map(({ path }) => path).sort());
    expect(profile.properties.team.properties.devopsMaturity).toMatchObject({
      description: expect.stringContaining('1: Manual releases; 2:'),
    });
    expect(profile.properties.llm.description).toContain(
      'Leave it out where none is called',
    );
    expect(
      profile.properties.workload.properties.latency.description,
    ).toContain(
      'first-token: First token under 2 s, with a language model only;',
    );
  });

  it('say how an entity stands and what is open', async () => {
    expect(await outputOf('get-scorecard', { entityRef: 'search' })).toEqual({
      entityRef: 'component:default/search',
      level: 'bronze',
      levels: ['bronze', 'silver', 'gold'],
      score: 50,
      counts: {
        pass: 1,
        fail: 1,
        waived: 0,
        'not-applicable': 0,
        unknown: 1,
      },
      open: [
        {
          checkId: 'live',
          title: 'Title of live',
          track: 'all',
          level: 'silver',
          state: 'fail',
          since: expect.any(String),
          evidence: [{ name: 'Lifecycle', value: 'experimental' }],
          remediation: {
            text: 'Remedy of live',
            template: {
              ref: 'template:default/live',
              values: { name: 'search' },
            },
          },
        },
        expect.objectContaining({
          checkId: 'licensed',
          state: 'unknown',
          reason: expect.stringContaining('no access to catalog.example'),
        }),
      ],
      waived: [],
      packs: [{ name: 'house-rules', version: '1.0.0' }],
      evaluatedAt: expect.any(String),
    });
  });

  it('say what raises the level', async () => {
    expect(
      await outputOf('list-next-steps', { entityRef: 'search' }),
    ).toMatchObject({
      level: 'bronze',
      nextLevel: 'silver',
      reachedLevel: 'silver',
      oneIsEnough: true,
      steps: [{ checkId: 'live', remediation: { text: 'Remedy of live' } }],
    });
  });

  it('explain a check', async () => {
    const explain = (checkId: string) =>
      outputOf('explain-check', { entityRef: 'search', checkId });
    expect(await explain('live')).toMatchObject({
      checkId: 'live',
      state: 'fail',
      why: 'Its expression is false.',
      definition: {
        description: 'Purpose of live',
        expression: "entity.spec.lifecycle == 'production'",
        evidence: [{ name: 'Lifecycle', expression: 'entity.spec.lifecycle' }],
        weight: 1,
      },
      remediation: { text: 'Remedy of live' },
      facts: [],
    });
    expect(await explain('licensed')).toMatchObject({
      state: 'unknown',
      why: expect.stringMatching(/^Its expression could not be evaluated: ./),
      facts: [{ name: 'repository', status: 'unknown' }],
    });
    expect(await explain('located')).toMatchObject({
      state: 'pass',
      why: 'Its expression is true.',
    });
    expect(
      await refusalOf('explain-check', { entityRef: 'search', checkId: 'x' }),
    ).toBe(
      'InputError: checkId: "x" is not a check of the active rule packs, use one of located, live, licensed',
    );
  });

  it('give the verdict of the gate', async () => {
    const { annotations, ...metadata } = createComponent('new', ada).metadata;
    const entity = { ...createComponent('new', ada), metadata };
    const companion = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: 'new-model' },
      spec: { type: 'ai-model', owner: ada },
    };
    const facts = { repository: { files: ['README.md'], probes: {} } };
    const request = { facts, minLevel: 'gold' };
    const { body }: { body: GateResult } = await backend
      .asUser(eve)
      .post('/gate', { ...request, entity, companions: [companion] })
      .expect(200);
    const output = await outputOf('dry-run-entity', {
      ...request,
      descriptor: `${stringify(companion)}---\n${JSON.stringify(entity)}`,
    });

    expect(body.verdict).toBe('deny');
    expect(output).toEqual({
      verdict: body.verdict,
      entityRef: body.entityRef,
      level: body.level,
      minLevel: body.minLevel,
      packs: body.packs,
      explanation:
        'component:default/new has the level silver and needs gold:\n- Title of licensed (licensed, gold): Remedy of licensed',
      blocking: [expect.objectContaining({ checkId: 'licensed' })],
      states: Object.fromEntries(
        body.results.map(({ checkId, state }) => [checkId, state]),
      ),
    });
    expect(
      await outputOf('dry-run-entity', { descriptor: stringify(entity) }),
    ).toMatchObject({
      verdict: 'allow',
      minLevel: 'silver',
      explanation:
        'component:default/new has the level silver and needs silver',
    });
  });

  it('give the advice of the core in short', async () => {
    const request = { profile: grown, weights: { 'idle-cost': 5 } };
    const { body: advice } = await backend
      .asUser(eve)
      .post('/advice', request)
      .expect(200);
    const output = await outputOf('get-advice', request);
    expect(output).toMatchObject({
      modelVersion: advice.modelVersion,
      unanswered: advice.unanswered,
      drivers: advice.drivers,
      notices: [],
      verdict: 'clear',
      recommendation: {
        pattern: 'hybrid',
        core: 'microservices',
        background: 'serverless',
      },
      ranking: advice.ranking.map(({ pattern, fit }: any) => ({
        pattern,
        fit,
        chance: advice.confidence.expected[pattern],
        worstCase: advice.confidence.worstCase[pattern],
        missesRequirement: false,
      })),
      flips: { answers: advice.flips.answers.map(({ text }: any) => text) },
      confidence: {
        chance: advice.recommendation.confidence,
        worstCase: advice.recommendation.worstCase,
        ifAnswered: advice.confidence.ifAnswered,
      },
      cost: {
        monthly: {
          hybrid: advice.cost.perPattern.hybrid.monthly.mid,
          monolith: advice.cost.perPattern.monolith.monthly.mid,
        },
      },
      p99Seconds: { hybrid: advice.latency.perPattern.hybrid.p99 },
    });
    expect(JSON.stringify(output).length).toBeLessThan(
      JSON.stringify(advice).length / 3,
    );
  });

  it('recommend nothing without enough answers, and begin with what to ask', async () => {
    const output = await outputOf('get-advice', {
      profile: { team: { devopsMaturity: 4 }, workload: { traffic: 'spiky' } },
    });
    expect(Object.keys(output).slice(0, 2)).toEqual([
      'verdict',
      'decidingQuestions',
    ]);
    expect(output.verdict).toBe('not-enough-answers');
    expect(output.decidingQuestions).toContainEqual({
      path: 'workload.invocation',
      title: 'How the model is called',
    });
    expect(Object.keys(output.recommendation).sort()).toEqual([
      'leading',
      'margin',
      'stage',
      'text',
    ]);
    expect(Object.keys(output.confidence)).toEqual(['ifAnswered']);
  });

  describe('where a language model is used', () => {
    const chat = {
      profile: {
        team: { devopsMaturity: 2, teamSize: 5, parallelTeams: 2 },
        workload: {
          traffic: 'spiky',
          latency: 'first-token',
          requestsPerMonth: 20_000,
          invocation: 'in-app',
        },
        llm: {
          use: 'agent',
          inputTokens: 2_000,
          outputTokens: 300,
          quality: 'mid',
          residency: 'none',
          callsPerTask: 20,
          reusedPrefix: 0.5,
        },
      },
    };

    it('advise where it runs, with the cost of its tokens, the break-even, its risks and the gateway', async () => {
      const { body: advice } = await backend
        .asUser(eve)
        .post('/advice', chat)
        .expect(200);
      const { languageModel } = advice;
      const output = await outputOf('get-advice', chat);
      expect(output.recommendation).toMatchObject({
        placement: languageModel.placement,
      });
      expect(output.languageModel).toMatchObject({
        verdict: languageModel.verdict,
        text: languageModel.text,
        chance: languageModel.expected[languageModel.placement],
        tokensPerMonth: languageModel.tokensPerMonth,
        priceDate: languageModel.priceDate,
        breakEvenTokensPerMonth: languageModel.cost.breakEvenTokensPerMonth,
        gateway: languageModel.gateway,
      });
      const hosted = languageModel.cost.perPlacement['hosted-api'];
      expect(
        output.languageModel.placements.find(
          ({ placement }: any) => placement === 'hosted-api',
        ),
      ).toMatchObject({
        eligible: true,
        monthly: hosted.monthly.mid,
        pricedAs: { model: hosted.setup.model },
        firstTokenP95Seconds:
          languageModel.latency.perPlacement['hosted-api'].firstToken.p95,
      });
      expect(output.risks).toContainEqual(
        expect.objectContaining({
          id: 'runaway-agent-cost',
          placement: languageModel.placement,
        }),
      );
      expect(JSON.stringify(output).length).toBeLessThan(
        JSON.stringify(advice).length / 3,
      );
    });

    it('recommend no placement where each is ruled out', async () => {
      const { languageModel, recommendation } = await outputOf('get-advice', {
        profile: {
          ...chat.profile,
          llm: {
            ...chat.profile.llm,
            // More than the context windows of open models.
            inputTokens: 300_000,
            quality: 'frontier',
            residency: 'own-perimeter',
          },
        },
      });
      expect(recommendation.placement).toBeUndefined();
      expect(languageModel).toMatchObject({
        verdict: 'nothing-eligible',
        text: expect.stringMatching(
          /^No placement of the language model is eligible/,
        ),
        relax: [expect.stringContaining('tokens')],
      });
      expect(languageModel.chance).toBeUndefined();
    });

    it('ask first where nothing about it is known, and say nothing of it where none is', async () => {
      const { languageModel, recommendation } = await outputOf('get-advice', {
        profile: { llm: {} },
      });
      expect(languageModel.verdict).toBe('not-enough-answers');
      expect(languageModel.decidingQuestions).toContainEqual({
        path: 'llm.residency',
        title: 'Where the data may go',
      });
      expect(recommendation.placement).toBeUndefined();
      expect(languageModel.chance).toBeUndefined();
      expect(
        await outputOf('get-advice', { profile: grown }),
      ).not.toHaveProperty('languageModel');
    });
  });

  it('show what the caller may see, and nothing else', async () => {
    const namesFor = async (user: string) => {
      const { items, totalItems } = await outputOf(
        'list-services',
        { level: 'bronze' },
        user,
      );
      expect(totalItems).toBe(items.length);
      return items.map(({ title }: { title: string }) => title);
    };
    expect(await namesFor(ada)).toEqual(['hidden', 'search']);
    expect(await namesFor(eve)).toEqual(['search']);
    const { nextCursor } = await outputOf('list-services', { limit: 1 }, ada);
    expect(
      await outputOf('list-services', { limit: 1, cursor: nextCursor }, ada),
    ).toMatchObject({ items: [{ title: 'search', level: 'bronze' }] });
    expect(
      await outputOf('list-services', { stale: false, sort: 'since' }, eve),
    ).toMatchObject({
      items: [
        { title: 'search', stale: false, levelSince: expect.any(String) },
      ],
    });

    const hidden = { entityRef: 'hidden', checkId: 'live' };
    for (const [action, input] of Object.entries({
      'get-scorecard': { entityRef: 'hidden' },
      'list-next-steps': { entityRef: 'hidden' },
      'explain-check': hidden,
    })) {
      expect(await refusalOf(action, input)).toBe(
        'NotFoundError: No entity component:default/hidden in the catalog',
      );
      expect((await invoke(action, input, ada)).status).toBe(200);
    }
  });

  it.each<[string, object, RegExp]>([
    [
      'get-scorecard',
      { entityRef: 'user:default/ada' },
      /InputError: kind: "user" has no scorecards/,
    ],
    [
      'get-scorecard',
      { entityRef: 'component:' },
      /InputError: entityRef: "component:" is not an entity reference/,
    ],
    ['get-scorecard', { entity: 'search' }, /InputError: .*entityRef/s],
    [
      'list-services',
      { level: 'platinum' },
      /InputError: level: "platinum" is not a level/,
    ],
    ['list-services', { levels: 'gold' }, /InputError: .*levels/s],
    [
      'dry-run-entity',
      { descriptor: '{' },
      /InputError: descriptor is not valid YAML: line 1: /,
    ],
    [
      'dry-run-entity',
      { descriptor: 'kind: Group' },
      /InputError: descriptor: describes no Component, so there is nothing to judge/,
    ],
    [
      'dry-run-entity',
      { descriptor: '&a\nkind: Component\nspec: *a' },
      /InputError: descriptor is not valid YAML: line 3: \*a refers to a part that contains it/,
    ],
    [
      'dry-run-entity',
      { descriptor: 'kind: Component' },
      /InputError: Invalid input: entity.apiVersion/,
    ],
    [
      'get-advice',
      { profile: { team: { teamSize: 0 } } },
      /InputError: .*teamSize/s,
    ],
    [
      'get-advice',
      { profile: {}, assumptions: { luck: 1 } },
      /InputError: .*luck/,
    ],
    [
      'get-advice',
      { profile: { llm: { inputTokens: 0 } } },
      /InputError: .*inputTokens/s,
    ],
    [
      'get-advice',
      { profile: { llm: { tokens: 5 } } },
      /InputError: .*tokens/s,
    ],
    [
      'get-advice',
      { profile: { llm: {}, workload: { requestsPerMonth: 0 } } },
      /InputError: .*requestsPerMonth: 0 requests need no language model/,
    ],
  ])('%s refuses %j', async (action, input, message) => {
    expect(await refusalOf(action, input)).toMatch(message);
  });

  it('refuse what is nested without end, as data and as text', async () => {
    const { body } = await backend
      .asUser(eve)
      .post(
        '/.backstage/actions/v1/actions/paved-road:dry-run-entity/invoke',
        `{"descriptor":"kind: API","facts":{"slo":${deepJson(10_000)}}}`,
      )
      .type('json');
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: 'input: it is nested deeper than 200 levels',
    });
    const descriptor = `kind: Component\nspec: ${deepJson(300)}`;
    expect(await refusalOf('dry-run-entity', { descriptor })).toMatch(
      /InputError: descriptor: it is nested deeper than 200 levels/,
    );
  });
});
