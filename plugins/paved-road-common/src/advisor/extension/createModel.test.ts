import fc from 'fast-check';
import { defaultModel, modelVersion } from '../options/DecisionModel';
import { adviceSchema } from '../explain/advice';
import { advise } from '../advise';
import { describeModel } from '../explain/describeModel';
import { profileSchema } from '../profile/profile';
import {
  filterAskedQuestions,
  getAnswer,
  questions,
  withAnswer,
} from '../profile/questions';
import { AdviceRequest, adviceRequestSchema } from '../profile/request';
import { createModel } from './createModel';
import {
  ModelExtension,
  ModelExtensionInput,
  modelExtensionSchema,
} from './modelExtension';
import { parseInput } from '../../input/parse';
import {
  anyExtension,
  customAnswers,
  dataResidency,
} from '../__testUtils__/extensions';
import { anyProfile, anyRequest, runs } from '../__testUtils__/profiles';

const json = (value: unknown) => JSON.stringify(value);

const extend = (extension: ModelExtensionInput) =>
  createModel(parseInput(modelExtensionSchema, extension, 'model extension'));

const requestFor = (request: object): AdviceRequest =>
  adviceRequestSchema.parse(request);

/** A profile for which functions are recommended. */
const sporadic = {
  team: { devopsMaturity: 2, parallelTeams: 1, teamSize: 3 },
  product: {
    driver: 'time-to-market',
    roadmap: 'stable',
    budgetFocus: 'operations',
  },
  workload: {
    traffic: 'sporadic',
    invocation: 'api',
    latency: 'batch',
    requestsPerMonth: 20_000,
    inferenceMs: 200,
    modelSizeGb: 0.1,
    memoryGb: 1,
    accelerator: 'none',
  },
};

describe('createModel', () => {
  it('is the built-in model without an extension, and with one that changes nothing', () => {
    const same: ModelExtensionInput[] = [
      {},
      { weights: {}, filters: [], criteria: [] },
      {
        platform: 'aws-lambda',
        weights: Object.fromEntries(
          defaultModel.criteria.map(({ id, demand }) => [id, demand.weight]),
        ),
      },
    ];
    for (const extension of same) {
      expect(extend(extension)).toEqual(defaultModel);
      expect(json(describeModel(extend(extension)))).toBe(
        json(describeModel()),
      );
    }
    const model = createModel();
    fc.assert(
      fc.property(anyRequest, request => {
        expect(json(advise(request, model))).toBe(json(advise(request)));
      }),
      { numRuns: runs(50) },
    );
  });

  it('is the same model however the extension is written', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        return value.map(reversed);
      }
      return value && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, reversed(inner)]),
          )
        : value;
    };
    fc.assert(
      fc.property(anyExtension, anyProfile, (extension, profile) => {
        const model = createModel(extension);
        const other = createModel(reversed(extension) as ModelExtension);
        expect(other.version).toBe(model.version);
        expect(json(advise({ profile }, other))).toBe(
          json(advise({ profile }, model)),
        );
      }),
      { numRuns: runs(50) },
    );
  });

  it('has a version of its own for each change', () => {
    const rating = { value: 3, reason: 'As measured.' };
    const changes: ModelExtensionInput[] = [
      { platform: 'knative' },
      { weights: { 'idle-cost': 1.1 } },
      {
        demand: {
          'idle-cost': {
            combine: 'max',
            terms: defaultModel.criteria.find(({ id }) => id === 'idle-cost')!
              .demand.terms as never,
          },
        },
      },
      { ratings: { 'idle-cost': { monolith: rating } } },
      { fitRatings: { 'invocation-fit': { api: { monolith: rating } } } },
      { fitRatings: { 'stage-fit': { mvp: { monolith: rating } } } },
      { criteria: dataResidency.criteria, questions: dataResidency.questions },
      { questions: dataResidency.questions },
      { questions: dataResidency.questions?.slice(1) },
      { assumptions: { cpuInstanceHour: 0.08 } },
      { assumptions: { cpuInstanceHour: { value: 0.08, source: 'Contract' } } },
      { platforms: { knative: { limits: { memoryGb: 64 }, source: 'Nodes' } } },
      { filters: [{ ...dataResidency.filters![0], when: [] }] },
    ];
    const versions = changes.map(change => extend(change).version);
    expect(new Set([modelVersion, ...versions]).size).toBe(changes.length + 1);
    for (const version of versions) {
      expect(version).toMatch(new RegExp(`^${modelVersion}\\+[0-9a-f]{8}$`));
    }
  });

  it('gives valid results with finite numbers, whatever is changed', () => {
    fc.assert(
      fc.property(
        anyExtension,
        anyRequest,
        customAnswers,
        (extension, request, custom) => {
          const model = createModel(extension);
          const advice = advise(
            { ...request, profile: { ...request.profile, custom } },
            model,
          );
          expect(adviceSchema.safeParse(advice).error?.issues).toBeUndefined();
          expect(advice.modelVersion).toBe(model.version);
          JSON.stringify(advice, (key, value) => {
            if (typeof value === 'number' && !Number.isFinite(value)) {
              throw new Error(`${key} is ${value}`);
            }
            return value;
          });
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it('never has more confidence with an open answer', () => {
    fc.assert(
      fc.property(
        anyExtension,
        anyProfile,
        customAnswers,
        fc.nat(),
        (extension, profile, custom, pick) => {
          const model = createModel(extension);
          const full = profileSchema.parse({ ...profile, custom });
          const answered = model.questions.filter(
            ({ path }) => getAnswer(full, path) !== undefined,
          );
          fc.pre(answered.length > 0);
          const { path } = answered[pick % answered.length];
          const { core } = advise({ profile: full }, model).recommendation;
          const confidence = (asked: typeof full) =>
            advise({ profile: asked }, model).confidence.worstCase[core];
          expect(
            confidence(withAnswer(full, path, undefined)),
          ).toBeLessThanOrEqual(confidence(full) + 1e-9);
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

describe('a criterion and a question of the organisation', () => {
  const model = createModel(dataResidency);
  const answering = (dataResidencyAnswer: string, rest: object = {}) =>
    advise(
      requestFor({
        profile: {
          ...sporadic,
          custom: { dataResidency: dataResidencyAnswer },
        },
        ...rest,
      }),
      model,
    );

  it('take part in the ranking, the completeness and the flips', () => {
    const open = advise(requestFor({ profile: sporadic }), model);
    const free = answering('anywhere');
    const bound = answering('region');

    expect(open.platform).toBe('google-cloud-run');
    expect(open.unanswered).toContain('custom.dataResidency');
    expect(free.unanswered).not.toContain('custom.dataResidency');
    expect(free.completeness - open.completeness).toBeCloseTo(
      1 / (filterAskedQuestions(questions, {}).length + 3),
      10,
    );
    expect(open.recommendation.pattern).toBe('serverless');
    expect(free.recommendation.pattern).toBe('serverless');
    expect(bound.recommendation.pattern).toBe('monolith');
    expect(bound.drivers[0].criterion).toBe('data-control');
    expect(
      bound.ranking[0].contributions.find(
        ({ criterion }) => criterion === 'data-control',
      ),
    ).toMatchObject({ demand: 3, supply: 5, weight: 4 });

    expect(free.flips.answers).toContainEqual(
      expect.objectContaining({
        path: 'custom.dataResidency',
        value: 'region',
        pattern: 'monolith',
        text: expect.stringContaining('Where data may be processed'),
      }),
    );
    expect(free.flips.numbers).toContainEqual(
      expect.objectContaining({ path: 'custom.auditsPerYear', unit: 'audits' }),
    );
    expect(bound.flips.weights).toContainEqual(
      expect.objectContaining({
        criterion: 'data-control',
        core: 'serverless',
      }),
    );
  });

  it('have flips up to the ends of what may be answered', () => {
    const audited = createModel({
      questions: dataResidency.questions,
      filters: (['below', 'above'] as const).map(end => ({
        ...dataResidency.filters![0],
        id: `audits-${end}`,
        when: [
          { path: 'custom.auditsPerYear', [end]: end === 'below' ? 1 : 300 },
        ] as never,
      })),
    });
    const { flips, recommendation } = advise(
      requestFor({
        profile: {
          ...sporadic,
          custom: { auditsPerYear: 200 },
        },
      }),
      audited,
    );
    expect(recommendation.core).toBe('serverless');
    expect(
      flips.numbers
        .filter(({ path }) => path === 'custom.auditsPerYear')
        .map(({ direction, threshold }) => [direction, threshold]),
    ).toEqual([
      ['below', 0],
      ['above', 301],
    ]);
  });

  it('count for the confidence', () => {
    const open = advise(requestFor({ profile: sporadic }), model);
    const answered = answering('own-site');
    expect(open.confidence.openAnswers).toContain('custom.dataResidency');
    expect(answered.confidence.openAnswers).not.toContain(
      'custom.dataResidency',
    );
    expect(answered.recommendation.confidence).toBeGreaterThan(
      open.recommendation.confidence,
    );
  });

  it('can be weighed otherwise in a request', () => {
    expect(
      answering('region', { weights: { 'data-control': 0 } }).recommendation
        .pattern,
    ).toBe('serverless');
    expect(() =>
      advise(
        requestFor({
          profile: sporadic,
          weights: { 'data-control': 1 },
        }),
      ),
    ).toThrow('weights.data-control: no such criterion');
  });

  it('rule a pattern out by a filter that says why', () => {
    const ranked = answering('own-site').ranking.find(
      ({ pattern }) => pattern === 'serverless',
    );
    expect(ranked).toMatchObject({
      eligible: false,
      vetoes: [
        {
          kind: 'filter',
          id: 'own-site-only',
          field: 'custom.dataResidency',
          value: 'own-site',
          source: 'Data policy, section 4',
        },
      ],
    });
  });

  it('are part of the description of the model', () => {
    const { criteria, questions: asked, filters } = describeModel(model);
    expect(criteria.at(-1)).toMatchObject({
      id: 'data-control',
      kind: 'rated',
      demand: { weight: 4 },
    });
    expect(asked.map(({ path }) => path)).toEqual([
      ...questions.map(({ path }) => path),
      'custom.dataResidency',
      'custom.auditsPerYear',
      'custom.dataSensitivity',
    ]);
    expect(filters).toHaveLength(1);
  });
});

describe('what an extension changes', () => {
  it('replaces weights, demands, ratings, prices and limits, and leaves the rest', () => {
    const model = extend({
      weights: { 'team-autonomy': 0 },
      demand: {
        'idle-cost': {
          combine: 'max',
          terms: [
            {
              path: 'growth.users',
              points: [
                [1, 1],
                [2, 5],
              ],
            },
          ],
        },
      },
      ratings: {
        'devops-maturity': {
          microservices: { value: 3, reason: 'The platform team runs it.' },
        },
      },
      fitRatings: {
        'stage-fit': {
          mvp: { serverless: { value: 5, reason: 'Our template starts so.' } },
        },
      },
      assumptions: {
        cpuInstanceHour: {
          value: 0.05,
          source: 'Contract 2026',
          url: 'https://contracts.example/2026',
          date: '2026-01',
        },
        quicksandModels: 6,
      },
      platforms: {
        'aws-lambda': { limits: { seconds: 60 }, source: 'House rules' },
      },
    });
    const criterion = (id: string) =>
      model.criteria.find(found => found.id === id)!;
    const builtIn = (id: string) =>
      defaultModel.criteria.find(found => found.id === id)!;
    const assumption = (id: string) =>
      model.assumptions.find(found => found.id === id);

    expect(criterion('team-autonomy')).toEqual({
      ...builtIn('team-autonomy'),
      demand: { ...builtIn('team-autonomy').demand, weight: 0 },
    });
    expect(criterion('idle-cost').demand).toMatchObject({
      weight: builtIn('idle-cost').demand.weight,
      combine: 'max',
      terms: [{ path: 'growth.users' }],
    });
    expect(criterion('devops-maturity').ratings).toEqual({
      ...builtIn('devops-maturity').ratings,
      microservices: { value: 3, reason: 'The platform team runs it.' },
    });
    expect(model.stageRatings.mvp).toEqual({
      ...defaultModel.stageRatings.mvp,
      serverless: { value: 5, reason: 'Our template starts so.' },
    });
    expect(model.stageRatings.small).toEqual(defaultModel.stageRatings.small);
    expect(assumption('cpuInstanceHour')).toEqual({
      id: 'cpuInstanceHour',
      title: expect.any(String),
      value: 0.05,
      unit: 'USD per hour',
      kind: 'our-assumption',
      source: 'Contract 2026',
      url: 'https://contracts.example/2026',
      date: '2026-01',
    });
    expect(assumption('quicksandModels')).toEqual({
      id: 'quicksandModels',
      title: expect.any(String),
      value: 6,
      unit: 'models',
      kind: 'our-assumption',
      source: 'Your organisation',
    });
    expect(model.platforms['aws-lambda']).toEqual({
      ...defaultModel.platforms['aws-lambda'],
      limits: { ...defaultModel.platforms['aws-lambda'].limits, seconds: 60 },
      source: 'House rules',
      // The page of the provider does not say it.
      url: undefined,
      date: undefined,
    });

    const { ranking, assumptions } = advise(
      requestFor({
        profile: {
          ...sporadic,
          workload: { ...sporadic.workload, inferenceMs: 90_000 },
        },
      }),
      model,
    );
    expect(
      ranking.find(({ pattern }) => pattern === 'serverless')?.vetoes,
    ).toMatchObject([{ id: 'run-time', limit: 60, source: 'House rules' }]);
    expect(assumptions).toContainEqual(
      expect.objectContaining({
        id: 'cpuInstanceHour',
        value: 0.05,
        overridden: false,
      }),
    );
  });
});
