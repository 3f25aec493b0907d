import fc from 'fast-check';
import { Advice } from './advice';
import { advise } from '../advise';
import { ProfileInput } from '../profile/profile';
import { getAnswer, QuestionPath } from '../profile/questions';
import { adviceRequestSchema } from '../profile/request';
import calibration from '../__fixtures__/calibration.json';
import publishedDecisions from '../__fixtures__/publishedDecisions.json';
import { anyRequest } from '../__testUtils__/profiles';

const rowOf = (id: string) => calibration.find(row => row.id === id)!;

const adviceOn = (request: object): Advice =>
  advise(adviceRequestSchema.parse(request));

const here = ({ roadmap }: Advice) =>
  roadmap.find(({ state }) => state === 'here')!;

/** All strings in a value. */
const listTexts = (value: unknown): string[] => {
  if (typeof value === 'string') {
    return [value];
  }
  return value && typeof value === 'object'
    ? Object.values(value).flatMap(listTexts)
    : [];
};

describe('texts', () => {
  it('contain no number with more than 4 significant decimals', () => {
    const sparse = adviceOn({
      profile: {
        team: { teamSize: 6, parallelTeams: 3, devopsMaturity: 1 },
        growth: { models: 3 },
      },
    });
    // The id of a paper is no quantity. A person may give a tiny number, which has up to 3 significant digits.
    const isUnformatted = (text: string) =>
      /(?<!arXiv )\b(?!0\.0*\d{1,3}\b)\d+\.(0*[1-9]\d{4}|\d{7})/.test(text);
    expect(
      ['0.00000101', '0.1234567', '1.00000001', '0.00012345', '12.34'].map(
        isUnformatted,
      ),
    ).toEqual([false, true, true, true, false]);
    expect(listTexts(sparse).filter(isUnformatted)).toEqual([]);
    fc.assert(
      fc.property(anyRequest, request => {
        expect(listTexts(advise(request)).filter(isUnformatted)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('roadmap', () => {
  it('has one place, a step before it only if that is built, and one next step with triggers', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { roadmap } = advise(request);
        const states = roadmap.map(({ state }) => state);
        const place = states.indexOf('here');
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(0);
        expect(states).toEqual(
          states.map((_, index) => {
            if (index === place) {
              return 'here';
            }
            return index === place + 1 ? 'next' : 'later';
          }),
        );
        roadmap.forEach(({ triggers }, index) =>
          expect(triggers.length > 0).toBe(index > place),
        );
        for (const { measure, threshold } of roadmap.flatMap(
          ({ triggers }) => triggers,
        )) {
          const today =
            getAnswer(request.profile, measure as QuestionPath) ?? 0;
          expect(Number(today)).toBeLessThanOrEqual(Number(threshold));
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['legal-document-mvp', 'modular-monolith', 'inference-service'],
    ['commerce-personalisation', 'inference-service', 'side-functions'],
    ['monolithic-quicksand', 'side-functions', 'governed-hybrid'],
    ['video-thumbnails', 'functions', 'inference-service'],
    ['enterprise-core', 'side-functions', 'governed-hybrid'],
  ])('places %s at %s, before %s', (id, place, next) => {
    const advice = adviceOn({ profile: rowOf(id).profile });
    expect(here(advice).id).toBe(place);
    expect(advice.roadmap.find(({ state }) => state === 'next')?.id).toBe(next);
  });

  it('calls done what is built, and nothing else', () => {
    const { profile } = rowOf('commerce-personalisation');
    const done = (pattern?: string) =>
      adviceOn({ profile, ...(pattern && { observed: { pattern } }) })
        .roadmap.filter(({ state }) => state === 'done')
        .map(({ id }) => id);
    expect(done()).toEqual([]);
    expect(done('monolith')).toEqual(['modular-monolith']);
    expect(done('microservices')).toEqual([]);
  });

  it('lets a function move when the volume passes the break-even', () => {
    const { roadmap, cost } = adviceOn({
      profile: rowOf('departmental-experiment').profile,
    });
    expect(
      roadmap.find(({ state }) => state === 'next')!.triggers,
    ).toContainEqual(
      expect.objectContaining({
        measure: 'workload.requestsPerMonth',
        comparison: 'above',
        threshold: cost.breakEvenRequestsPerMonth ?? 'a break-even',
      }),
    );
  });
});

describe('roadmap of a decision', () => {
  it('stands where the pattern stands that was decided', () => {
    const { profile } = rowOf('legal-document-mvp');
    expect(here(adviceOn({ profile })).id).toBe('modular-monolith');
    expect(here(adviceOn({ profile, decision: 'microservices' })).id).toBe(
      'inference-service',
    );
    expect(here(adviceOn({ profile, decision: 'hybrid' })).id).toBe(
      'side-functions',
    );
  });
});

describe('trade-offs', () => {
  it('are what the recommended core falls short in, worst first', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { tradeOffs, ranking, recommendation } = advise(request);
        const short = ranking
          .find(({ pattern }) => pattern === recommendation.core)!
          .contributions.filter(
            ({ shortfall, weight, supply = 0 }) =>
              shortfall > 0 && weight > 0 && supply < 4,
          );
        expect(tradeOffs.map(({ criterion }) => criterion).sort()).toEqual(
          short.map(({ criterion }) => criterion).sort(),
        );
        const points = tradeOffs.map(tradeOff => tradeOff.points);
        expect(points).toEqual([...points].sort((a, b) => b - a));
      }),
      { numRuns: 50 },
    );
  });
});

describe('notices', () => {
  const withAnswers = (
    workload: NonNullable<ProfileInput['workload']>,
    team: ProfileInput['team'] = {},
  ) =>
    adviceOn({ profile: { workload, team } }).notices.map(
      ({ id, fields }) => `${id} ${fields.join(' ')}`,
    );

  it.each([
    [
      {},
      { teamSize: 1, parallelTeams: 5 },
      'more-teams-than-people team.teamSize team.parallelTeams',
    ],
    [
      { latency: 'realtime', invocation: 'event' } as const,
      {},
      'realtime-events workload.latency workload.invocation',
    ],
    [
      { latency: 'batch', invocation: 'in-app' } as const,
      {},
      'batch-in-app workload.latency workload.invocation',
    ],
    [
      { latency: 'realtime', inferenceMs: 500 } as const,
      {},
      'inference-over-requirement workload.inferenceMs workload.latency',
    ],
    [
      { modelSizeGb: 40, memoryGb: 4 },
      {},
      'model-over-memory workload.modelSizeGb workload.memoryGb',
    ],
    [{ requestsPerMonth: 0 }, {}, 'no-requests workload.requestsPerMonth'],
    [
      { requestsPerMonth: 1e12 },
      {},
      'unusual-number workload.requestsPerMonth',
    ],
  ])('of %j %j', (workload, team, notice) => {
    expect(withAnswers(workload, team)).toContain(notice);
  });

  it('are silent about answers that go together', () => {
    for (const { profile } of calibration) {
      expect(adviceOn({ profile }).notices).toEqual([]);
    }
  });
});

describe('a hybrid whose model is the side work', () => {
  const { completed } = publishedDecisions.find(
    ({ id }) => id === 'media-processing-platform',
  )!;

  it('runs and pays for inference in functions', () => {
    const { recommendation, cost, latency } = adviceOn({ profile: completed });
    expect(recommendation).toMatchObject({
      pattern: 'hybrid',
      core: 'microservices',
      background: 'serverless',
    });
    const { hybrid, serverless } = cost.perPattern;
    const side =
      hybrid?.status === 'estimated'
        ? hybrid.parts.find(({ id }) => id === 'background')!
        : undefined;
    const all =
      serverless.status === 'estimated' ? serverless.monthly.mid : NaN;
    expect(side!.title).toBe('Inference and side work in functions');
    expect(side!.monthly / all).toBeGreaterThan(0.9);
    expect(latency.perPattern.hybrid).toEqual(latency.perPattern.serverless);
  });
});

describe('purchase options', () => {
  it('discount the instances only, whatever discount is in force', () => {
    const { profile } = rowOf('commerce-personalisation');
    const optionsAt = (purchaseDiscount: number) => {
      const cost = adviceOn({ profile, assumptions: { purchaseDiscount } }).cost
        .perPattern.microservices;
      return cost.status === 'estimated' ? cost : undefined;
    };
    const list = optionsAt(0)!;
    const [onDemand, savings, spot] = list.purchaseOptions!;
    expect(onDemand).toMatchObject({
      id: 'on-demand',
      monthly: list.monthly.mid,
    });
    expect(savings.monthly).toBeLessThan(onDemand.monthly);
    expect(spot.monthly).toBeLessThan(savings.monthly);
    const discounted = optionsAt(savings.discount)!;
    expect(discounted.monthly.mid).toBeCloseTo(savings.monthly, 6);
    expect(discounted.purchaseOptions![0].monthly).toBeCloseTo(
      onDemand.monthly,
      6,
    );
  });
});

describe('risks of what is built', () => {
  const observedRisks = (id: string, observed: object) =>
    adviceOn({ profile: rowOf(id).profile, observed }).risks.filter(
      ({ subject }) => subject.kind === 'observed',
    );

  it('count the components of the system for premature microservices', () => {
    const [risk] = observedRisks('legal-document-mvp', {
      pattern: 'microservices',
      deployables: 12,
    });
    expect(risk).toMatchObject({
      id: 'premature-microservices',
      severity: 'high',
      subject: { kind: 'observed', pattern: 'microservices' },
      evidence: expect.arrayContaining([
        expect.objectContaining({
          field: 'team.teamSize',
          value: 4,
          threshold: 18,
          text: '4 people for the 12 components of the system.',
        }),
      ]),
    });
  });

  it('weigh a check of module boundaries for a monolith', () => {
    const [without] = observedRisks('monolithic-quicksand', {
      pattern: 'monolith',
    });
    const [withCheck] = observedRisks('monolithic-quicksand', {
      pattern: 'monolith',
      boundaryCheck: true,
    });
    expect(without).toMatchObject({
      id: 'monolithic-quicksand',
      severity: 'high',
      evidence: expect.arrayContaining([
        expect.objectContaining({ field: 'observed.boundaryCheck' }),
      ]),
    });
    expect(withCheck.severity).toBe('low');
  });

  it('are not looked for while nothing is observed', () => {
    expect(observedRisks('monolithic-quicksand', {})).toEqual([]);
  });
});

describe('requests that the model cannot answer', () => {
  it.each([
    [
      { weights: { charm: 1 } },
      /weights\.charm: no such criterion; use one of/,
    ],
    [
      { profile: { custom: { moon: 'full' } } },
      /profile\.custom\.moon: no such question/,
    ],
  ])('refuses %j', (request, message) => {
    expect(() => adviceOn({ profile: {}, ...request })).toThrow(message);
  });
});
