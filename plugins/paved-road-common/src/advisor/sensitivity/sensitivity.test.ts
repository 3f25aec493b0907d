import fc from 'fast-check';
import {
  Advice,
  adviceRequestSchema,
  advise,
  PlainPattern,
  plainPatterns,
  Profile,
  QuestionPath,
  questions,
} from '..';
import calibration from '../__fixtures__/calibration.json';
import { anyProfile, anyRequest } from '../__testUtils__/profiles';
import { defaultModel } from '../DecisionModel';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { measurer } from '../quantities/measure';
import { getAnswer, withAnswer } from '../questions';
import { recommend } from '../recommend';
import { drawsOf } from './random';

const profileOf = (id: string): Profile =>
  adviceRequestSchema.parse({
    profile: calibration.find(row => row.id === id)!.profile,
  }).profile;

const withoutAnswers = (profile: Profile, paths: QuestionPath[]): Profile =>
  paths.reduce((known, path) => withAnswer(known, path, undefined), profile);

const confidenceOf = (profile: Profile) =>
  advise({ profile }).recommendation.confidence!;

const outcomeAt = (profile: Profile, advice: Advice) => {
  const assume = new AssumptionSet();
  const { core, background } = recommend(profile, {
    model: defaultModel,
    platform: advice.platform,
    weights: {},
    assume,
    measure: measurer(defaultModel.platforms[advice.platform], assume),
  });
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

describe('confidence', () => {
  it('never rises when answers become unknown', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.array(fc.constantFrom(...questions.map(({ path }) => path)), {
          minLength: 1,
          maxLength: 4,
        }),
        (profile, opened) => {
          expect(
            confidenceOf(withoutAnswers(profile, opened)),
          ).toBeLessThanOrEqual(confidenceOf(profile));
        },
      ),
    );
  });

  it.each(calibration.map(({ id }) => [id]))(
    'never rises when any answer of %s becomes unknown',
    id => {
      const profile = profileOf(id);
      const full = confidenceOf(profile);
      for (const path of answered(profile)) {
        expect(
          confidenceOf(withoutAnswers(profile, [path])),
        ).toBeLessThanOrEqual(full);
      }
    },
  );

  it('counts every draw once, and is at least a guess', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { confidence, recommendation } = advise(request);
        const { draws, wins, undecided, guess } = confidence!;
        const won = Object.values(wins).reduce((sum, n) => sum + n, 0);
        expect(won + undecided).toBe(draws);
        expect(recommendation.confidence).toBe(
          Math.max(guess, ...Object.values(wins).map(n => n / draws)),
        );
      }),
    );
  });

  it('is a guess while nothing is known, and names what decides', () => {
    const { confidence, recommendation } = advise({ profile: {} });
    expect(recommendation).toMatchObject({
      confidence: 1 / 3,
      tooClose: true,
    });
    expect(confidence!.openAnswers).toEqual(
      expect.arrayContaining(['team.parallelTeams', 'workload.modelSizeGb']),
    );
  });

  it('does not ask for answers that can change nothing', () => {
    const profile = withoutAnswers(profileOf('video-thumbnails'), [
      'growth.data',
      'workload.backgroundWork',
    ]);
    expect(advise({ profile }).confidence!.openAnswers).toEqual([]);
    expect(confidenceOf(profile)).toBe(
      confidenceOf(profileOf('video-thumbnails')),
    );
  });

  it('is higher for a clear answer than for one that is too close to call', () => {
    const clear = advise({ profile: profileOf('realtime-large-model') });
    const close = advise({ profile: profileOf('monolithic-quicksand') });
    expect(close.recommendation.tooClose).toBe(true);
    expect(clear.recommendation.tooClose).toBe(false);
    expect(clear.recommendation.confidence).toBeGreaterThan(
      close.recommendation.confidence!,
    );
  });

  it('falls with the doubt about the weights', () => {
    const profile = profileOf('commerce-personalisation');
    const at = (weightSpread: number) =>
      advise({ profile, assumptions: { weightSpread } }).recommendation
        .confidence!;
    expect(at(0)).toBeGreaterThanOrEqual(at(0.5));
    expect(at(0.5)).toBeGreaterThan(at(1));
  });

  it('never calls a pattern safe that an open answer may rule out', () => {
    const profile = withoutAnswers(profileOf('video-thumbnails'), [
      'workload.modelSizeGb',
    ]);
    const { confidence } = advise({ profile });
    expect(confidence!.wins.serverless).toBe(0);
    expect(confidence!.openAnswers).toContain('workload.modelSizeGb');
  });

  it('draws the same numbers every time, evenly over their range', () => {
    const numbers = drawsOf(10_000, 3);
    expect(drawsOf(10_000, 3)).toEqual(numbers);
    expect(drawsOf(10, 4)).not.toEqual(numbers.slice(0, 10));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const tenths = Array.from({ length: 10 }, () => 0);
    numbers.forEach(n => {
      tenths[Math.floor(((n + 1) / 2) * 10)] += 1;
    });
    // Five standard deviations of a fair tenth.
    tenths.forEach(n => expect(Math.abs(n - 1000)).toBeLessThan(150));
  });
});

describe('flips', () => {
  it('change the recommendation to what they say, and no other answer does', () => {
    fc.assert(
      fc.property(anyProfile, profile => {
        const advice = advise({ profile });
        const current = recommended(advice);
        for (const question of questions) {
          const values =
            question.answer.kind === 'choice'
              ? question.answer.options.map(({ value }) => value)
              : [1, 2, 3, 4, 5];
          if (question.answer.kind === 'number') {
            continue;
          }
          for (const value of values) {
            if (value === getAnswer(profile, question.path)) {
              continue;
            }
            const outcome = outcomeAt(
              withAnswer(profile, question.path, value),
              advice,
            );
            const flip = advice.flips.answers.find(
              found => found.path === question.path && found.value === value,
            );
            expect(
              flip ? recommended({ recommendation: flip } as never) : current,
            ).toEqual(outcome);
          }
        }
      }),
      { numRuns: 30 },
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
      { numRuns: 30 },
    );
  });

  it('have weights at which two patterns draw level', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const advice = advise(request);
        for (const flip of advice.flips.weights) {
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
      { numRuns: 30 },
    );
  });

  it('give the volume below which serverless wins', () => {
    const { flips, recommendation } = advise({
      profile: profileOf('serverless-cost-surprise'),
    });
    expect(recommendation.core).toBe('microservices');
    const flip = flips.numbers.find(
      ({ path, direction }) =>
        path === 'workload.requestsPerMonth' && direction === 'below',
    );
    expect(flip).toMatchObject({
      current: 200_000_000,
      unit: 'requests a month',
      text: expect.stringMatching(/below [\d.]+ M requests a month/),
    });
    expect(flip!.threshold).toBeLessThan(200_000_000);
  });

  it('list every question either with a flip or as one that changes nothing', () => {
    fc.assert(
      fc.property(anyProfile, profile => {
        const { flips } = advise({ profile });
        const withFlip = new Set(
          [...flips.answers, ...flips.numbers].map(({ path }) => path),
        );
        expect([...withFlip, ...flips.without].sort()).toEqual(
          questions.map(({ path }) => path).sort(),
        );
      }),
      { numRuns: 30 },
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
        const monthlyOf = (pattern: PlainPattern) =>
          cost.curve.flatMap(point => point.monthly[pattern] ?? []);
        plainPatterns.flatMap(monthlyOf).forEach(({ low, mid, high }) => {
          expect(low).toBeLessThanOrEqual(mid);
          expect(mid).toBeLessThanOrEqual(high);
        });
        for (const alwaysOn of ['monolith', 'microservices'] as const) {
          const mids = monthlyOf(alwaysOn).map(({ mid }) => mid);
          mids.slice(1).forEach((mid, index) => {
            expect(mid).toBeGreaterThanOrEqual(mids[index] * (1 - 1e-9));
          });
        }
      }),
    );
  });
});
