import { advise } from '../../advisor/advise';
import { Advice, adviceSchema, RankedPattern } from '../../advisor/advice';
import calibration from '../../advisor/__fixtures__/calibration.json';
import { defaultModel } from '../../advisor/DecisionModel';
import { createModel } from '../../advisor/extension';
import { plainPatterns } from '../../advisor/patterns';
import { ProfileInput, profileSchema } from '../../advisor/profile';
import { adviceRequestSchema } from '../../advisor/request';
import assessmentOfModel1 from '../__fixtures__/assessmentOfModel1.json';
import { markdownLine } from '../escapeMarkdown';
import { assessmentSchema } from '../schemas';
import { DecisionRecordSubject, renderDecisionRecord } from '.';
import {
  advice,
  draft,
  headingsOf,
  other,
  overridden,
  profile,
  readRecord,
  recommended,
  review,
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

const firstFlip = ({ flips }: Advice) =>
  [...flips.numbers, ...flips.answers, ...flips.weights].at(0);

const withRecommendation = (
  changes: Partial<Advice['recommendation']>,
): Advice => ({
  ...advice,
  recommendation: { ...advice.recommendation, ...changes },
});

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

describe('renderDecisionRecord', () => {
  it('has the front matter and the headings of MADR 4.0.0, in order, and no empty section', () => {
    const { frontMatter, headings, section } = readRecord(overridden);
    expect(frontMatter).toEqual({
      status: 'accepted',
      date: '2026-03-02',
      'decision-makers': ['Ada', 'Sam', 'Grace'],
      consulted: [],
      informed: [],
    });
    const options = advice.ranking.map(({ pattern }) => pattern);
    expect(headings).toEqual(headingsOf(other, options));
    expect(section('Considered Options')).toBe(
      `${options.map(option => `* ${titleOf(option)}`).join('\n')}\n\n`,
    );
    const parents = ['Pros and Cons of the Options'];
    for (const heading of headings.map(line => line.replace(/^#+ /, ''))) {
      expect([heading, section(heading).trim() !== '']).toEqual([
        heading,
        !parents.includes(heading) && !heading.includes(' for '),
      ]);
    }
  });

  it.each(
    calibration.flatMap(({ id, profile: answers, decision }) => [
      [id, answers, undefined] as const,
      [`${id}, decided`, answers, decision ?? 'hybrid'] as const,
    ]),
  )('fits what matters on one page: %s', (_, answers, decision) => {
    const request = adviceRequestSchema.parse({ profile: answers, decision });
    const { page } = readRecord({
      ...draft,
      ...request,
      advice: advise(request),
    });
    expect(page.split('\n').length).toBeLessThanOrEqual(60);
    expect(page.length).toBeLessThanOrEqual(4_500);
    expect(page).not.toMatch(/undefined|NaN|default\//);
  });

  it.each([
    ['draft', 'proposed'],
    ['submitted', 'proposed'],
    ['approved', 'accepted'],
    ['rejected', 'rejected'],
    ['superseded', 'superseded'],
  ] as const)('gives one that is %s the status %s', (status, shown) => {
    const subject = { ...overridden, status } as DecisionRecordSubject;
    expect(readRecord(subject).frontMatter.status).toBe(shown);
  });

  it('is the same for the same assessment', () => {
    expect(renderDecisionRecord(overridden)).toBe(
      renderDecisionRecord(structuredClone(overridden)),
    );
  });
});

describe('names in a decision record', () => {
  const names: Record<string, string> = {
    'component:default/reply-suggester': 'Reply suggester',
    'user:default/grace': 'Grace Hopper',
  };
  const subject = {
    ...overridden,
    author: 'user:default/ada.lovelace',
    events: [
      { at: review.at, actor: review.by, action: 'approved', comment: 'Fine.' },
      { at: review.at, actor: 'plugin:scaffolder', action: 'created' },
    ],
  } satisfies DecisionRecordSubject;

  it('are those that people know, else those in the references', () => {
    const { headings, frontMatter, section, markdown } = readRecord(subject, {
      nameOf: ref => names[ref],
    });
    expect(headings[0]).toBe(`# ${titleOf(other)} for Reply suggester`);
    expect(frontMatter['decision-makers']).toEqual([
      'Ada Lovelace',
      'Sam',
      'Grace Hopper',
    ]);
    expect(section('Context and Problem Statement')).toContain(
      'the AI workload of Reply suggester',
    );
    expect(section('More Information')).toContain(
      'approved by Grace Hopper: Fine.',
    );
    expect(section('More Information')).toContain('created by scaffolder');
    expect(markdown).not.toContain('default/');
  });
});

describe('the context of a decision record', () => {
  it('has the answers behind the requirements and the drivers in few words', () => {
    const { section } = readRecord(draft);
    const context = section('Context and Problem Statement');
    expect(context).toContain('2.5 M requests a month');
    expect(context).toContain('interactive answers (under 1 s)');
    expect(context).toMatch(/Team: .*1 team/);
    expect(context).toMatch(/open and able to decide: ".+"/);
    expect(section('More Information')).toContain(
      '* DevOps and MLOps maturity: 2 of 5, Some pipelines',
    );
    expect(section('More Information')).toContain('2,500,000 requests a month');
  });

  it('speaks the words of the model that it is given', () => {
    const model = {
      ...defaultModel,
      questions: defaultModel.questions.map(question => ({
        ...question,
        title: `Asked: ${question.title}`,
      })),
      criteria: defaultModel.criteria.map(criterion => ({
        ...criterion,
        title: `Rated: ${criterion.title}`,
      })),
    };
    const { section } = readRecord(draft, { model });
    expect(section('More Information')).toContain(
      '* Asked: DevOps and MLOps maturity: 2 of 5',
    );
    expect(section(titleOf('monolith'))).toContain('because of Rated: ');
    expect(section('Decision Drivers')).toContain('* Rated: ');
  });

  it('has what only an organisation asks', () => {
    const model = createModel({
      questions: [
        {
          name: 'residency',
          step: 'workload',
          title: 'Where data may be processed',
          help: 'By contract.',
          answer: {
            kind: 'choice',
            options: [
              { value: 'anywhere', label: 'Anywhere' },
              { value: 'own-site', label: 'On our own site' },
            ],
          },
        },
      ],
      filters: [
        {
          id: 'own-site-only',
          pattern: 'serverless',
          when: [{ path: 'custom.residency', is: ['own-site'] }],
          text: 'Data stays on our own site.',
          source: 'Data policy',
          liftedBy: [],
        },
      ],
    });
    const answers = { ...profile, custom: { residency: 'own-site' } };
    const { section } = readRecord(
      {
        ...draft,
        profile: answers,
        advice: advise({ profile: answers }, model),
      },
      { model },
    );
    expect(section('Context and Problem Statement')).toContain(
      'Where data may be processed: On our own site',
    );
    expect(section('Decision Drivers')).toContain(
      '* Rules out "Serverless functions": Data stays on our own site.',
    );
    expect(section('Serverless functions')).toMatch(
      /Bad, because it is not eligible: Data stays on our own site\./,
    );
  });
});

describe('the drivers of a decision record', () => {
  it('are few reasons without points', () => {
    const { section } = readRecord(draft);
    const drivers = section('Decision Drivers').trim().split('\n');
    expect(drivers.length).toBeLessThanOrEqual(5);
    const [{ criterion, points }] = advice.drivers;
    const { core, runnerUp } = advice.recommendation;
    const title = defaultModel.criteria.find(
      ({ id }) => id === criterion,
    )!.title;
    expect(drivers[0]).toContain(
      `${title} favours ${titleOf(points > 0 ? core : runnerUp!)}: `,
    );
    expect(drivers.join()).not.toContain('points');
  });
});

describe('the outcome of a decision record', () => {
  it('proposes a clear recommendation while nobody has decided', () => {
    const outcome = readRecord({
      ...draft,
      advice: withRecommendation({ verdict: 'clear' }),
    }).section('Decision Outcome');
    expect(outcome).toContain(
      `Chosen option: "${titleOf(recommended)}", because the model clearly recommends it.`,
    );
    expect(outcome).toContain('Nobody has decided yet');
  });

  it('names both patterns in a close call', () => {
    const { core, runnerUp } = advice.recommendation;
    const outcome = readRecord({
      ...draft,
      advice: withRecommendation({ verdict: 'close', tooClose: true }),
    }).section('Decision Outcome');
    expect(outcome).toContain('ahead in a close call');
    expect(outcome).toContain(
      `"${titleOf(core)}" and "${titleOf(runnerUp!)}" can both be defended`,
    );
  });

  it('announces none where there are not enough answers, and says which questions decide', () => {
    const unanswered = profileSchema.parse({ team: { parallelTeams: 1 } });
    const result = advise({ profile: unanswered });
    expect(result.recommendation.verdict).toBe('not-enough-answers');
    const { headings, section, page } = readRecord({
      ...draft,
      profile: unanswered,
      advice: result,
    });
    expect(headings[0]).toBe('# No pattern yet for reply-suggester');
    const outcome = section('Decision Outcome');
    const [first] = result.confidence!.openAnswers;
    const { title } = defaultModel.questions.find(
      ({ path }) => path === first,
    )!;
    expect(outcome).toMatch(
      /^Chosen option: none yet, because there are not enough answers/,
    );
    expect(outcome).toContain(`These questions decide: "${title}"`);
    expect(page).not.toMatch(/recommends "|chance that/);
    expect(section('Consequences')).toContain('nothing is chosen yet');
  });

  it('says that a decision without enough answers is not the recommendation', () => {
    const unanswered = profileSchema.parse({ team: { parallelTeams: 1 } });
    const request = {
      profile: unanswered,
      decision: { pattern: 'monolith' as const },
    };
    const { headings, section } = readRecord({
      ...draft,
      ...request,
      advice: advise(request),
    });
    expect(headings[0]).toContain('Modular monolith');
    expect(section('Decision Outcome')).toMatch(
      /because it was decided so; no reasons are given\. There are not enough answers, so the model recommends none\./,
    );
    expect(section('Decision Outcome')).not.toContain('overrides');
  });

  it('gives an override its own fit, rank and chance, never those of the recommendation', () => {
    const { expected } = advice.confidence as Required<
      NonNullable<Advice['confidence']>
    >;
    const chances = { ...expected, [recommended]: 0.87, [other]: 0.12 };
    const told: Advice = {
      ...withRecommendation({ confidence: 0.87, verdict: 'clear' }),
      confidence: {
        ...advice.confidence!,
        expected: chances,
        worstCase: { ...chances, [other]: 0.03 },
      },
    };
    const { section } = readRecord({ ...overridden, advice: told });
    const outcome = section('Decision Outcome');
    const rank = told.ranking.findIndex(({ pattern }) => pattern === other);
    expect(outcome).toContain(
      `Chosen option: "${titleOf(other)}", because of the reasons below. This overrides the recommendation. The model clearly recommends "${titleOf(recommended)}".`,
    );
    expect(outcome).toContain(
      `"${titleOf(other)}" ranks ${rank + 1} of 3 with a fit of`,
    );
    expect(outcome).toContain(
      `The chance that "${titleOf(other)}" is the right choice is 12 %; if the open answers turn out against it, 3 %.`,
    );
    expect(outcome).not.toContain('87 %');
    expect(outcome).toContain(
      'We run the platform already.\n\nAnd we know it.',
    );
    expect(outcome).not.toContain('Nobody has decided yet');
    expect(section('Consequences')).toContain(
      '* Bad, because More to operate (accepted)',
    );
    expect(section('Confirmation')).toContain('* A second team starts');
  });

  it('tells the chance of a hybrid as that of its core, and what it costs', () => {
    const { profile: answers } = calibration.find(
      ({ id }) => id === 'enterprise-core',
    )!;
    const request = adviceRequestSchema.parse({ profile: answers });
    const result = advise(request);
    const { section } = readRecord({ ...draft, ...request, advice: result });
    expect(section('Considered Options')).toContain('* Hybrid');
    expect(section('Decision Outcome')).toMatch(
      /"Hybrid", because the model .*\(core path as Microservices, background work as Serverless functions\)/,
    );
    expect(section('Decision Outcome')).toContain(
      'The chance that "Microservices" is the right core is',
    );
    expect(section('Hybrid')).toMatch(
      /core path as Microservices, background work as Serverless functions.*it costs \$[\d,]+ a month.*; p99 [\d.]+ ms, within the required 1 s\./,
    );
    expect(section('More Information')).toMatch(/Side work in functions \$/);
  });

  it('says so when policies rule out every option', () => {
    const model = createModel({
      filters: plainPatterns.map(pattern => ({
        id: `no-${pattern}`,
        pattern,
        when: [],
        text: 'Not here.',
        source: 'Policy',
        liftedBy: [],
      })),
    });
    const { section, headings } = readRecord(
      { ...draft, advice: advise({ profile }, model) },
      { model },
    );
    const outcome = section('Decision Outcome');
    expect(headings[0]).toContain('No pattern yet');
    expect(outcome).toContain('none yet, because no option is eligible.');
    expect(outcome).not.toMatch(/recommends|chance/);
  });

  it('tells a trade-off that is accepted in the words of the model once', () => {
    const [tradeOff] = advice.tradeOffs.filter(
      ({ criterion }) =>
        !['cost-at-volume', 'tail-latency'].includes(criterion),
    );
    const { reason } = advice.ranking
      .find(({ pattern }) => pattern === advice.recommendation.core)!
      .contributions.find(
        contribution => contribution.criterion === tradeOff.criterion,
      )!;
    const consequences = readRecord({
      ...draft,
      decision: { pattern: recommended, acceptedTradeOffs: [tradeOff.text] },
    }).section('Consequences');
    expect(consequences).toContain(
      `* Bad, because ${markdownLine(`x ${tradeOff.text}`).slice(2)} (accepted)`,
    );
    expect(consequences.split(reason).length - 1).toBe(1);
  });

  it('tells the consequences of a hybrid against the advice by a core that is always on', () => {
    const eventDriven = profileSchema.parse({
      team: { devopsMaturity: 2, parallelTeams: 1, teamSize: 3 },
      product: { driver: 'cost', roadmap: 'stable' },
      workload: { traffic: 'sporadic', invocation: 'event', latency: 'batch' },
    });
    const functions = advise({ profile: eventDriven });
    expect(functions.recommendation.pattern).toBe('serverless');
    const alwaysOn = functions.ranking.find(
      ({ pattern }) => pattern !== 'serverless',
    )!;
    const [worst] = [...alwaysOn.contributions]
      .filter(({ criterion }) => criterion !== 'cost-at-volume')
      .sort((a, b) => b.weight * b.shortfall - a.weight * a.shortfall);
    const consequences = readRecord({
      ...draft,
      profile: eventDriven,
      advice: functions,
      decision: { pattern: 'hybrid' },
    }).section('Consequences');
    expect(consequences).toContain(markdownLine(`x ${worst.reason}`).slice(2));
  });
});

describe('the options of a decision record', () => {
  it('have one argument for, one against, and the numbers', () => {
    const { section } = readRecord(draft);
    for (const { pattern } of advice.ranking) {
      const text = section(titleOf(pattern)).trim();
      expect(text.split('\n')).toHaveLength(1);
      expect(text.match(/(Good|Neutral|Bad), because/g)!.length).toBeLessThan(
        4,
      );
      expect(text).toMatch(/cost is not known without "/);
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
        '* Neutral, because its cost is not known without:',
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
      'little beside what the team costs, though 9.6 times the cheapest at $11',
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
      'little beside what the team costs, though 1.3 times the cheapest at $11',
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
      'less than the cheapest that is eligible at $90',
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

  it('tells all that a reader without the portal needs', () => {
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
      { checks: ['Pattern matches the decision'] },
    );
    const confirmation = section('Confirmation');
    const information = section('More Information');

    expect(confirmation).toContain('reviewed by 2026-09-02');
    expect(confirmation).toContain('with 1 check');
    expect(confirmation).toMatch(/The next step, ".+", is due when: /);

    expect(information).toMatch(/Special hardware.*, which can decide/);
    expect(information).toContain('4 people cannot be 6 teams');
    expect(information).toContain('Modular monolith, as it is built: the risk');
    expect(information).toContain('* Pattern matches the decision');
    expect(information).toContain(`* ${markdownLine(firstFlip(result)!.text)}`);
    expect(information).toMatch(
      /costs \$[\d,.]+ a month \(range \$[\d,.]+ to \$[\d,.]+\) at 40,000,000 requests a month/,
    );
    expect(information).toMatch(/stops being the cheapest at [\d.]+ M/);
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
      '* Time that it stays warm (keepAlive): 600 s; assumption of ours; between 300 and 900; source: Seen in tests; 2026-11 <https://facts.example/keep_alive>',
    );
  });
});

describe('a stored assessment of an earlier model', () => {
  const stored = assessmentSchema.parse(assessmentOfModel1);

  it('stays readable with its own words for how sure it is', () => {
    const { headings, section, page } = readRecord(stored);
    expect(headings[0]).toBe('# Modular monolith for reply-suggester');
    const outcome = section('Decision Outcome');
    expect(outcome).toContain('This overrides the recommendation.');
    expect(outcome).toContain(
      'Version 1.1.0 of the model counted a confidence of under 1 % for it.',
    );
    expect(outcome).not.toContain('chance');
    expect(section('Modular monolith')).toMatch(/it costs \$[\d,]+ a month/);
    expect(section('More Information')).toContain('version 1.1.0');
    expect(page).not.toMatch(/undefined|NaN/);
  });

  it('is readable also where it was model 1.0, which knew less', () => {
    const {
      confidence: _,
      flips,
      tradeOffs,
      roadmap,
      notices,
      ...old
    } = stored.advice;
    const { confidence, verdict, worstCase, ...recommendation } =
      stored.advice.recommendation;
    const { section } = readRecord({
      ...draft,
      profile: stored.profile,
      advice: adviceSchema.parse({
        ...old,
        recommendation: { ...recommendation, tooClose: false },
        modelVersion: '1.0.0',
        cost: { perPattern: old.cost.perPattern },
      }),
    });
    const outcome = section('Decision Outcome');
    expect(outcome).toContain('because the model clearly recommends it');
    expect(outcome).not.toMatch(/confidence|chance/);
    expect(section('Confirmation')).not.toContain('next step');
    expect(section('More Information')).toContain('version 1.0.0');
    expect(section('More Information')).not.toContain('would change');
  });
});
