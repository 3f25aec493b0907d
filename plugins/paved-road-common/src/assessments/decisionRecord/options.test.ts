import { advise } from '../../advisor/advise';
import { RankedPattern } from '../../advisor/choice/schemas';
import { ProfileInput } from '../../advisor/profile/profile';
import { adviceRequestSchema } from '../../advisor/profile/request';
import { DecisionRecordSubject } from './subject';
import {
  advice,
  draft,
  profile,
  readRecord,
  titleOf,
} from './__testUtils__/records';

/** A grown product, decided against what the model recommends, with answers that contradict. */
const grown = {
  team: { devopsMaturity: 4, teamSize: 4, parallelTeams: 6 },
  product: { driver: 'scale' },
  workload: {
    traffic: 'spiky',
    requestsPerMonth: 40_000_000,
    latency: 'interactive',
    inferenceMs: 80,
    modelSizeGb: 1,
    memoryGb: 3,
    dataPerRequestMb: 0.1,
  },
  growth: { models: 3 },
};

/** The advice with other monthly costs, and the answers that say how many people build it. */
function withCosts(
  costs: Partial<Record<string, number>>,
  teamSize: number,
): Pick<DecisionRecordSubject, 'advice' | 'profile'> {
  const estimated = (mid: number) => ({
    status: 'estimated' as const,
    monthly: { low: mid, mid, high: mid },
    parts: [{ id: 'all', title: 'All of it', monthly: mid }],
  });
  return {
    profile: { ...profile, team: { ...profile.team, teamSize } },
    advice: {
      ...advice,
      ranking: advice.ranking.map(option => ({ ...option, eligible: true })),
      cost: {
        ...advice.cost,
        perPattern: {
          ...advice.cost.perPattern,
          ...Object.fromEntries(
            Object.entries(costs).map(([pattern, cost]) => [
              pattern,
              estimated(cost!),
            ]),
          ),
        },
      },
    },
  };
}

describe('the options of a decision record', () => {
  it('praise no pattern for what is no strength of it and nobody asks for', () => {
    const batch: ProfileInput = {
      product: { budgetFocus: 'operations' },
      workload: { latency: 'batch' },
    };
    const request = adviceRequestSchema.parse({ profile: batch });
    const { section } = readRecord({
      ...draft,
      ...request,
      advice: advise(request),
    });
    expect(section('Microservices')).toMatch(
      /^Neutral, because it has no particular strength\. Bad, because of Operational simplicity/,
    );
    expect(section('Modular monolith')).toMatch(
      /^Good, because of Operational simplicity/,
    );
  });

  it('have one argument for, one against, and the numbers', () => {
    const { section } = readRecord(draft);
    for (const { pattern } of advice.ranking) {
      const text = section(titleOf(pattern)).trim();
      expect(text.split('\n')).toHaveLength(1);
      expect(text.match(/(Good|Neutral|Bad), because/g)!.length).toBeLessThan(
        4,
      );
      expect(text).toMatch(/cost is unknown without "/);
    }
  });

  it('are weighed in full by how far they fall short of what is needed', () => {
    const [first, ...others] = advice.ranking;
    const contribution = {
      ...first.contributions[0],
      criterion: 'idle-cost' as const,
      weight: 1,
      demand: 4,
      reason: 'It stays on.',
    };
    const ranking: RankedPattern[] = [
      {
        ...first,
        contributions: [
          { ...contribution, supply: 5, shortfall: 0 },
          { ...contribution, supply: 3.8, shortfall: 0.05 },
          { ...contribution, supply: 2, shortfall: 0.5 },
          { ...contribution, weight: 0, supply: 1, shortfall: 0.75 },
        ],
      },
      ...others,
    ];
    const { section } = readRecord({
      ...draft,
      advice: { ...advice, ranking },
    });
    expect(section('More Information')).toContain(
      [
        '* Good, because of Idle cost (needed 4, offered 5): It stays on.',
        '* Neutral, because of Idle cost (needed 4, offered 3.8): It stays on.',
        '* Bad, because of Idle cost (needed 4, offered 2): It stays on.',
        '* Neutral, because its cost is unknown without:',
      ].join('\n'),
    );
  });

  // One person costs $14,000 a month; two in a hundred of that do not matter.
  it.each([
    ['the cheapest', 11, 4, 'Good', 'the cheapest'],
    [
      'within a tenth',
      10_900,
      1,
      'Good',
      'little more than the cheapest at $10,000',
    ],
    [
      'a multiple that does not matter',
      106,
      4,
      'Neutral',
      'small compared with the cost of the team, though 9.6 times the cheapest at $11',
    ],
    [
      'half as much again',
      15_500,
      1,
      'Bad',
      '1.6 times the cheapest at $10,000',
    ],
    ['a third more', 13_000, 1, 'Neutral', '1.3 times the cheapest at $10,000'],
    [
      'a third more that does not matter',
      14,
      4,
      'Good',
      'small compared with the cost of the team, though 1.3 times the cheapest at $11',
    ],
  ])('call a cost what it is: %s', (_, cost, people, side, text) => {
    const cheapest = cost < 1_000 ? 11 : 10_000;
    const subject = {
      ...draft,
      ...withCosts(
        { monolith: cost, microservices: cost * 2, serverless: cheapest },
        people,
      ),
    };
    const { section } = readRecord(subject);
    expect(section('Modular monolith')).toMatch(
      new RegExp(
        `${side}, because it costs \\$[\\d,]+ a month, ${text.replaceAll('$', '\\$')}`,
      ),
    );
    expect(section('More Information')).toMatch(
      new RegExp(
        `\\* ${side}, because it costs \\$[\\d,]+ a month.*${text.replaceAll('$', '\\$')}; by part: All of it`,
      ),
    );
  });

  it('do not hold a cheapest against them that is not eligible', () => {
    const subject = withCosts(
      { monolith: 90, microservices: 200, serverless: 11 },
      4,
    );
    const { section } = readRecord({
      ...draft,
      ...subject,
      advice: {
        ...subject.advice,
        ranking: subject.advice.ranking.map(option => ({
          ...option,
          eligible: option.pattern !== 'serverless',
        })),
      },
    });
    expect(section('Modular monolith')).toContain(
      'Good, because it costs $90 a month, the cheapest',
    );
    expect(section('Serverless functions')).toContain(
      'less than the cheapest eligible option at $90',
    );
  });

  it('say what makes a cost and a latency step', () => {
    const answers: ProfileInput = {
      ...grown,
      workload: {
        ...grown.workload,
        modelSizeGb: 2,
        memoryGb: 4,
        accelerator: 'none',
        invocation: 'api',
        latency: 'interactive',
      } as ProfileInput['workload'],
    } as ProfileInput;
    const request = adviceRequestSchema.parse({ profile: answers });
    const { section } = readRecord({
      ...draft,
      ...request,
      advice: advise(request),
    });
    expect(section('Serverless functions')).toMatch(
      /; \$[\d,]+ of it keeps capacity warm against cold starts; p99 /,
    );
  });
});
