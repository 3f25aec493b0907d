import { advise } from '../../advisor/advise';
import { Advice } from '../../advisor/explain/advice';
import { profileSchema } from '../../advisor/profile/profile';
import { adviceRequestSchema } from '../../advisor/profile/request';
import { markdownLine } from '../escapeMarkdown';
import {
  advice,
  draft,
  overridden,
  profile,
  readRecord,
  review,
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

const firstFlip = ({ flips }: Advice) =>
  [...flips.numbers, ...flips.answers, ...flips.weights].at(0);

describe('the annex of a decision record', () => {
  it('names what kept an option out, what was changed, and what happened', () => {
    const large = {
      ...profile,
      workload: {
        ...profile.workload!,
        modelSizeGb: 80,
        accelerator: 'gpu' as const,
      },
    };
    const request = {
      profile: large,
      weights: { 'idle-cost': 5 },
      assumptions: { [advice.assumptions[0].id]: advice.assumptions[0].value },
    };
    const { section } = readRecord({
      ...overridden,
      ...request,
      advice: advise(request),
      events: [
        ...draft.events,
        {
          at: review.at,
          actor: review.by,
          action: 'approved',
          comment: 'Fine.',
        },
      ],
    });
    expect(section('Serverless functions')).toMatch(/not eligible/);
    const information = section('More Information');
    expect(information).toMatch(/\* Bad, because .*\(source: /);
    expect(information).toContain(`Assessment ${draft.id}`);
    expect(information).toContain('* Idle cost: 5');
    expect(information).toContain(`* ${advice.assumptions[0].title}`);
    expect(information).toContain('approved by Grace: Fine.');
  });

  it('belongs also to one that is not stored and to one that knows nothing', () => {
    const nothing = profileSchema.parse({});
    const { headings, section } = readRecord({
      ...draft,
      id: undefined,
      profile: nothing,
      advice: advise({ profile: nothing }),
      events: [],
    });
    expect(headings).toContain('## More Information');
    expect(section('More Information')).toMatch(/^Made with version/);
    expect(section('Decision Drivers')).toMatch(/^\* \S/);
  });

  it('has everything for readers without the portal', () => {
    const request = adviceRequestSchema.parse({
      profile: grown,
      weights: { 'idle-cost': 2 },
      assumptions: { hops: 5 },
      decision: 'serverless',
      observed: { pattern: 'monolith', boundaryCheck: false },
    });
    const result = advise(request);
    const { section } = readRecord(
      {
        ...overridden,
        ...request,
        advice: result,
        decision: { ...overridden.decision, pattern: 'serverless' },
        reviewAt: '2026-09-02T00:00:00.000Z',
      },
      { checks: ['Pattern as decided'] },
    );
    const confirmation = section('Confirmation');
    const information = section('More Information');

    expect(confirmation).toContain('Review the decision by 2026-09-02');
    expect(confirmation).toContain('with 1 check');
    expect(confirmation).toMatch(/The next step, ".+", is due when: /);

    expect(information).toMatch(
      /Special hardware.*, which can change the result/,
    );
    expect(information).toContain('4 people cannot be 6 teams');
    expect(information).toContain('Modular monolith, as built: the risk');
    expect(information).toContain('* Pattern as decided');
    expect(information).toContain(`* ${markdownLine(firstFlip(result)!.text)}`);
    expect(information).toMatch(
      /costs \$[\d,.]+ a month \(range \$[\d,.]+ to \$[\d,.]+\) at 40,000,000 requests a month/,
    );
    expect(information).toMatch(/no longer the cheapest from [\d.]+M/);
    expect(information).toMatch(
      /p50 [\d.]+ m?s, p95 [\d.]+ m?s and p99 [\d.]+ m?s, (meets|misses) the requirement of 1 s/,
    );
    expect(information).toMatch(
      /by purchase option: On demand \$[\d,]+, Savings plan, one year \$[\d,]+, Spot \$/,
    );
    expect(information).toContain('for the serverless platform AWS Lambda');
    expect(information).toContain('* Idle cost: 2');
    for (const { id, source } of result.assumptions) {
      expect(information).toMatch(new RegExp(`\\(${id}\\): .*source: `));
      expect(information).toContain(
        markdownLine(`x source: ${source}`).slice(2),
      );
    }
    expect(information).toMatch(
      /\(hops\): 5 hops; changed for this assessment/,
    );
    expect(information).toMatch(/\* .+ \(here\): /);
  });

  it('says of an assumption what kind of number it is, between what it may be, where and when', () => {
    const { section } = readRecord({
      ...draft,
      advice: {
        ...advice,
        assumptions: [
          {
            ...advice.assumptions[0],
            id: 'keepAlive',
            title: 'Time that it stays warm',
            value: 600,
            unit: 's',
            kind: 'our-assumption',
            range: [300, 900],
            source: 'Seen in tests',
            url: 'https://facts.example/keep_alive',
            date: '2026-11',
          },
        ],
      },
    });
    expect(section('More Information')).toContain(
      '* Time that it stays warm (keepAlive): 600 s; our assumption; between 300 and 900; source: Seen in tests; 2026-11 <https://facts.example/keep_alive>',
    );
  });
});
