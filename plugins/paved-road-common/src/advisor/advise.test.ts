import fc from 'fast-check';
import {
  Advice,
  adviceRequestSchema,
  adviceSchema,
  advise,
  PlainPattern,
  plainPatterns,
  platforms,
  ProfileInput,
  questions,
} from '.';
import calibration from './__fixtures__/calibration.json';
import publishedDecisions from './__fixtures__/publishedDecisions.json';
import { anyProfile, anyRequest } from './__testUtils__/profiles';

interface Row {
  id: string;
  why: string;
  profile: unknown;
  decision?: string;
  expect: {
    pattern: string;
    core?: string;
    background?: string;
    stage?: string;
    vetoed?: string[];
    risksOfDecision?: string[];
  };
}

const rows = [...calibration, ...publishedDecisions] as Row[];

const adviceOn = (request: object): Advice =>
  advise(adviceRequestSchema.parse(request));

const fitOf = (advice: Advice, pattern: PlainPattern) =>
  advice.ranking.find(ranked => ranked.pattern === pattern)!.fit;

const costOf = (advice: Advice, pattern: PlainPattern): number => {
  const cost = advice.cost.perPattern[pattern];
  return cost.status === 'estimated' ? cost.monthly.mid : NaN;
};

/** Room for rounding when two sums of the same numbers are compared. */
const rounding = 1e-9;

describe('advise on decisions whose outcome is published', () => {
  it.each(rows.map(row => [row.id, row] as const))(
    'recommends what came out: %s',
    (_, { profile, decision, expect: expected }) => {
      const advice = adviceOn({ profile, decision });
      const { pattern, core, background, stage } = advice.recommendation;
      expect({
        pattern,
        ...(expected.core && { core }),
        ...(expected.background && { background }),
        ...(expected.stage && { stage }),
        vetoed: advice.ranking
          .filter(({ eligible }) => !eligible)
          .map(ranked => ranked.pattern),
      }).toEqual({
        pattern: expected.pattern,
        ...(expected.core && { core: expected.core }),
        ...(expected.background && { background: expected.background }),
        ...(expected.stage && { stage: expected.stage }),
        vetoed: expected.vetoed ?? [],
      });
      expect(
        advice.risks
          .filter(({ subject }) => subject.kind === 'chosen')
          .map(({ id }) => id),
      ).toEqual(expect.arrayContaining(expected.risksOfDecision ?? []));
    },
  );

  it('shows the break-even below the volume of a serverless cost surprise', () => {
    const row = rows.find(({ id }) => id === 'serverless-cost-surprise')!;
    const { breakEvenRequestsPerMonth } = adviceOn({
      profile: row.profile,
    }).cost;
    expect(breakEvenRequestsPerMonth).toBeGreaterThan(0);
    expect(breakEvenRequestsPerMonth).toBeLessThan(200_000_000);
  });
});

describe('advise on any profile', () => {
  it('gives a result that its schema accepts, with finite numbers only', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const advice = advise(request);
        const parsed = adviceSchema.safeParse(advice);
        expect(parsed.error?.issues).toBeUndefined();
        JSON.stringify(advice, (key, value) => {
          if (typeof value === 'number' && !Number.isFinite(value)) {
            throw new Error(`${key} is ${value}`);
          }
          return value;
        });
      }),
    );
  });

  it('gives the same bytes for the same request, in whatever order the answers are', () => {
    const reversed = (value: unknown): unknown =>
      value && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, reversed(inner)]),
          )
        : value;
    fc.assert(
      fc.property(anyProfile, profile => {
        const first = JSON.stringify(advise({ profile }));
        expect(JSON.stringify(advise({ profile }))).toBe(first);
        expect(JSON.stringify(adviceOn({ profile: reversed(profile) }))).toBe(
          first,
        );
      }),
    );
  });

  it('has contributions that sum to the fit, and drivers that sum to the margin', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { ranking, drivers, recommendation } = advise(request);
        for (const { contributions, fit } of ranking) {
          const sum = contributions.reduce((s, { points }) => s + points, 0);
          expect(Math.abs(sum - fit)).toBeLessThan(rounding * 1000);
          expect(fit).toBeGreaterThanOrEqual(0);
          expect(fit).toBeLessThanOrEqual(102 + rounding);
        }
        const gap = drivers.reduce((s, { points }) => s + points, 0);
        expect(Math.abs(gap - recommendation.margin)).toBeLessThan(
          rounding * 1000,
        );
      }),
    );
  });

  it('recommends the eligible pattern with the highest fit', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { ranking, recommendation } = advise(request);
        const eligible = ranking.filter(ranked => ranked.eligible);
        expect(recommendation.core).toBe(eligible[0].pattern);
        expect(recommendation.runnerUp).toBe(eligible[1]?.pattern);
        expect(recommendation.margin).toBeGreaterThanOrEqual(0);
        expect(recommendation.pattern === 'hybrid').toBe(
          recommendation.background !== undefined,
        );
      }),
    );
  });

  it('never lowers microservices for more DevOps maturity', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.uniqueArray(fc.integer({ min: 1, max: 5 }), {
          minLength: 2,
          maxLength: 2,
        }),
        (profile, maturities) => {
          const [less, more] = maturities
            .sort((a, b) => a - b)
            .map(devopsMaturity =>
              advise({
                profile: {
                  ...profile,
                  team: { ...profile.team, devopsMaturity },
                },
              }),
            );
          expect(fitOf(more, 'microservices')).toBeGreaterThanOrEqual(
            fitOf(less, 'microservices') - rounding,
          );
        },
      ),
    );
  });

  it('never lowers microservices for more parallel teams', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.uniqueArray(fc.integer({ min: 1, max: 20 }), {
          minLength: 2,
          maxLength: 2,
        }),
        (profile, teams) => {
          const [less, more] = teams
            .sort((a, b) => a - b)
            .map(parallelTeams =>
              advise({
                profile: {
                  ...profile,
                  team: { ...profile.team, parallelTeams },
                },
              }),
            );
          expect(fitOf(more, 'microservices')).toBeGreaterThanOrEqual(
            fitOf(less, 'microservices') - rounding,
          );
        },
      ),
    );
  });

  it('never makes serverless the cheapest again past the break-even', () => {
    fc.assert(
      fc.property(
        anyRequest,
        fc.double({ min: 1, max: 1e4, noNaN: true }),
        (request, factor) => {
          const breakEven = advise(request).cost.breakEvenRequestsPerMonth;
          fc.pre(breakEven !== undefined);
          const past = advise({
            ...request,
            profile: {
              ...request.profile,
              workload: {
                ...request.profile.workload,
                requestsPerMonth: Math.min(breakEven! * factor * 1.001, 1e12),
              },
            },
          });
          expect(costOf(past, 'serverless')).toBeGreaterThanOrEqual(
            Math.min(costOf(past, 'monolith'), costOf(past, 'microservices')) *
              (1 - 1e-6),
          );
        },
      ),
    );
  });

  it('always vetoes a model over the limit of the platform', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.constantFrom(...platforms),
        fc.double({ min: 1.001, max: 1000, noNaN: true }),
        (profile, platform, factor) => {
          const { modelGb, memoryGb } = platform.limits;
          const limit = Math.min(modelGb ?? Infinity, memoryGb ?? Infinity);
          fc.pre(Number.isFinite(limit));
          const { ranking, recommendation } = advise({
            platform: platform.id,
            profile: {
              ...profile,
              workload: { ...profile.workload, modelSizeGb: limit * factor },
            },
          });
          const serverless = ranking.find(
            ({ pattern }) => pattern === 'serverless',
          )!;
          expect(serverless.eligible).toBe(false);
          expect(serverless.vetoes.map(({ id }) => id)).toContain('model-size');
          expect(recommendation.core).not.toBe('serverless');
        },
      ),
    );
  });

  it('lets answers that are open weigh nothing', () => {
    fc.assert(
      fc.property(anyProfile, profile => {
        const { ranking } = advise({ profile });
        const open = ranking
          .flatMap(({ contributions }) => contributions)
          .filter(
            ({ demand, supply }) =>
              demand === undefined || supply === undefined,
          );
        expect(
          open.every(({ weight, points }) => weight === 0 && points === 0),
        ).toBe(true);
      }),
    );
  });
});

describe('advise', () => {
  const { profile } = calibration[1];

  it('calls it too close when nothing is known', () => {
    const advice = adviceOn({ profile: {} });
    expect(advice).toMatchObject({
      completeness: 0,
      recommendation: { margin: 0, tooClose: true },
      drivers: [],
      risks: [],
      cost: {
        perPattern: {
          serverless: {
            status: 'unknown',
            missing: [
              'workload.requestsPerMonth',
              'workload.inferenceMs',
              'workload.memoryGb',
            ],
          },
        },
      },
    });
    expect(advice.unanswered).toHaveLength(questions.length);
  });

  it('treats null as an open answer', () => {
    expect(
      adviceOn({ profile: { team: { devopsMaturity: null }, growth: null } }),
    ).toEqual(adviceOn({ profile: {} }));
  });

  it('names value, limit, source and remedy of a veto, and keeps the pattern in the ranking', () => {
    const row = calibration.find(({ id }) => id === 'realtime-large-model')!;
    const { ranking } = adviceOn({ profile: row.profile });
    expect(ranking).toHaveLength(plainPatterns.length);
    expect(
      ranking.find(({ pattern }) => pattern === 'serverless'),
    ).toMatchObject({
      eligible: false,
      vetoes: [
        {
          id: 'model-size',
          field: 'workload.modelSizeGb',
          value: 12,
          limit: 10,
          unit: 'GB',
          source: expect.stringContaining('AWS Lambda'),
          liftedBy: expect.arrayContaining([
            'a smaller or quantised model',
            'Google Cloud Run',
          ]),
        },
        { id: 'memory', value: 24 },
        { id: 'accelerator', value: 'gpu', limit: 'none' },
      ],
    });
  });

  it('has other limits on another platform', () => {
    const row = calibration.find(({ id }) => id === 'realtime-large-model')!;
    const onCloudRun = adviceOn({
      profile: row.profile,
      platform: 'google-cloud-run',
    });
    expect(onCloudRun.ranking.every(({ eligible }) => eligible)).toBe(true);
  });

  it('follows the weights that a person sets', () => {
    const before = adviceOn({ profile });
    const after = adviceOn({ profile, weights: { 'stage-fit': 0 } });
    const weightIn = (advice: Advice) =>
      advice.ranking[0].contributions.find(
        ({ criterion }) => criterion === 'stage-fit',
      )!.weight;
    expect(weightIn(before)).toBeGreaterThan(0);
    expect(weightIn(after)).toBe(0);
    expect(after.recommendation.margin).not.toBe(before.recommendation.margin);
  });

  it('names the assumptions that it used, and follows those that a person changed', () => {
    const before = adviceOn({ profile });
    const after = adviceOn({
      profile,
      assumptions: { lambdaGbSecond: 0.0000333334 },
    });
    expect(
      after.assumptions.find(({ id }) => id === 'lambdaGbSecond'),
    ).toMatchObject({ value: 0.0000333334, overridden: true });
    expect(
      before.assumptions.find(({ id }) => id === 'lambdaGbSecond'),
    ).toMatchObject({
      overridden: false,
      source: expect.stringContaining('AWS Lambda'),
    });
    expect(before.assumptions.map(({ id }) => id)).not.toContain(
      'azureGbSecond',
    );
    expect(costOf(after, 'serverless')).toBeGreaterThan(
      costOf(before, 'serverless'),
    );
  });

  it.each([
    [{ lambdaGbSeconds: 1 }, 'assumptions.lambdaGbSeconds: unknown assumption'],
    [{ loadRate: 0 }, 'assumptions.loadRate: 0 is too small'],
    [{ applicationShare: 1 }, 'assumptions.applicationShare: 1 is too large'],
    [{ crossZoneShare: 2 }, 'assumptions.crossZoneShare: 2 is too large'],
    [{ constructor: 1 }, 'assumptions.constructor: unknown assumption'],
  ])('refuses the assumptions %j', (assumptions, message) => {
    expect(() => adviceOn({ profile, assumptions })).toThrow(message);
  });

  it('does not price what has no price, and says which assumption would', () => {
    const tpu = {
      ...profile,
      workload: { ...profile.workload, accelerator: 'tpu' },
    };
    expect(adviceOn({ profile: tpu }).cost.perPattern.microservices).toEqual({
      status: 'unknown',
      missing: ['assumptions.tpuInstanceHour'],
    });
    expect(
      adviceOn({ profile: tpu, assumptions: { tpuInstanceHour: 1.2 } }).cost
        .perPattern.microservices.status,
    ).toBe('estimated');
  });

  it('widens the range of the cost for an answer that is open', () => {
    const widthWith = (workload: NonNullable<ProfileInput['workload']>) => {
      const cost = adviceOn({
        profile: { ...profile, workload: { ...profile.workload, ...workload } },
      }).cost.perPattern.monolith;
      return cost.status === 'estimated'
        ? cost.monthly.high - cost.monthly.low
        : NaN;
    };
    expect(widthWith({ traffic: null })).toBeGreaterThan(widthWith({}));
  });

  it('looks for risks in the recommendation and in a decision that differs', () => {
    const row = calibration.find(({ id }) => id === 'monolithic-quicksand')!;
    const subjects = (decision?: string) =>
      adviceOn({ profile: row.profile, decision }).risks.map(
        ({ id, subject }) => `${subject.kind} ${subject.pattern} ${id}`,
      );
    expect(subjects('monolith')).toContain(
      'chosen monolith monolithic-quicksand',
    );
    expect(subjects('hybrid').join()).not.toContain('chosen');
    expect(subjects().join()).not.toContain('chosen');
  });

  it('warns of cold starts where nothing is kept warm', () => {
    const rare = {
      ...calibration[7].profile,
      workload: {
        ...calibration[7].profile.workload,
        latency: 'interactive',
        modelSizeGb: 2,
      },
    };
    const risks = adviceOn({
      profile: rare,
      platform: 'azure-functions-flex',
      decision: 'serverless',
    }).risks.filter(({ id }) => id === 'cold-start-exposure');
    expect(risks).toHaveLength(1);
    expect(risks[0]).toMatchObject({
      severity: 'high',
      evidence: [{ field: 'latency.perPattern.serverless.p99', threshold: 1 }],
    });
  });

  it('warns of chatty services when moving data costs a good part of the bill', () => {
    const chatty = {
      ...profile,
      workload: { ...profile.workload, dataPerRequestMb: 5 },
    };
    expect(
      adviceOn({ profile: chatty, decision: 'microservices' }).risks,
    ).toContainEqual(
      expect.objectContaining({ id: 'chatty-services', severity: 'high' }),
    );
  });
});
