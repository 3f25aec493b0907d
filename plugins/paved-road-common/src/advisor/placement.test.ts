import fc from 'fast-check';
import { anyProfile, runs } from './__testUtils__/profiles';
import { Advice } from './explain/advice';
import { mayRunModel } from './explain/recommendedPlacement';
import { advise } from './advise';
import { estimateAnswerGains } from './answerGains';
import { createModel, parseModelExtension } from './extension/createModel';
import {
  ModelExtensionInput,
  modelExtensionSchema,
} from './extension/modelExtension';
import { Profile, profileSchema } from './profile/profile';
import {
  filterAskedQuestions,
  getAnswer,
  isAsked,
  questions,
  withAnswer,
} from './profile/questions';
import { adviceRequestSchema } from './profile/request';
import { Placement, placements } from './profile/placements';
import { getComparedLatency } from './quantities/languageModels/comparedLatency';
import { placementLatencySchema } from './quantities/languageModels/schemas';
import { summariseAnswer } from './summariseAnswer';

fc.configureGlobal({ numRuns: runs(60) });

const open = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 5 });

const decades = (least: number, most: number) =>
  fc
    .double({ min: Math.log10(least), max: Math.log10(most), noNaN: true })
    .map(exponent => Math.min(most, Math.max(least, 10 ** exponent)));

/** Any use of a language model: any answer may be open, numbers reach the ends of their domains. */
const anyUse: fc.Arbitrary<NonNullable<Profile['llm']>> = fc.record({
  use: open(
    fc.constantFrom('chat', 'rag', 'extraction', 'summarise', 'code', 'agent'),
  ),
  inputTokens: open(decades(0.001, 100_000_000)),
  outputTokens: open(decades(0.001, 10_000_000)),
  quality: open(fc.constantFrom('small', 'mid', 'frontier')),
  residency: open(fc.constantFrom('none', 'region', 'own-perimeter')),
  callsPerTask: open(decades(1, 10_000)),
  reusedPrefix: open(fc.double({ min: 0, max: 1, noNaN: true })),
  ownModel: open(fc.constantFrom('none', 'tuned', 'own')),
  switching: open(fc.constantFrom('none', 'some', 'often')),
  offline: open(fc.boolean()),
});

const anyWithModel: fc.Arbitrary<Profile> = fc
  .tuple(anyProfile, anyUse, open(fc.constant('first-token' as const)))
  .map(([profile, llm, latency]) => ({
    ...profile,
    workload: {
      ...profile.workload,
      ...(latency && { latency }),
      // Zero requests are refused where a language model is used.
      requestsPerMonth: profile.workload?.requestsPerMonth || undefined,
    },
    llm,
  }));

const advised = (profile: Profile) => {
  const advice = advise({ profile });
  return { ...advice, model: advice.languageModel!, ranks: advice.placements! };
};

/** A chat whose every answer is known. */
const chat = profileSchema.parse({
  team: {
    devopsMaturity: 3,
    distributedExperience: 'some',
    teamSize: 8,
    parallelTeams: 1,
  },
  product: {
    driver: 'time-to-market',
    roadmap: 'evolving',
    budgetFocus: 'balanced',
  },
  workload: {
    traffic: 'spiky',
    requestsPerMonth: 20_000,
    latency: 'first-token',
    invocation: 'in-app',
    dataPerRequestMb: 0.01,
    backgroundWork: 'none',
  },
  llm: {
    use: 'chat',
    inputTokens: 3000,
    outputTokens: 400,
    quality: 'mid',
    residency: 'none',
    callsPerTask: 1,
    reusedPrefix: 0.4,
    ownModel: 'none',
    switching: 'some',
    offline: false,
  },
  growth: { users: 2, data: 2, models: 1, experimentation: 2 },
});

const chatWith = (llm: Partial<NonNullable<Profile['llm']>>): Profile => ({
  ...chat,
  llm: { ...chat.llm, ...llm },
});

function estimated<T extends { status: string }>(
  estimate: T,
): Extract<T, { status: 'estimated' }> {
  if (estimate.status !== 'estimated') {
    throw new Error(`It is ${estimate.status}`);
  }
  return estimate as Extract<T, { status: 'estimated' }>;
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(numbersIn)
    : [];
}

describe('without a language model', () => {
  it('says nothing about placements and asks nothing about models', () => {
    const advice = advise({ profile: { ...chat, llm: undefined } });
    expect(advice.recommendation).not.toHaveProperty('placement');
    expect(advice).not.toHaveProperty('placements');
    expect(advice).not.toHaveProperty('languageModel');
    expect(advice.unanswered.filter(path => path.startsWith('llm.'))).toEqual(
      [],
    );
  });

  it('never offers an answer that makes sense only with one', () => {
    fc.assert(
      fc.property(anyProfile, profile => {
        const { flips } = advise({ profile });
        expect(flips.answers.map(({ value }) => value)).not.toContain(
          'first-token',
        );
      }),
    );
  });
});

describe('with a language model', () => {
  it('ranks all four placements, with nothing answered about it', () => {
    const { ranks, model, recommendation } = advised({ llm: {} });
    expect(ranks.map(({ placement }) => placement).sort()).toEqual(
      [...placements].sort(),
    );
    expect(model.verdict).toBe('not-enough-answers');
    expect(recommendation.placement).toBe(model.placement);
    expect(model.cost.perPlacement['hosted-api']).toEqual({
      status: 'unknown',
      missing: [
        'llm.inputTokens',
        'llm.outputTokens',
        'workload.requestsPerMonth',
      ],
    });
  });

  it('reads as one sentence where both are clear', () => {
    const { recommendation, model } = advised(chat);
    expect([recommendation.verdict, model.verdict]).toEqual(['clear', 'clear']);
    expect(recommendation.text).toBe('Modular monolith calling a hosted API.');
  });

  it('says how many GPUs the model server takes', () => {
    const { recommendation, model } = advised({
      ...chatWith({ residency: 'own-perimeter' }),
      team: {
        ...chat.team,
        devopsMaturity: 5,
        distributedExperience: 'production',
      },
      product: { driver: 'scale', roadmap: 'stable', budgetFocus: 'balanced' },
    });
    expect(recommendation.placement).toBe('own-gpu');
    const { setup } = estimated(model.cost.perPlacement['own-gpu']);
    const { gpu, gpusPerReplica = 0, replicas = 0 } = setup;
    expect(gpusPerReplica * replicas).toBeGreaterThanOrEqual(2);
    expect(gpu).toBeTruthy();
  });

  it('rules a hosted API out where data must not leave, whatever else is answered', () => {
    fc.assert(
      fc.property(anyWithModel, profile => {
        const { ranks, model } = advised({
          ...profile,
          llm: { ...profile.llm, residency: 'own-perimeter' },
        });
        const hosted = ranks.find(
          ({ placement }) => placement === 'hosted-api',
        )!;
        expect(hosted.eligible).toBe(false);
        expect(hosted.vetoes.map(({ id }) => id)).toContain('own-perimeter');
        const others = ranks.filter(({ eligible }) => eligible);
        expect(others.length > 0 ? model.placement : undefined).not.toBe(
          'hosted-api',
        );
      }),
    );
  });

  it('rules out only processors where the best model is needed, and prefers a hosted API', () => {
    const { ranks, model } = advised({ llm: { quality: 'frontier' } });
    expect(
      ranks
        .filter(({ eligible }) => !eligible)
        .map(({ placement }) => placement),
    ).toEqual(['cpu']);
    expect(model.placement).toBe('hosted-api');
  });

  it('rules out what no context window holds, says the window, and recommends nothing', () => {
    const { ranks, model, recommendation } = advised(
      chatWith({ inputTokens: 5_000_000 }),
    );
    expect(model.placement).toBeUndefined();
    expect(recommendation).not.toHaveProperty('placement');
    expect(model.relax).toContainEqual(
      expect.objectContaining({ field: 'llm.inputTokens' }),
    );
    // `relax` and the vetoes name the limits.
    expect(model.text).not.toMatch(/limit/);
    for (const { vetoes, eligible } of ranks) {
      expect(eligible).toBe(false);
      expect(vetoes[0].text).toMatch(/(limit|but is) .*\. Lifted by/);
    }
  });

  it('takes offline use as a limit, and remarks on a decision against it', () => {
    const profile = chatWith({ offline: true });
    const { placements: ranks = [], notices } = advise({
      profile,
      decision: { pattern: 'monolith', placement: 'hosted-api' },
    });
    expect(
      ranks
        .filter(({ vetoes }) => vetoes.some(({ id }) => id === 'offline'))
        .map(({ placement }) => placement)
        .sort(),
    ).toEqual(['hosted-api', 'own-gpu', 'serverless-gpu']);
    expect(notices.map(({ id }) => id)).toContain('offline-with-network');
  });

  it('rules functions out where it must work without a network', () => {
    const eligible = (offline: boolean) =>
      advise({ profile: chatWith({ offline, quality: 'small' }) })
        .ranking.filter(ranked => ranked.eligible)
        .map(({ pattern }) => pattern)
        .sort();
    expect(eligible(false)).toContain('serverless');
    expect(eligible(true)).toEqual(['microservices', 'monolith']);
    const onCluster = advise({
      profile: chatWith({ offline: true, quality: 'small' }),
      platform: 'knative',
    });
    expect(onCluster.ranking.every(ranked => ranked.eligible)).toBe(true);
  });

  it('keeps functions that need a network out of the worst case', () => {
    const { confidence } = advise({
      profile: {
        ...chatWith({ offline: true, quality: 'small' }),
        workload: { ...chat.workload, state: 'stateless' },
      },
    });
    expect(confidence.openAnswers).toEqual([]);
    expect(confidence.worstCase.monolith).toBeCloseTo(
      confidence.expected.monolith,
      9,
    );
  });

  it('computes the application for the decided placement', () => {
    const profile = chatWith({ quality: 'small' });
    const adviseFor = (placement?: Placement) =>
      advise({
        profile,
        ...(placement && { decision: { pattern: 'monolith', placement } }),
      });
    const recommended = adviseFor();
    expect(recommended.recommendation.placement).toBe('hosted-api');
    const inside = adviseFor('cpu');
    // A model in the process needs more memory than a call to a model elsewhere.
    expect(
      estimated(inside.cost.perPattern.monolith).monthly.mid,
    ).toBeGreaterThan(
      2 * estimated(recommended.cost.perPattern.monolith).monthly.mid,
    );
    expect(inside.recommendation).toMatchObject({
      placement: 'hosted-api',
      text: expect.stringContaining('Hosted API'),
    });
    expect(inside.placements).toEqual(recommended.placements);
    expect(adviseFor('hosted-api').cost).toEqual(recommended.cost);
  });

  it('remarks on an own model whose class is open', () => {
    const { notices } = advise({ profile: { llm: { ownModel: 'tuned' } } });
    expect(notices.map(({ id }) => id)).toContain('own-model-of-unknown-class');
  });

  it('remarks on prices of retired models and of 0, of the class that is used', () => {
    const sold = { quality: 'mid', outputPerMtok: 0 } as const;
    const model = createModel({
      languageModels: {
        models: [
          { ...sold, provider: 'us', model: 'gift', inputPerMtok: 0 },
          {
            ...sold,
            provider: 'groq',
            model: 'llama-3.1-8b-instant',
            inputPerMtok: 0.05,
          },
        ],
      },
    });
    const remarksFor = (quality?: 'small' | 'mid') =>
      advise({ profile: { llm: { quality } } }, model).notices;
    expect(remarksFor('mid')).toMatchObject([
      {
        id: 'free-model',
        text: expect.stringContaining('free: us/gift, groq'),
      },
      {
        id: 'retired-model',
        text: expect.stringMatching(/llama-3\.1-8b-instant .* 2026-08-16/),
      },
    ]);
    expect(remarksFor()).toEqual(remarksFor('mid'));
    expect(remarksFor('small')).toEqual([]);
  });

  it('remarks on an assumed price of 0 that the result rests on', () => {
    const remarksFor = (assumptions: Record<string, number>) =>
      advise({ profile: chat, assumptions }).notices.map(
        ({ fields }) => fields,
      );
    expect(remarksFor({ gpuHourH100: 0 })).toEqual([
      ['assumptions.gpuHourH100'],
    ]);
    // Nothing runs on a TPU.
    expect(remarksFor({ tpuInstanceHour: 0 })).toEqual([]);
  });

  it('times a short label by the label, for placements and for patterns around them', () => {
    const { ranks, latency } = advised({
      ...chatWith({ use: 'extraction', outputTokens: 2000 }),
      workload: { ...chat.workload, latency: 'interactive' },
    });
    const reasons = ranks.flatMap(({ contributions }) =>
      contributions
        .filter(({ criterion }) => criterion === 'model-latency')
        .map(({ reason }) => reason),
    );
    expect(reasons).toContainEqual(
      expect.stringMatching(
        /^A short answer takes .*, p99 .*, required within 1 s; /,
      ),
    );
    const { monolith } = latency.perPattern;
    expect(monolith.status === 'estimated' && monolith.p50).toBeLessThan(1);
  });

  it('lets a provider that is bound by contract serve', () => {
    const { ranks } = advised(chatWith({ residency: 'contract' }));
    const hosted = ranks.find(({ placement }) => placement === 'hosted-api')!;
    expect(hosted.eligible).toBe(true);
  });

  it('compares an agent, whose task is not one answer, by each step', () => {
    const findMisses = (callsPerTask: number) =>
      advised(chatWith({ use: 'agent', callsPerTask })).ranks.filter(
        ({ missesRequirement }) => missesRequirement,
      );
    expect(findMisses(10)).toEqual(findMisses(1));
  });

  it('has numbers that are finite, and sums that hold', () => {
    fc.assert(
      fc.property(anyWithModel, profile => {
        const { ranks, model, ...advice } = advised(profile);
        expect(numbersIn([ranks, model]).every(Number.isFinite)).toBe(true);
        expect(numbersIn(advice).every(Number.isFinite)).toBe(true);
        for (const { fit, contributions } of ranks) {
          const sum = contributions.reduce(
            (all, { points }) => all + points,
            0,
          );
          expect(sum).toBeCloseTo(fit, 8);
        }
        const gap = model.drivers.reduce((all, { points }) => all + points, 0);
        expect(gap).toBeCloseTo(model.margin, 8);
        const chances = Object.values(model.expected);
        expect(chances.reduce((all, chance) => all + chance, 0)).toBeLessThan(
          1 + 1e-9,
        );
        expect(model.worstCase).toBeLessThanOrEqual(
          (model.placement ? model.expected[model.placement] : 0) + 1e-12,
        );
      }),
    );
  });

  it('never rises in the worst case when an answer becomes unknown', () => {
    fc.assert(
      fc.property(
        anyWithModel,
        fc.constantFrom(...questions.map(({ path }) => path)),
        (profile, path) => {
          const known = advised(profile).model;
          const opened = advised(withAnswer(profile, path, undefined)).model;
          expect(
            opened.placement === known.placement
              ? opened.worstCase - known.worstCase
              : 0,
          ).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('names only questions that are asked as open ones that decide, and as gains', () => {
    fc.assert(
      fc.property(anyWithModel, profile => {
        const advice = advised(profile);
        const { model, confidence } = advice;
        const asked = questions
          .filter(question =>
            isAsked(question, profile, mayRunModel(advice, undefined)),
          )
          .map(({ path }): string => path);
        expect(asked).toEqual(
          expect.arrayContaining([
            ...model.openAnswers,
            ...confidence.openAnswers,
            ...Object.keys(estimateAnswerGains({ profile })),
          ]),
        );
      }),
    );
  });

  it('is summarised without its explanation', () => {
    fc.assert(
      fc.property(fc.oneof(anyProfile, anyWithModel), profile => {
        expect(advise({ profile })).toMatchObject(summariseAnswer({ profile }));
      }),
    );
  });

  it('costs no less with more tokens, on curves over four decades', () => {
    fc.assert(
      fc.property(anyWithModel, profile => {
        const { curve } = advised(profile).model.cost;
        for (const placement of placements) {
          const costs = curve.flatMap(({ monthly }) => {
            const cost = monthly[placement];
            return cost ? [cost.mid] : [];
          });
          costs.slice(1).forEach((cost, index) => {
            expect(cost).toBeGreaterThanOrEqual(costs[index] * (1 - 1e-9));
          });
        }
        const decadesShown =
          curve.length > 0
            ? Math.log10(
                curve[curve.length - 1].tokensPerMonth /
                  curve[0].tokensPerMonth,
              )
            : 4;
        expect(decadesShown).toBeGreaterThanOrEqual(4 - 1e-9);
      }),
    );
  });

  it('breaks even where own GPUs cost what a hosted API does', () => {
    const at = (tokens: number) =>
      advised({
        ...chat,
        workload: { ...chat.workload, requestsPerMonth: tokens / 3400 },
      }).model.cost;
    const { breakEvenTokensPerMonth: tokens } = at(1e9);
    expect(tokens).toBeGreaterThan(1e8);
    const { perPlacement } = at(tokens!);
    const [hosted, own] = (['hosted-api', 'own-gpu'] as const).map(id =>
      estimated(perPlacement[id]),
    );
    expect(own.monthly.mid / hosted.monthly.mid).toBeCloseTo(1, 3);
  });

  it('moves no fit by more than half a point for one percent of a number', () => {
    const numbers = filterAskedQuestions(questions, chat).filter(
      ({ answer, path }) =>
        answer.kind === 'number' &&
        !answer.integer &&
        getAnswer(chat, path) !== undefined,
    );
    const fits = (profile: Profile) =>
      new Map(
        advised(profile).ranks.map(({ placement, fit }) => [placement, fit]),
      );
    const before = fits(chat);
    for (const { path, answer } of numbers) {
      const value = Number(getAnswer(chat, path));
      const most = answer.kind === 'number' ? answer.max : value;
      const after = fits(withAnswer(chat, path, Math.min(most, value * 1.01)));
      for (const placement of placements) {
        const moved = Math.abs(
          (after.get(placement) ?? 0) - (before.get(placement) ?? 0),
        );
        expect({ path, placement, moved: moved <= 0.5 }).toEqual({
          path,
          placement,
          moved: true,
        });
      }
    }
  });
});

it('compares a short answer with its requirement, not the whole response', () => {
  const profile = {
    ...chatWith({ use: 'extraction', outputTokens: 2000 }),
    workload: { ...chat.workload, latency: 'interactive' as const },
  };
  const { 'hosted-api': latency } =
    advised(profile).languageModel!.latency.perPlacement;
  const { requirement, compared, meetsRequirement, response } = estimated(
    placementLatencySchema.parse(latency),
  );
  expect(requirement).toMatchObject({ of: 'response', seconds: 1, tokens: 30 });
  expect(compared!.p95).toBeLessThan(response.p95 / 2);
  expect(meetsRequirement).toBe(compared!.p95 <= 1);

  const { compared: _, ...stored } = estimated(latency);
  const earlier = placementLatencySchema.parse({
    ...stored,
    requirement: { of: 'response', seconds: 1 },
  });
  expect(getComparedLatency(estimated(earlier))).toEqual({
    kind: 'response',
    ...response,
  });
});

describe('the application around the model', () => {
  const around = (profile: Profile) => advise({ profile });
  const monthly = (advice: Advice, pattern: 'monolith' | 'serverless') => {
    const cost = advice.cost.perPattern[pattern];
    return cost.status === 'estimated' ? cost.monthly.mid : NaN;
  };

  it('changes with no answer about running a model that it does not run', () => {
    fc.assert(
      fc.property(
        anyWithModel,
        open(fc.constantFrom(...placements)),
        (profile, placement) => {
          const decision = placement && {
            pattern: 'monolith' as const,
            placement,
          };
          const advice = advise({ profile, decision });
          const runsModel = mayRunModel(advice, placement);
          const unused = questions.filter(
            question => !isAsked(question, profile, runsModel),
          );
          expect(unused).toHaveLength(runsModel ? 1 : 4);
          const without = unused.reduce(
            (rest, { path }) => withAnswer(rest, path, undefined),
            profile,
          );
          expect(JSON.stringify(advise({ profile: without, decision }))).toBe(
            JSON.stringify(advice),
          );
        },
      ),
    );
  });

  const small = {
    ...chatWith({ quality: 'small' }),
    workload: { ...chat.workload, modelSizeGb: 2, memoryGb: 4, inferenceMs: 1 },
  };

  it.each([
    ['workload.modelSizeGb', 20],
    ['workload.memoryGb', 64],
    ['workload.inferenceMs', 2000],
  ] as const)('changes with %s where it runs the model', (path, answer) => {
    const decision = { pattern: 'monolith', placement: 'cpu' } as const;
    const advice = advise({ profile: small, decision });
    const changed = advise({
      profile: withAnswer(small, path, answer),
      decision,
    });
    expect(changed.ranking).not.toEqual(advice.ranking);
    expect(changed.confidence).not.toEqual(advice.confidence);
  });

  it.each(['hosted-api', 'own-gpu', 'serverless-gpu'] as const)(
    'uses no answer about running a model where %s is decided',
    placement => {
      const decide = (profile: Profile) =>
        advise({ profile, decision: { pattern: 'monolith', placement } });
      const { modelSizeGb, memoryGb, inferenceMs, ...workload } =
        small.workload;
      expect(decide(small)).toEqual(decide({ ...small, workload }));
      expect(decide(small).unanswered).not.toContain('workload.modelSizeGb');
    },
  );

  it('takes no accelerator and hardly a processor for a model that runs elsewhere', () => {
    const heavy = {
      ...chat,
      workload: {
        ...chat.workload,
        accelerator: 'gpu' as const,
        memoryGb: 160,
        modelSizeGb: 140,
      },
    };
    expect(advise({ profile: heavy }).ranking).toEqual(
      advise({ profile: chat }).ranking,
    );
  });

  it('bills a function for the time that it waits for the model', () => {
    const [short, long] = [50, 2000].map(outputTokens =>
      around({
        ...chatWith({ outputTokens }),
        workload: { ...chat.workload, requestsPerMonth: 10_000_000 },
      }),
    );
    expect(monthly(long, 'serverless')).toBeGreaterThan(
      2 * monthly(short, 'serverless'),
    );
    expect(monthly(long, 'monolith')).toBeLessThan(
      1.1 * monthly(short, 'monolith'),
    );
  });

  it('breaks the run-time limit of a function by waiting for an agent', () => {
    const { ranking } = around({
      ...chatWith({ use: 'agent', callsPerTask: 100, outputTokens: 1000 }),
      workload: { ...chat.workload, requestsPerMonth: 1000 },
    });
    const functions = ranking.find(({ pattern }) => pattern === 'serverless')!;
    expect(functions.vetoes.map(({ field }) => field)).toContain(
      'workload.inferenceMs',
    );
  });
});

describe('what an organisation sets', () => {
  const own = {
    provider: 'our-gateway',
    model: 'chat-large',
    quality: 'mid' as const,
    inputPerMtok: 0.4,
    outputPerMtok: 1.6,
    regional: true,
  };
  const advisedWith = (extension: ModelExtensionInput, profile = chat) =>
    advise({ profile }, createModel(modelExtensionSchema.parse(extension)));

  it('prices with its own models where only they are allowed', () => {
    const { languageModel } = advisedWith({
      languageModels: {
        allowedProviders: ['our-gateway'],
        models: [own],
      },
    });
    const cost = estimated(languageModel!.cost.perPlacement['hosted-api']);
    expect(cost.setup.model).toBe('our-gateway/chat-large');
    expect(cost.monthly.mid).toBeCloseTo(
      (20_000 * (3000 * 0.4 + 400 * 1.6)) / 1e6,
      6,
    );
  });

  it('rules the hosted API out where no allowed provider sells what is needed', () => {
    const { placements: ranks } = advisedWith(
      { languageModels: { allowedProviders: ['our-gateway'], models: [own] } },
      chatWith({ quality: 'frontier' }),
    );
    expect(
      ranks!.find(({ placement }) => placement === 'hosted-api')!.vetoes,
    ).toEqual([
      expect.objectContaining({ id: 'no-such-model', limit: 'our-gateway' }),
    ]);
  });

  it('rules a placement out by a policy, with its text', () => {
    const { placements: ranks, recommendation } = advisedWith({
      filters: [
        {
          id: 'no-hosted',
          placement: 'hosted-api',
          when: [{ path: 'llm.use', is: ['chat'] }],
          text: 'Chats stay with us.',
          source: 'Policy 7',
        },
      ],
    });
    expect(recommendation.placement).not.toBe('hosted-api');
    expect(
      ranks!
        .find(({ placement }) => placement === 'hosted-api')!
        .vetoes.map(({ kind, text }) => [kind, text]),
    ).toEqual([['filter', 'Chats stay with us.']]);
  });

  it('counts an answer about running the model if its policy on placements names it', () => {
    const large = {
      ...chat,
      workload: { ...chat.workload, modelSizeGb: 200 },
    };
    const filters = [
      {
        id: 'no-large-models',
        placement: 'own-gpu' as const,
        when: [{ path: 'workload.modelSizeGb' as const, above: 1 }],
        text: 'Our GPUs hold 1 GB.',
        source: 'Policy 8',
      },
    ];
    const model = createModel(modelExtensionSchema.parse({ filters }));
    const [size] = model.questions.filter(
      ({ path }) => path === 'workload.modelSizeGb',
    );
    expect(isAsked(size, large, false)).toBe(true);
    const vetoedAt = (profile: Profile) =>
      advise({ profile }, model)
        .placements!.filter(({ eligible }) => !eligible)
        .map(({ placement }) => placement);
    expect(vetoedAt(large)).toContain('own-gpu');
    expect(vetoedAt(chat)).not.toContain('own-gpu');
    const { languageModel, unanswered } = advise({ profile: chat }, model);
    expect(languageModel!.openAnswers).toContain('workload.modelSizeGb');
    expect(languageModel!.worstCase).toBe(0);
    expect(unanswered).toContain('workload.modelSizeGb');
  });

  it('weighs criteria of placement, names its gateway and changes the version', () => {
    const advice = advisedWith({
      weights: { 'model-cost': 0 },
      languageModels: { gateway: { name: 'Model gateway' } },
    });
    expect(
      advice.placements![0].contributions.find(
        ({ criterion }) => criterion === 'model-cost',
      )!.weight,
    ).toBe(0);
    expect(advice.languageModel!.gateway.offered).toEqual({
      name: 'Model gateway',
    });
    expect(advice.modelVersion).toMatch(/^2\.2\.0\+[0-9a-f]{8}$/);
  });

  it.each([
    [
      { languageModels: { models: [{ ...own, inputPerMtok: -1 }] } },
      'languageModels.models.0.inputPerMtok',
      'use USD for a million tokens',
    ],
    [
      { languageModels: { models: [{ ...own, inputPerMtok: undefined }] } },
      'languageModels.models.0.inputPerMtok',
      'expected number',
    ],
    [
      { languageModels: { models: [own, own] } },
      'languageModels.models.1.model',
      'is listed twice',
    ],
    [
      { languageModels: { allowedProviders: ['antropic'] } },
      'languageModels.allowedProviders.0',
      'is it anthropic?',
    ],
    [
      {
        filters: [
          {
            id: 'both',
            pattern: 'monolith',
            placement: 'cpu',
            text: 'x',
            source: 'y',
          },
        ],
      },
      'filters.0',
      'give either pattern or placement',
    ],
    [{ weights: { 'model-price': 1 } }, 'weights.model-price', 'model-cost'],
  ])(
    'refuses %j, and names the field and what to do',
    (extension, field, remedy) => {
      const refused = () => {
        createModel(
          parseModelExtension(JSON.stringify(extension), 'model.yaml'),
        );
      };
      expect(refused).toThrow(field);
      expect(refused).toThrow(remedy);
    },
  );
});

describe('risks of language models', () => {
  const findRisks = (profile: Profile, decision?: object) =>
    advise(adviceRequestSchema.parse({ profile, decision })).risks;
  const ids = (profile: Profile) => findRisks(profile).map(({ id }) => id);

  it.each([
    ['runaway-agent-cost', chatWith({ use: 'agent' })],
    ['context-growth', chatWith({ inputTokens: 60_000 })],
    ['provider-lock-in', chatWith({ quality: 'frontier' })],
    [
      'model-retired-or-repriced',
      { ...chat, workload: { ...chat.workload, requestsPerMonth: 3e6 } },
    ],
    [
      'rate-limited-at-peak',
      { ...chat, workload: { ...chat.workload, requestsPerMonth: 5e6 } },
    ],
    ['idle-gpu', chatWith({ residency: 'own-perimeter' })],
  ])('finds %s, with evidence, and not in a plain chat', (id, profile) => {
    expect(ids(chat)).not.toContain(id);
    const risk = findRisks(profile).find(found => found.id === id);
    expect(risk?.evidence.length).toBeGreaterThan(0);
    expect(risk?.subject.placement).toBeDefined();
    expect(risk?.mitigations.length).toBeGreaterThan(1);
  });

  it('looks at the placement that was chosen instead, too', () => {
    const found = findRisks(chat, {
      pattern: 'monolith',
      placement: 'own-gpu',
      rationale: 'We have the GPUs.',
    });
    expect(
      found.filter(({ id }) => id === 'idle-gpu').map(({ subject }) => subject),
    ).toEqual([{ kind: 'chosen', pattern: 'monolith', placement: 'own-gpu' }]);
  });
});
