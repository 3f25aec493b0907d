import fc from 'fast-check';
import { anyRequest } from '../../__testUtils__/profiles';
import { advise } from '../../advise';
import { defaultModel } from '../../options/DecisionModel';
import { modelExtensionSchema } from '../../extension/modelExtension';
import { createModel } from '../../extension/createModel';
import { AdviceRequestInput, adviceRequestSchema } from '../../profile/request';
import { compareAdvice } from './compareAdvice';

const input = {
  profile: {
    team: { devopsMaturity: 4, teamSize: 12, parallelTeams: 3 },
    product: { driver: 'scale' },
    workload: {
      traffic: 'steady',
      requestsPerMonth: 50_000_000,
      latency: 'interactive',
      inferenceMs: 80,
      modelSizeGb: 1,
      memoryGb: 3,
      invocation: 'api',
    },
  },
} satisfies AdviceRequestInput;

function resultOf(request: AdviceRequestInput, model = defaultModel) {
  const parsed = adviceRequestSchema.parse(request);
  return { ...parsed, advice: advise(parsed, model) };
}

describe('compareAdvice', () => {
  it('finds no difference between a result and itself', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const result = { ...request, advice: advise(request) };
        const { isSame, causes, contributions, risks } = compareAdvice(
          result,
          JSON.parse(JSON.stringify(result)),
        );
        expect(isSame).toBe(true);
        expect([...causes, ...contributions]).toEqual([]);
        expect(risks).toEqual({ appeared: [], gone: [] });
      }),
      { numRuns: 10 },
    );
  });

  it('tells what changed, and the answers that differ', () => {
    const before = resultOf(input);
    const after = resultOf({
      profile: {
        ...input.profile,
        team: { devopsMaturity: 2, teamSize: 4, parallelTeams: 1 },
        product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
        workload: {
          ...input.profile.workload,
          inferenceMs: 300,
          modelSizeGb: 20,
          memoryGb: 24,
        },
      },
    });
    const comparison = compareAdvice(before, after);
    expect(comparison).toMatchObject({
      isSame: false,
      pattern: { before: 'microservices', after: 'monolith', changed: true },
      stage: { before: 'scale-up', after: 'mvp', changed: true },
      platform: { changed: false },
      margin: {
        before: before.advice.recommendation.margin,
        after: after.advice.recommendation.margin,
      },
      confidence: {
        before: before.advice.recommendation.confidence,
        after: after.advice.recommendation.confidence,
      },
    });
    expect(comparison.causes).toEqual([
      expect.objectContaining({
        path: 'team.devopsMaturity',
        before: 4,
        after: 2,
      }),
      expect.objectContaining({ path: 'team.teamSize', before: 12, after: 4 }),
      expect.objectContaining({
        path: 'team.parallelTeams',
        before: 3,
        after: 1,
      }),
      expect.objectContaining({ path: 'product.driver' }),
      expect.objectContaining({ path: 'workload.inferenceMs' }),
      expect.objectContaining({ path: 'workload.modelSizeGb' }),
      expect.objectContaining({ path: 'workload.memoryGb' }),
      expect.objectContaining({
        path: 'product.roadmap',
        before: undefined,
        after: 'pivot-likely',
      }),
    ]);
    const serverless = comparison.patterns.find(
      ({ pattern }) => pattern === 'serverless',
    )!;
    expect(serverless.eligible).toMatchObject({ before: true, after: false });
    expect(serverless.vetoes.appeared.map(({ id }) => id)).toContain(
      'model-size',
    );
    expect(serverless.vetoes.gone).toEqual([]);
    expect(serverless.monthly.changed).toBe(true);
    expect(serverless.p99.changed).toBe(true);
    expect(comparison.contributions).toContainEqual(
      expect.objectContaining({
        criterion: 'team-autonomy',
        pattern: 'monolith',
        demand: expect.objectContaining({ changed: true }),
        supply: { before: 1, after: 1, changed: false },
      }),
    );
  });

  it('tells risks that came and went', () => {
    const cheap = resultOf({ ...input, decision: 'serverless' });
    const rare = resultOf({
      profile: {
        ...input.profile,
        workload: { ...input.profile.workload, requestsPerMonth: 10_000 },
      },
      decision: 'serverless',
    });
    const ids = (risks: { id: string }[]) => risks.map(({ id }) => id);
    const { risks } = compareAdvice(cheap, rare);
    expect(ids(risks.gone)).toContain('serverless-cost-surprise');
    expect(ids(compareAdvice(rare, cheap).risks.appeared)).toEqual(
      ids(risks.gone),
    );
  });

  it('keeps a risk of the organisation when another pattern is chosen', () => {
    const model = createModel(
      modelExtensionSchema.parse({
        risks: [
          {
            id: 'large-team',
            title: 'A large team',
            severity: 'high',
            when: { path: 'team.teamSize', above: 10 },
          },
        ],
      }),
    );
    const [before, after] = (['monolith', 'microservices'] as const).map(
      decision => resultOf({ ...input, decision }, model),
    );
    const ids = (risks: { id: string }[]) => risks.map(({ id }) => id);
    expect(ids(before.advice.risks)).toContain('large-team');
    const { risks } = compareAdvice(before, after);
    expect(ids([...risks.appeared, ...risks.gone])).not.toContain('large-team');
  });

  describe('where a language model is used', () => {
    const chat = {
      profile: {
        ...input.profile,
        team: { devopsMaturity: 2, teamSize: 5, parallelTeams: 1 },
        workload: {
          ...input.profile.workload,
          latency: 'first-token',
          requestsPerMonth: 20_000,
        },
        llm: {
          use: 'chat',
          inputTokens: 2_000,
          outputTokens: 300,
          quality: 'mid',
          residency: 'none',
          callsPerTask: 1,
          reusedPrefix: 0.5,
        },
      },
    } satisfies AdviceRequestInput;
    const kept = resultOf({
      profile: {
        ...chat.profile,
        llm: { ...chat.profile.llm, residency: 'own-perimeter' },
      },
    });

    it('tells another placement with what rules the earlier one out', () => {
      const before = resultOf(chat);
      const comparison = compareAdvice(before, kept);
      expect(comparison.isSame).toBe(false);
      expect(comparison.placement).toEqual({
        before: 'hosted-api',
        after: kept.advice.recommendation.placement,
        changed: true,
      });
      expect(comparison.causes).toEqual([
        expect.objectContaining({
          path: 'llm.residency',
          before: 'none',
          after: 'own-perimeter',
        }),
      ]);
      const hosted = comparison.placements.find(
        ({ placement }) => placement === 'hosted-api',
      )!;
      expect(hosted.eligible).toMatchObject({ before: true, after: false });
      expect(hosted.vetoes.appeared.map(({ id }) => id)).toEqual([
        'own-perimeter',
      ]);
      expect(hosted.monthly.before).toBeGreaterThan(0);
      expect(hosted.firstToken.before).toBeGreaterThan(0);
      expect(comparison.tokensPerMonth).toMatchObject({
        before: before.advice.languageModel?.tokensPerMonth,
        changed: false,
      });
    });

    it('tells that one is used now, also where nothing about it is answered', () => {
      const before = resultOf(input);
      const after = resultOf({ profile: { ...input.profile, llm: {} } });
      const { causes, placement, placements, isSame } = compareAdvice(
        before,
        after,
      );
      expect(isSame).toBe(false);
      expect(causes).toEqual([
        { kind: 'language-model', before: false, after: true, changed: true },
      ]);
      expect(placement).toMatchObject({ before: undefined, changed: true });
      expect(placements).toHaveLength(4);
      expect(placements[0].fit.before).toBeUndefined();
      expect(compareAdvice(before, before).placements).toEqual([]);
    });

    it('tells the risks of another decided placement', () => {
      const { risks } = compareAdvice(
        resultOf(chat),
        resultOf({
          ...chat,
          decision: { pattern: 'monolith', placement: 'own-gpu' },
        }),
      );
      expect(
        risks.appeared.filter(({ subject }) => subject.placement === 'own-gpu')
          .length,
      ).toBeGreaterThan(0);
    });
  });

  it('names weights, assumptions and the platform as causes', () => {
    const { causes } = compareAdvice(
      resultOf({ ...input, weights: { 'idle-cost': 2 } }),
      resultOf({
        ...input,
        weights: { 'team-autonomy': 3 },
        assumptions: { hops: 6 },
        platform: 'google-cloud-run',
      }),
    );
    expect(causes).toEqual([
      {
        kind: 'weight',
        criterion: 'idle-cost',
        before: 2,
        after: undefined,
        changed: true,
      },
      {
        kind: 'weight',
        criterion: 'team-autonomy',
        before: undefined,
        after: 3,
        changed: true,
      },
      {
        kind: 'assumption',
        id: 'hops',
        title: 'Network hops of a request between services',
        unit: 'hops',
        before: 2,
        after: 6,
        changed: true,
      },
      {
        kind: 'platform',
        before: 'aws-lambda',
        after: 'google-cloud-run',
        changed: true,
      },
    ]);
  });

  it('tells what another model rates differently', () => {
    const before = resultOf(input);
    const after = resultOf(input, {
      ...defaultModel,
      version: 'other',
      criteria: defaultModel.criteria.map(criterion =>
        criterion.id === 'team-autonomy'
          ? { ...criterion, demand: { ...criterion.demand, weight: 4 } }
          : criterion,
      ),
    });
    const { causes, contributions, isSame } = compareAdvice(before, after);
    expect(isSame).toBe(false);
    expect(causes).toEqual([
      {
        kind: 'model',
        before: defaultModel.version,
        after: 'other',
        changed: true,
      },
    ]);
    expect(contributions.map(({ criterion }) => criterion)).toEqual([
      'team-autonomy',
      'team-autonomy',
      'team-autonomy',
    ]);
    expect(contributions[0].weight.after).toBe(4);
  });
});
