import fc from 'fast-check';
import { Advice, adviceSchema } from './explain/advice';
import { advise } from './advise';
import { PlainPattern, plainPatterns } from './profile/patterns';
import { ProfileInput } from './profile/profile';
import { platforms } from './quantities/platforms';
import {
  filterAskedQuestions,
  getAnswer,
  questions,
  withAnswer,
} from './profile/questions';
import { adviceRequestSchema } from './profile/request';
import calibration from './__fixtures__/calibration.json';
import publishedDecisions from './__fixtures__/publishedDecisions.json';
import { anyProfile, anyRequest, runs } from './__testUtils__/profiles';

fc.configureGlobal({ numRuns: runs(100) });

interface Expected {
  pattern: string | string[];
  core?: string | string[];
  background?: string;
  stage?: string;
  vetoed?: string[];
  risksOfDecision?: string[];
}

interface Row {
  id: string;
  profile: unknown;
  completed?: unknown;
  decision?: string;
  expect: Expected;
}

/** What a row accepts, as lists. */
const accepted = ({ pattern, core = pattern }: Expected) => ({
  patterns: [pattern].flat(),
  cores: [core].flat(),
});

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

describe('advise on the examples of the source', () => {
  it.each((calibration as Row[]).map(row => [row.id, row] as const))(
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
    const row = calibration.find(
      ({ id }) => id === 'serverless-cost-surprise',
    )!;
    const { breakEvenRequestsPerMonth } = adviceOn({
      profile: row.profile,
    }).cost;
    expect(breakEvenRequestsPerMonth).toBeGreaterThan(0);
    expect(breakEvenRequestsPerMonth).toBeLessThan(200_000_000);
  });
});

/*
 * Not case by case: which ones are wrong, and why, is in docs/reference/trust.md. What is wrong stays
 * wrong there, and here it only may not become more.
 */
describe('advise on published decisions', () => {
  const rows = publishedDecisions as Row[];
  const judged = rows.map(({ completed, decision, expect: expected }) => {
    const { recommendation } = adviceOn({ profile: completed, decision });
    return {
      verdict: recommendation.verdict,
      isRight: accepted(expected).cores.includes(recommendation.core),
    };
  });

  it('finds the core of four in five', () => {
    const right = judged.filter(({ isRight }) => isRight);
    expect(right.length / rows.length).toBeGreaterThanOrEqual(0.8);
  });

  it('is right in nine of ten of those that it calls clear', () => {
    const clear = judged.filter(({ verdict }) => verdict === 'clear');
    expect(clear.length / rows.length).toBeGreaterThanOrEqual(0.45);
    expect(
      clear.filter(({ isRight }) => isRight).length / clear.length,
    ).toBeGreaterThanOrEqual(0.9);
  });

  it('names a source and carries its numbers', () => {
    const byId = new Map(publishedDecisions.map(row => [row.id, row]));
    for (const { url, profile, completed } of publishedDecisions) {
      expect(url).toMatch(/^https?:\/\//);
      expect(completed).toMatchObject(profile);
    }
    expect(
      byId.get('stack-overflow')!.completed.workload.requestsPerMonth,
    ).toBe(2e9);
    expect(
      byId.get('segment-destinations')!.completed.workload.requestsPerMonth,
    ).toBeGreaterThanOrEqual(2.6e11);
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
          expect(fit).toBeLessThanOrEqual(100 + rounding);
        }
        const gap = drivers.reduce((s, { points }) => s + points, 0);
        expect(Math.abs(gap - recommendation.margin)).toBeLessThan(
          rounding * 1000,
        );
      }),
    );
  });

  it('recommends the eligible pattern with the highest fit of those that meet the requirement', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { ranking, recommendation } = advise(request);
        const eligible = ranking.filter(ranked => ranked.eligible);
        expect(recommendation.core).toBe(eligible[0].pattern);
        expect(recommendation.runnerUp).toBe(eligible[1]?.pattern);
        const [best, second] = eligible;
        const isByFit =
          !second || best.missesRequirement === second.missesRequirement;
        expect(isByFit && recommendation.margin < 0).toBe(false);
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
          const { modelGb, memoryGb, gpuMemoryGb } = platform.limits;
          const accelerator = profile.workload?.accelerator;
          const memory =
            accelerator === undefined || accelerator === 'none'
              ? memoryGb
              : (gpuMemoryGb ?? memoryGb);
          const limit = Math.max(
            Math.min(modelGb ?? Infinity, memory ?? Infinity),
            // An open answer may turn out to be the one with more room.
            accelerator === undefined ? (gpuMemoryGb ?? 0) : 0,
          );
          fc.pre(Number.isFinite(limit) && limit * factor <= 100_000);
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
          expect(recommendation.core).not.toBe('serverless');
        },
      ),
    );
  });

  it('never puts a pattern that misses a requirement before one that meets it', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { recommendation, latency, ranking } = advise(request);
        const meets = (pattern: PlainPattern) => {
          const estimate = latency.perPattern[pattern];
          return estimate.status === 'estimated'
            ? estimate.meetsRequirement
            : undefined;
        };
        fc.pre(
          ranking.some(
            ({ pattern, eligible }) => eligible && meets(pattern) === true,
          ) && recommendation.background === undefined,
        );
        expect(meets(recommendation.core)).not.toBe(false);
      }),
    );
  });

  it('moves no fit by more than half a point for one percent of a number', () => {
    const numbers = questions.filter(({ answer }) => answer.kind === 'number');
    fc.assert(
      fc.property(
        anyProfile,
        fc.constantFrom(...numbers),
        (profile, { path, answer }) => {
          const value = getAnswer(profile, path);
          fc.pre(
            typeof value === 'number' &&
              value > 0 &&
              answer.kind === 'number' &&
              !answer.integer &&
              value * 1.01 <= answer.max,
          );
          const before = advise({ profile });
          const after = advise({
            profile: withAnswer(profile, path, Number(value) * 1.01),
          });
          for (const pattern of plainPatterns) {
            expect(
              Math.abs(fitOf(after, pattern) - fitOf(before, pattern)),
            ).toBeLessThan(0.5);
          }
        },
      ),
    );
  });

  it('never speaks for functions when more data moves between stages', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.double({ min: 1.01, max: 100, noNaN: true }),
        (profile, factor) => {
          const data = profile.workload?.dataPerRequestMb;
          fc.pre(data !== undefined && data > 0 && data * factor <= 1e6);
          const leadAt = (dataPerRequestMb: number) => {
            const advice = advise({
              profile: {
                ...profile,
                workload: { ...profile.workload, dataPerRequestMb },
              },
            });
            return (
              fitOf(advice, 'serverless') -
              Math.max(
                fitOf(advice, 'monolith'),
                fitOf(advice, 'microservices'),
              )
            );
          };
          expect(leadAt(data! * factor)).toBeLessThanOrEqual(
            leadAt(data!) + rounding * 1000,
          );
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

  it('recommends none when nothing is known', () => {
    const advice = adviceOn({ profile: {} });
    expect(advice).toMatchObject({
      completeness: 0,
      recommendation: {
        margin: 0,
        verdict: 'not-enough-answers',
        tooClose: false,
        text: expect.stringContaining('Not enough answers'),
      },
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
    expect(advice.unanswered).toHaveLength(
      filterAskedQuestions(questions, {}).length,
    );
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
    [{ purchaseDiscount: 1 }, 'assumptions.purchaseDiscount: 1 is too large'],
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

  it.each([
    [
      'one request in a hundred meets one',
      {
        latency: 'near-real-time',
        modelSizeGb: 9.9,
        memoryGb: 10,
        inferenceMs: 50_000,
      },
      'medium',
      'latency.perPattern.serverless.p99',
    ],
    [
      'only capacity that is kept warm avoids them',
      { latency: 'interactive', modelSizeGb: 2 },
      'low',
      'cost.perPattern.serverless.provisioned',
    ],
    [
      'the numbers are open and people wait',
      { latency: 'interactive', inferenceMs: null },
      'medium',
      'workload.latency',
    ],
  ])('warns of cold starts where %s', (_, workload, severity, field) => {
    const { profile: rare } = calibration.find(
      ({ id }) => id === 'departmental-experiment',
    )!;
    const risks = adviceOn({
      profile: { ...rare, workload: { ...rare.workload, ...workload } },
      decision: 'serverless',
    }).risks.filter(({ id }) => id === 'cold-start-exposure');
    expect(risks).toHaveLength(1);
    expect(risks[0]).toMatchObject({ severity, evidence: [{ field }] });
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
