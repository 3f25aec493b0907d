import fc from 'fast-check';
import calibration from '../advisor/__fixtures__/calibration.json';
import { anyRequest, runs } from '../advisor/__testUtils__/profiles';
import { advise } from '../advisor/advise';
import { defaultModel } from '../advisor/options/DecisionModel';
import { getAnswer, QuestionPath } from '../advisor/profile/questions';
import { AdviceRequest, adviceRequestSchema } from '../advisor/profile/request';
import { DecidedAssessment, recheckWithMeasured } from './recheckWithMeasured';
import { measures } from './measures';
import { Measured, measuredSchema, Measurement } from './schemas';
import { conversion, knownUnits } from './units';

const now = new Date('2026-11-28T12:00:00.000Z');
const day = 86_400_000;

const daysAgo = (days: number) =>
  new Date(now.getTime() - days * day).toISOString();

/** @param daily - oldest first, ending yesterday */
const measured = (
  measure: string,
  value: number,
  daily: number[] = [],
): Measurement => {
  const { title, unit } = measures.find(({ id }) => id === measure)!;
  return {
    measure,
    title,
    unit,
    value,
    observedAt: now.toISOString(),
    fact: 'metrics',
    source: 'https://metrics.example.com',
    points: daily.map((each, index) => ({
      at: daysAgo(daily.length - index),
      value: each,
    })),
  };
};

const assessmentOf = (request: AdviceRequest): DecidedAssessment => ({
  ...request,
  id: '6f2c4a3e-0000-4000-8000-000000000000',
  entityRef: 'component:default/search',
  advice: advise(request),
});

const hold = (
  request: AdviceRequest,
  measurements: Measurement[],
  architecture?: Parameters<typeof recheckWithMeasured>[0]['architecture'],
): Measured =>
  recheckWithMeasured({
    assessment: assessmentOf(request),
    measurements,
    architecture,
    model: defaultModel,
    now,
  });

const requestOf = (id: string): AdviceRequest =>
  adviceRequestSchema.parse({
    profile: calibration.find(row => row.id === id)!.profile,
  });

/** The numbers of a profile as if they had been measured. */
const asAssumed = ({ profile }: AdviceRequest): Measurement[] =>
  measures.flatMap(({ id, question }) => {
    const answer = question && getAnswer(profile, question);
    return typeof answer === 'number' ? [measured(id, answer)] : [];
  });

const thumbnails = requestOf('video-thumbnails');

describe('a decision held against measurements', () => {
  it('is not measured where nothing is', () => {
    const result = hold(thumbnails, []);
    expect(result.status).toBe('not-measured');
    expect(result.measured).toBeUndefined();
    expect(result.profile).toBeUndefined();
  });

  it('draws no conclusion from a number that has not been measured for its range', () => {
    const conclusiveFrom = daysAgo(-10);
    // Far from the assumption, and past every threshold.
    const young = { ...measured('requestsPerMonth', 1), conclusiveFrom };
    const late = { ...measured('latencyP99', 1e6), conclusiveFrom };
    const alone = hold(thumbnails, [young, late]);
    expect(alone).toMatchObject({
      status: 'not-measured',
      answers: [],
      predictions: [],
      crossed: [],
      near: [],
      others: [young, late],
    });
    expect(
      alone.conditions.filter(({ state }) => state !== 'not-measured'),
    ).toEqual([]);
    const assumed = asAssumed(thumbnails).filter(
      ({ measure }) => measure !== 'requestsPerMonth',
    );
    const before = hold(thumbnails, assumed);
    expect(hold(thumbnails, [...assumed, young, late])).toEqual({
      ...before,
      others: [...before.others, young, late],
    });
    expect(
      hold(thumbnails, [{ ...young, conclusiveFrom: undefined }]).answers,
    ).toHaveLength(1);
  });

  it('does not change where what is measured is what was assumed', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { observed: _, decision: __, ...asked } = request;
        const result = hold(asked, asAssumed(asked));
        expect(result.status).not.toBe('changed');
        expect(result.answers.every(({ ratio = 1 }) => ratio === 1)).toBe(true);
        expect(result.measured ?? result.assumed).toEqual(result.assumed);
        expect(result.crossed).toEqual([]);
        expect(measuredSchema.safeParse(result).success).toBe(true);
      }),
      { numRuns: runs(200) },
    );
  });

  it('computes what is measured for the decided placement, too', () => {
    const request = adviceRequestSchema.parse({
      profile: {
        workload: { requestsPerMonth: 20_000, latency: 'first-token' },
        llm: {
          use: 'chat',
          quality: 'small',
          inputTokens: 3000,
          outputTokens: 400,
          callsPerTask: 1,
        },
      },
      decision: { pattern: 'monolith', placement: 'cpu' },
    });
    expect(advise(request).recommendation.placement).not.toBe('cpu');
    const { predictions } = hold(request, [
      ...asAssumed(request),
      measured('costPerMonth', 1000),
    ]);
    const cost = predictions.find(({ quantity }) => quantity === 'cost')!;
    expect(cost.withMeasured?.predicted).toBeCloseTo(cost.predicted, 6);
  });

  it('has changed only where the decision is not what is advised with measured values', () => {
    fc.assert(
      fc.property(
        anyRequest,
        fc.double({ min: 0, max: 11, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        (request, exponent, teams) => {
          const { observed: _, ...asked } = request;
          const values = [
            measured('requestsPerMonth', 10 ** exponent),
            measured('teams', teams),
          ];
          const result = hold(asked, values);
          const { pattern } = advise({
            ...asked,
            profile: result.profile!,
          }).recommendation;
          expect(result.measured!.pattern).toBe(pattern);
          // Of a language model, the placement may be what changed.
          const same =
            result.status === 'changed' && !asked.profile.llm
              ? [asked.decision?.pattern, result.assumed.pattern]
              : [];
          expect(same).not.toContain(pattern);
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it('says which named change was crossed, on the other side of its threshold only', () => {
    fc.assert(
      fc.property(anyRequest, ({ observed: _, ...asked }) => {
        const wrong = advise(asked).flips.numbers.flatMap(
          ({ path, threshold, direction, text }) => {
            const { id } =
              measures.find(({ question }) => question === path) ?? {};
            const { answer } = defaultModel.questions.find(
              each => each.path === path,
            )!;
            if (!id || answer.kind !== 'number') {
              return [];
            }
            const isPossible = (value: number) =>
              value > answer.min &&
              value <= answer.max &&
              (!answer.integer || threshold > 3);
            const [past, before] =
              direction === 'above' ? [2, 0.4] : [0.4, 2.5];
            return [
              { value: threshold * past, isCrossed: true },
              { value: threshold * before, isCrossed: false },
            ].filter(
              ({ value, isCrossed }) =>
                isPossible(value) &&
                isCrossed !==
                  hold(asked, [measured(id, value)]).crossed.some(
                    crossed => crossed.text === text,
                  ),
            );
          },
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('since when an answer is another one', () => {
  /** A monolith of one team, for which a second team clearly changes the answer. */
  const quotes = adviceRequestSchema.parse({
    profile: {
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
    },
  });

  it.each([1, 3, 6, 7, 8, 20, 60])('is dated to the day, %d days ago', days => {
    const daily = [...Array(100 - days).fill(1), ...Array(days).fill(2)];
    const result = hold(quotes, [measured('teams', 2, daily)]);
    expect(result).toMatchObject({
      status: 'changed',
      since: daysAgo(days),
      measured: { pattern: 'microservices' },
      crossed: [
        {
          text: 'Teams that work in parallel: 2 or more → Microservices',
          value: 2,
          since: daysAgo(days),
        },
      ],
    });
    expect(
      result.conditions.find(
        ({ unit, threshold }) => unit === 'teams' && threshold === 1,
      ),
    ).toMatchObject({ state: 'reached', since: daysAgo(days) });
  });

  it('begins with the first measurement at the earliest', () => {
    const daily = Array(12).fill(2);
    const result = hold(quotes, [measured('teams', 2, daily)]);
    expect(result.since).toBe(daysAgo(12));
  });

  it('is now where there is no history', () => {
    const result = hold(quotes, [measured('teams', 2)]);
    expect(result.since).toBe(now.toISOString());
  });

  it.each([
    ['since its approval, where it was so on days before', 20, 8],
    ['to the day, where it is so since the day of the approval', 20, 20],
    ['to the day, where it was not so before', 8, 20],
  ])('is dated %s', (_, days, approved) => {
    const daily = [...Array(100 - days).fill(1), ...Array(days).fill(2)];
    const approvedAt = new Date(
      Date.parse(daysAgo(approved)) + 3_600_000,
    ).toISOString();
    const assessment = { ...assessmentOf(quotes), approvedAt };
    const result = recheckWithMeasured({
      assessment,
      measurements: [measured('teams', 2, daily)],
      model: defaultModel,
      now,
    });
    const expected =
      approved < days
        ? { since: approvedAt, beforeApproval: true }
        : { since: daysAgo(days) };
    const reached = result.conditions.find(
      ({ unit, threshold }) => unit === 'teams' && threshold === 1,
    )!;
    expect(reached.state).toBe('reached');
    for (const { since, beforeApproval } of [
      result,
      result.crossed[0],
      reached,
    ]) {
      expect({ since, beforeApproval }).toEqual(expected);
    }
    expect(measuredSchema.parse(result)).toEqual(result);
  });

  it('is that of the choice that has differed longest', () => {
    const annotations = adviceRequestSchema.parse({
      profile: {
        ...quotes.profile,
        team: { ...quotes.profile.team, devopsMaturity: 3 },
        workload: {
          traffic: 'steady',
          requestsPerMonth: 10_000,
          latency: 'interactive',
          memoryGb: 2,
          invocation: 'api',
          state: 'stateless',
          dataPerRequestMb: 0.1,
          backgroundWork: 'none',
        },
        llm: { quality: 'mid', inputTokens: 5000, outputTokens: 250 },
      },
      decision: { pattern: 'monolith', placement: 'hosted-api' },
    });
    const result = hold(annotations, [
      measured('teams', 8, [...Array(60).fill(1), 8]),
      measured('requestsPerMonth', 1e9, Array(30).fill(1e9)),
    ]);
    expect(result).toMatchObject({
      changedChoices: ['placement', 'pattern'],
      since: daysAgo(30),
    });
  });

  it('is nothing where people decided on what is advised now', () => {
    const decision = { pattern: 'microservices' as const };
    const result = hold({ ...quotes, decision }, [measured('teams', 2)]);
    expect(result.status).toBe('near');
    expect(result.since).toBeUndefined();
  });

  it('is nothing in a close call', () => {
    const spiky = {
      ...quotes,
      profile: {
        ...quotes.profile,
        workload: {
          ...quotes.profile.workload,
          traffic: 'spiky' as const,
          accelerator: 'none' as const,
        },
      },
    };
    const close = hold(spiky, [measured('teams', 2)]);
    expect(close.measured).toMatchObject({ verdict: 'close' });
    expect(close.status).toBe('near');
    expect(close.since).toBeUndefined();
  });

  it('is nothing where people decided against both', () => {
    const decision = { pattern: 'serverless' as const };
    const same = hold({ ...quotes, decision }, [measured('teams', 1)]);
    expect(same.status).not.toBe('changed');
    const other = hold({ ...quotes, decision }, [measured('teams', 2)]);
    expect(other.status).toBe('changed');
  });
});

describe('conditions', () => {
  const request: AdviceRequest = {
    ...thumbnails,
    decision: {
      pattern: 'serverless',
      revisitTriggers: [
        'A second team starts releasing from the same codebase.',
        'The supplier raises its prices.',
      ],
    },
  };
  const conditionsWith = (...values: Measurement[]) =>
    hold(request, values).conditions;

  it('are reached, near, not yet there, or not measured', () => {
    const limit = advise(thumbnails).cost.breakEvenRequestsPerMonth!;
    const stateAt = (share: number) =>
      conditionsWith(measured('requestsPerMonth', limit * share)).find(
        ({ threshold }) => threshold === limit,
      )!.state;
    expect([0.5, 0.79, 0.81, 0.99, 1.01, 10].map(stateAt)).toEqual([
      'not-yet',
      'not-yet',
      'near',
      'near',
      'reached',
      'reached',
    ]);
  });

  it('of a decision are listed once, and as not measured where no number corresponds to them', () => {
    const conditions = conditionsWith(measured('teams', 2));
    expect(conditions.filter(({ from }) => from === 'decision')).toEqual([
      {
        from: 'decision',
        text: 'The supplier raises its prices.',
        state: 'not-measured',
      },
      expect.objectContaining({
        text: 'A second team starts releasing from the same codebase.',
        state: 'reached',
        value: 2,
      }),
    ]);
    const texts = conditions.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('of one team are not near with one team', () => {
    const [own] = conditionsWith(measured('teams', 1)).filter(
      ({ threshold }) => threshold === 1,
    );
    expect(own.state).toBe('not-yet');
  });
});

describe('a latency that is required', () => {
  const request = requestOf('commerce-personalisation');
  const requirementWith = (p99: number) =>
    hold(request, [measured('latencyP99', p99, [0.01, ...Array(8).fill(p99)])]);

  it('is shown beside the answer, which stands', () => {
    const late = requirementWith(0.3);
    expect(late.status).toBe('near');
    expect(late.conditions[0]).toMatchObject({
      from: 'requirement',
      text: 'The p99 exceeds 100 ms, which the profile requires.',
      state: 'reached',
      since: daysAgo(8),
    });
    const oneDay = hold(request, [
      measured('latencyP99', 0.3, Array(8).fill(0.01)),
    ]);
    expect(oneDay.conditions[0].state).toBe('near');
    const firstDays = hold(request, [measured('latencyP99', 0.3, [0.3])]);
    expect(firstDays.conditions[0].state).toBe('near');
    expect(requirementWith(0.09).conditions[0].state).toBe('near');
    expect(requirementWith(0.09).status).toBe('holds');
    expect(requirementWith(0.02).conditions[0].state).toBe('not-yet');
    expect(requirementWith(0.02).status).toBe('holds');
  });
});

describe('predictions', () => {
  const { cost, latency } = advise(thumbnails);
  const predicted = cost.perPattern.serverless as { monthly: { mid: number } };

  it.each([
    ['latencyP95', 1e308],
    ['costPerMonth', 5e-324],
  ])(
    'leave out what no number says the error of, such as a %s of %p',
    (measure, value) => {
      const measurement = measured(measure, value);
      const { predictions, others } = hold(requestOf('enterprise-core'), [
        measurement,
      ]);
      expect([predictions, others]).toEqual([[], [measurement]]);
    },
  );

  it('are compared with the measured values, with the error, also for volumes', () => {
    const assumed = getAnswer(
      thumbnails.profile,
      'workload.requestsPerMonth' as QuestionPath,
    ) as number;
    const result = hold(thumbnails, [
      measured('requestsPerMonth', assumed * 2),
      measured('costPerMonth', predicted.monthly.mid * 2),
      measured(
        'latencyP95',
        (latency.perPattern.serverless as { p95: number }).p95 / 2,
      ),
    ]);
    const [first, second] = result.predictions;
    expect(first).toMatchObject({
      quantity: 'cost',
      predicted: predicted.monthly.mid,
    });
    expect(first.error).toBeCloseTo(1, 10);
    // Twice the volume explains nearly all of it.
    expect(Math.abs(first.withMeasured!.error)).toBeLessThan(0.1);
    expect(second.quantity).toBe('p95');
    expect(second.error).toBeCloseTo(-0.5, 10);
  });
});

describe('drift', () => {
  const seen = (architecture: Parameters<typeof hold>[2]) =>
    hold(thumbnails, [], architecture).drift;

  it('is silent where nothing observes', () => {
    expect(
      seen({ declaredPattern: 'monolith', declaredCalls: ['api:default/a'] }),
    ).toEqual([]);
  });

  it('names the images of a monolith that deploys several', () => {
    const deployables = { names: ['a', 'b', 'a'], source: 'cluster' };
    expect(
      seen({ declaredPattern: 'monolith', declaredCalls: [], deployables }),
    ).toEqual([
      {
        id: 'several-deployables',
        text: 'Declared as a modular monolith, but deploys 2 images.',
        evidence: [
          { text: 'a', source: 'cluster' },
          { text: 'b', source: 'cluster' },
        ],
      },
    ]);
    expect(
      seen({
        declaredPattern: 'microservices',
        declaredCalls: [],
        deployables,
      }),
    ).toEqual([]);
  });

  it('names calls that are not declared, and declared ones that were never seen', () => {
    const drift = seen({
      declaredCalls: ['component:default/a', 'component:default/b'],
      calls: {
        targets: ['component:default/b', 'component:default/c'],
        source: 'traces',
      },
    });
    expect(drift.map(({ id, evidence }) => [id, evidence])).toEqual([
      ['undeclared-call', [{ text: 'component:default/c', source: 'traces' }]],
      ['unseen-call', [{ text: 'component:default/a', source: 'traces' }]],
    ]);
  });
});

describe('measures', () => {
  it('know every question that is a number of a running service, in a unit that exists', () => {
    for (const { question } of measures) {
      expect(
        question === undefined ||
          defaultModel.questions.some(({ path }) => path === question),
      ).toBe(true);
    }
  });

  it('name each sign of the roadmap that an advice can give, or it is said not to be measured', () => {
    const named = new Set(measures.flatMap(({ triggers }) => triggers));
    const signs = new Set(
      calibration.flatMap(({ profile }) =>
        advise(adviceRequestSchema.parse({ profile })).roadmap.flatMap(
          ({ triggers }) => triggers.map(({ measure }) => measure),
        ),
      ),
    );
    expect([...signs].filter(sign => !named.has(sign))).toEqual([]);
  });

  it('are converted within a dimension only, and back again', () => {
    for (const from of knownUnits) {
      for (const to of knownUnits) {
        const there = conversion(from, to);
        const back = conversion(to, from);
        expect(there === undefined).toBe(back === undefined);
        expect((there ?? 1) * (back ?? 1)).toBeCloseTo(1, 12);
      }
    }
    expect(conversion('requests/s', 'requests/month')).toBe(730 * 3600);
    expect(conversion('GiB', 'GB')).toBeCloseTo(1.0737, 4);
    expect(conversion('s', 'GB')).toBeUndefined();
  });
});
