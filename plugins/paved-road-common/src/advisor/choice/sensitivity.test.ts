import fc from 'fast-check';
import { Advice } from '../explain/advice';
import { advise } from '../advise';
import { PlainPattern, plainPatterns } from '../profile/patterns';
import { Profile, profileSchema } from '../profile/profile';
import {
  filterAskedQuestions,
  getAnswer,
  QuestionPath,
  questions,
  withAnswer,
} from '../profile/questions';
import { adviceRequestSchema } from '../profile/request';
import calibration from '../__fixtures__/calibration.json';
import publishedDecisions from '../__fixtures__/publishedDecisions.json';
import { anyProfile, anyRequest, runs } from '../__testUtils__/profiles';
import { defaultModel } from '../options/DecisionModel';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { rankingOptions } from './rankWorkload';
import { recommend } from './composition';
import { answerAt } from '../profile/priors';
import { drawQuantiles } from './confidence';

/** The weight of “Fit to the stage” decides whether the model is side work. */
const sideWorkByWeight = adviceRequestSchema.parse({
  profile: {
    team: { parallelTeams: 1 },
    product: { driver: 'cost' },
    workload: {
      requestsPerMonth: 1e12,
      inferenceMs: 0.001,
      memoryGb: 1,
      invocation: 'event',
      dataPerRequestMb: 1,
      backgroundWork: 'substantial',
    },
    growth: { models: 1 },
  },
  weights: { 'team-autonomy': 0, 'cost-at-volume': 4.494496078748425 },
});

fc.configureGlobal({ numRuns: runs(100) });

const findProfile = (id: string): Profile =>
  adviceRequestSchema.parse({
    profile: calibration.find(row => row.id === id)!.profile,
  }).profile;

const withoutAnswers = (profile: Profile, paths: QuestionPath[]): Profile =>
  paths.reduce((known, path) => withAnswer(known, path, undefined), profile);

const findWorstCase = (profile: Profile) =>
  advise({ profile }).confidence.worstCase;

const outcomeAt = (profile: Profile, advice: Advice) => {
  const assume = new AssumptionSet();
  const { core, background } = recommend(
    profile,
    rankingOptions({
      model: defaultModel,
      platform: advice.platform,
      weights: {},
      assume,
    }),
  );
  return { core, background };
};

const recommended = ({ recommendation: { core, background } }: Advice) => ({
  core,
  background,
});

const answered = (profile: Profile): QuestionPath[] =>
  questions
    .map(({ path }) => path)
    .filter(path => getAnswer(profile, path) !== undefined);

/** Room for rounding. */
const rounding = 1e-12;

describe('confidence', () => {
  /** By how much a pattern is surer with less known; 0 where none is. */
  const rise = (more: Profile, less: Profile) => {
    const [known, opened] = [more, less].map(findWorstCase);
    return Math.max(
      0,
      ...plainPatterns.map(pattern => opened[pattern] - known[pattern]),
    );
  };

  it('never rises in the worst case when answers become unknown', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.array(
          fc.constantFrom(
            ...filterAskedQuestions(questions, {}).map(({ path }) => path),
          ),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        (profile, opened) => {
          expect(
            rise(profile, withoutAnswers(profile, opened)),
          ).toBeLessThanOrEqual(rounding);
        },
      ),
    );
  });

  it.each(calibration.map(({ id }) => [id]))(
    'never rises in the worst case when any answer of %s becomes unknown',
    id => {
      const profile = findProfile(id);
      const rises = answered(profile).map(path =>
        rise(profile, withoutAnswers(profile, [path])),
      );
      expect(Math.max(...rises)).toBeLessThanOrEqual(rounding);
    },
  );

  it('sums to one over the patterns, and is never less than in the worst case', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { confidence, recommendation, ranking } = advise(request);
        const { expected, worstCase, ifAnswered } = confidence;
        const sum = Object.values(expected).reduce((all, one) => all + one, 0);
        fc.pre(ranking.some(({ eligible }) => eligible));
        expect(sum).toBeCloseTo(1, 9);
        expect(recommendation.confidence).toBe(expected[recommendation.core]);
        expect(recommendation.worstCase).toBe(worstCase[recommendation.core]);
        for (const pattern of plainPatterns) {
          expect(worstCase[pattern]).toBeLessThanOrEqual(expected[pattern]);
        }
        expect(ifAnswered).toBeGreaterThanOrEqual(
          Math.max(...Object.values(expected)) - 1e-12,
        );
      }),
    );
  });

  it('is the same in both cases when nothing is open', () => {
    const profile = withAnswer(
      findProfile('commerce-personalisation'),
      'workload.state',
      'stateless',
    );
    const { confidence } = advise({ profile });
    for (const pattern of plainPatterns) {
      expect(confidence.worstCase[pattern]).toBeCloseTo(
        confidence.expected[pattern],
        9,
      );
    }
    expect(confidence.openAnswers).toEqual([]);
  });

  it('announces nothing while nothing is known, and names what decides', () => {
    const { confidence, recommendation } = advise({ profile: {} });
    expect(recommendation.verdict).toBe('not-enough-answers');
    expect(Math.max(...Object.values(confidence.worstCase))).toBeLessThan(
      0.001,
    );
    expect(confidence.openAnswers).toEqual(
      expect.arrayContaining(['team.parallelTeams', 'workload.invocation']),
    );
  });

  it('is clear, close or lacks answers as far as more answers would help', () => {
    const clear = advise({ profile: findProfile('realtime-large-model') });
    expect(clear.recommendation).toMatchObject({
      verdict: 'clear',
      tooClose: false,
    });
    const findVerdict = (clearChance: number) =>
      advise({
        profile: withAnswer(
          findProfile('monolithic-quicksand'),
          'workload.state',
          'stateless',
        ),
        assumptions: { clearChance },
      }).recommendation;
    expect(findVerdict(0.99)).toMatchObject({
      verdict: 'close',
      tooClose: true,
    });
    expect(findVerdict(0.3).verdict).toBe('clear');
  });

  it('never calls a pattern safe that an open answer may rule out', () => {
    const profile = withoutAnswers(findProfile('video-thumbnails'), [
      'workload.modelSizeGb',
    ]);
    const { confidence } = advise({ profile });
    expect(confidence.worstCase.serverless).toBe(0);
    expect(confidence.openAnswers).toContain('workload.modelSizeGb');
  });

  it('draws the same quantiles every time, one from each part', () => {
    const quantiles = drawQuantiles(1000, 3);
    expect(drawQuantiles(1000, 3)).toEqual(quantiles);
    expect(drawQuantiles(1000, 4)).not.toEqual(quantiles);
    expect([...quantiles].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 1000 }, (_, part) => (part + 0.5) / 1000),
    );
  });

  it('draws open answers that their questions allow, four of five within what is stated', () => {
    for (const question of questions) {
      const drawn = Array.from({ length: 200 }, (_, part) =>
        answerAt(question, (part + 0.5) / 200),
      );
      for (const answer of drawn) {
        expect(
          profileSchema.safeParse(withAnswer({}, question.path, answer)).error,
        ).toBeUndefined();
      }
    }
    const teamSize = questions.find(({ path }) => path === 'team.teamSize')!;
    expect(answerAt(teamSize, 0.1)).toBe(3);
    expect(answerAt(teamSize, 0.9)).toBe(60);
  });
});

describe('flips', () => {
  it('list every answer that changes the recommendation, with its outcome', () => {
    fc.assert(
      fc.property(anyProfile, profile => {
        const advice = advise({ profile });
        const current = recommended(advice);
        for (const { path, answer } of filterAskedQuestions(questions, {})) {
          if (answer.kind === 'number') {
            continue;
          }
          const values =
            answer.kind === 'choice'
              ? answer.options
                  .filter(({ onlyWith }) => onlyWith === undefined)
                  .map(({ value }) => value)
              : [1, 2, 3, 4, 5];
          const today = getAnswer(profile, path);
          for (const value of values.filter(other => other !== today)) {
            const outcome = outcomeAt(withAnswer(profile, path, value), advice);
            const flip = advice.flips.answers.find(
              found => found.path === path && found.value === value,
            );
            const isFlip = JSON.stringify(outcome) !== JSON.stringify(current);
            expect(
              flip && { core: flip.core, background: flip.background },
            ).toEqual(isFlip ? outcome : undefined);
          }
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it('have thresholds with another recommendation on the far side only', () => {
    fc.assert(
      fc.property(anyProfile, profile => {
        const advice = advise({ profile });
        for (const flip of advice.flips.numbers) {
          expect(
            outcomeAt(
              withAnswer(profile, flip.path as QuestionPath, flip.threshold),
              advice,
            ),
          ).toEqual({ core: flip.core, background: flip.background });
        }
        const near = advice.flips.numbers.flatMap(flip => {
          const step = flip.direction === 'below' ? 1 : -1;
          const { current, threshold } = flip;
          const next =
            Number.isInteger(threshold) && threshold < 1000
              ? threshold + step
              : threshold * (1 + step * 0.004);
          const isBetween =
            current !== undefined && (current - next) * step >= 0 && next > 0;
          return isBetween ? [{ path: flip.path as QuestionPath, next }] : [];
        });
        for (const { path, next } of near) {
          expect(outcomeAt(withAnswer(profile, path, next), advice)).toEqual(
            recommended(advice),
          );
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it('have weights at which two patterns draw level', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const advice = advise(request);
        for (const flip of advice.flips.weights) {
          expect(flip.threshold).toBeGreaterThan(0);
          const { ranking, recommendation } = advise({
            ...request,
            weights: { ...request.weights, [flip.criterion]: flip.threshold },
          });
          const fitIn = (pattern: string) =>
            ranking.find(ranked => ranked.pattern === pattern)!.fit;
          expect(
            Math.abs(fitIn(flip.core) - fitIn(advice.recommendation.core)),
          ).toBeLessThan(1e-6);
          expect(recommendation.margin).toBeLessThan(1e-6);
        }
      }),
      { numRuns: runs(30), examples: [[sideWorkByWeight]] },
    );
  });

  it('give the volume above which functions are no longer the answer', () => {
    const { completed } = publishedDecisions.find(
      ({ id }) => id === 'mortgage-simulation',
    )!;
    const { flips, recommendation } = advise(
      adviceRequestSchema.parse({ profile: completed }),
    );
    expect(recommendation.core).toBe('serverless');
    const flip = flips.numbers.find(
      ({ path }) => path === 'workload.requestsPerMonth',
    );
    expect(flip).toMatchObject({
      current: 20_000_000,
      direction: 'above',
      unit: 'requests/month',
      text: expect.stringMatching(/: above [\d.]+[MB] requests\/month → /),
    });
    expect(flip!.threshold).toBeGreaterThan(20_000_000);
  });

  it('say how long an inference may take in seconds or minutes', () => {
    const { completed } = publishedDecisions.find(
      ({ id }) => id === 'contact-summaries-churn',
    )!;
    const { flips } = advise(adviceRequestSchema.parse({ profile: completed }));
    expect(flips.numbers).toContainEqual(
      expect.objectContaining({
        path: 'workload.inferenceMs',
        unit: 'ms',
        text: 'Time of one inference: above 15 min → Microservices',
      }),
    );
  });

  it('list a question as one that changes nothing only if it has no flip', () => {
    fc.assert(
      fc.property(anyProfile, profile => {
        const { flips } = advise({ profile });
        const withFlip = [...flips.answers, ...flips.numbers].map(
          ({ path }) => path,
        );
        expect(flips.without.filter(path => withFlip.includes(path))).toEqual(
          [],
        );
      }),
      { numRuns: runs(30) },
    );
  });
});

describe('cost curves', () => {
  it('span four decades at least, hold the volume and the break-even, and rise', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { cost } = advise(request);
        fc.pre(cost.curve.length > 0);
        const volumes = cost.curve.map(point => point.requestsPerMonth);
        const [least, most] = [volumes[0], volumes[volumes.length - 1]];
        expect(Math.log10(most / least)).toBeGreaterThanOrEqual(4 - 1e-9);
        const today = request.profile.workload!.requestsPerMonth!;
        const marks = [today, cost.breakEvenRequestsPerMonth ?? today];
        for (const mark of marks.filter(volume => volume >= 1)) {
          expect(mark).toBeGreaterThanOrEqual(least * 0.999);
          expect(mark).toBeLessThanOrEqual(most * 1.001);
        }
        const findMonthly = (pattern: PlainPattern) =>
          cost.curve.flatMap(point => point.monthly[pattern] ?? []);
        plainPatterns.flatMap(findMonthly).forEach(({ low, mid, high }) => {
          expect(low).toBeLessThanOrEqual(mid);
          expect(mid).toBeLessThanOrEqual(high);
        });
        for (const alwaysOn of ['monolith', 'microservices'] as const) {
          const mids = findMonthly(alwaysOn).map(({ mid }) => mid);
          mids.slice(1).forEach((mid, index) => {
            expect(mid).toBeGreaterThanOrEqual(mids[index] * (1 - 1e-9));
          });
        }
      }),
    );
  });
});
