import { advise } from '../../advisor/advise';
import { Advice, adviceSchema } from '../../advisor/advice';
import { defaultModel } from '../../advisor/DecisionModel';
import { createModel } from '../../advisor/extension';
import { plainPatterns } from '../../advisor/patterns';
import { profileSchema } from '../../advisor/profile';
import { adviceRequestSchema } from '../../advisor/request';
import { markdownLine } from '../escapeMarkdown';
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

const patternReason = (criterion: string) =>
  advice.ranking
    .find(({ pattern }) => pattern === advice.recommendation.core)!
    .contributions.find(contribution => contribution.criterion === criterion)!
    .reason;

describe('renderDecisionRecord', () => {
  it('has the front matter and the headings of MADR 4.0.0, in order, and no empty section', () => {
    const { frontMatter, headings, section } = readRecord(overridden);
    expect(frontMatter).toEqual({
      status: 'accepted',
      date: '2026-03-02',
      'decision-makers': [
        'user:default/ada',
        'user:default/sam',
        'user:default/grace',
      ],
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

  it('tells the context in the words of the form', () => {
    const context = readRecord(draft).section('Context and Problem Statement');
    expect(context).toContain('reply-suggester');
    expect(context).toContain(
      '* DevOps and MLOps maturity: 2 of 5, Some pipelines',
    );
    expect(context).toContain('2,500,000 requests a month');
    expect(context).not.toContain('undefined');
  });

  it('weighs an option by how far it falls short of what is needed', () => {
    const [first, ...others] = advice.ranking;
    const contribution = {
      ...first.contributions[0],
      criterion: 'idle-cost' as const,
      weight: 1,
      demand: 4,
      reason: 'It stays on.',
    };
    const { section } = readRecord({
      ...draft,
      advice: {
        ...advice,
        ranking: [
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
        ],
      },
    });
    expect(section(titleOf(first.pattern))).toContain(
      [
        '* Good, because of Idle cost (needed 4, offered 5): It stays on.',
        '* Neutral, because of Idle cost (needed 4, offered 3.8): It stays on.',
        '* Bad, because of Idle cost (needed 4, offered 2): It stays on.',
        '* Neutral, because its cost is not known without:',
      ].join('\n'),
    );
  });

  it('proposes the recommendation while nobody has decided', () => {
    const outcome = readRecord(draft).section('Decision Outcome');
    expect(outcome).toContain(
      `Chosen option: "${titleOf(recommended)}", because`,
    );
    expect(outcome).toContain('Nobody has decided yet');
  });

  it('tells an overriding decision with its rationale, trade-offs and triggers', () => {
    const { section } = readRecord(overridden);
    const outcome = section('Decision Outcome');
    expect(outcome).toContain(`Chosen option: "${titleOf(other)}", because`);
    expect(outcome).toContain(`recommendation of "${titleOf(recommended)}"`);
    expect(outcome).toContain(
      'We run the platform already.\n\nAnd we know it.',
    );
    expect(outcome).not.toContain('Nobody has decided yet');
    expect(section('Consequences')).toContain(
      '* Bad, because More to operate (accepted)',
    );
    expect(section('Confirmation')).toContain('* A second team starts');
  });

  it('names how a hybrid runs', () => {
    const hybrid = readRecord({
      ...draft,
      advice: {
        ...advice,
        recommendation: {
          ...advice.recommendation,
          pattern: 'hybrid',
          core: 'microservices',
          background: 'serverless',
        },
      },
    });
    expect(hybrid.section('Considered Options')).toContain('* Hybrid');
    expect(hybrid.section('Hybrid')).toContain(
      'core path runs as Microservices and background work as Serverless functions',
    );
  });

  it('tells the consequences of a hybrid against the advice by a core that is always on', () => {
    const eventDriven = profileSchema.parse({
      team: { devopsMaturity: 2, parallelTeams: 1, teamSize: 3 },
      product: { driver: 'cost', roadmap: 'stable' },
      workload: { traffic: 'sporadic', invocation: 'event', latency: 'batch' },
    });
    const functions = advise({ profile: eventDriven });
    expect(functions.recommendation.pattern).toBe('serverless');
    const [recommendedOnes, alwaysOn] = [
      'serverless',
      functions.ranking.find(({ pattern }) => pattern !== 'serverless')!
        .pattern,
    ].map(core =>
      functions.ranking
        .find(({ pattern }) => pattern === core)!
        .contributions.filter(({ shortfall }) => shortfall > 0)
        .map(({ reason }) => markdownLine(reason)),
    );
    const consequences = readRecord({
      ...draft,
      profile: eventDriven,
      advice: functions,
      decision: { pattern: 'hybrid' },
    }).section('Consequences');
    expect(alwaysOn.some(reason => consequences.includes(reason))).toBe(true);
    expect(recommendedOnes.some(reason => consequences.includes(reason))).toBe(
      false,
    );
  });

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
    expect(section('Serverless functions')).toMatch(/\* Bad, because .*source/);
    const information = section('More Information');
    expect(information).toContain(`Assessment ${draft.id}`);
    expect(information).toContain('* Idle cost: 5');
    expect(information).toContain(`* ${advice.assumptions[0].title}`);
    expect(information).toContain('approved by user:default/grace: Fine.');
  });

  it('renders one that is not stored and one that knows nothing', () => {
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
    const context = section('Context and Problem Statement');
    const drivers = section('Decision Drivers');
    const outcome = section('Decision Outcome');
    const confirmation = section('Confirmation');
    const serverless = section('Serverless functions');
    const information = section('More Information');

    expect(context).toMatch(/Special hardware.*, which can decide/);

    expect(context).toContain('4 people cannot be 6 teams');
    expect(context).toContain('Modular monolith with the risk');
    const points = [...drivers.matchAll(/\(([+-][\d.]+) points\)/g)];
    expect(points.reduce((sum, [, text]) => sum + Number(text), 0)).toBeCloseTo(
      result.recommendation.margin,
      0,
    );
    expect(outcome).toMatch(/a fit of [\d.]+, against [\d.]+ of/);
    expect(outcome).toMatch(
      /The confidence of the recommendation is \d+ %: .* 1,000 draws/,
    );
    expect(outcome).toContain('The recommendation would change to:');
    expect(outcome).toContain(`* ${markdownLine(firstFlip(result)!.text)}`);
    expect(confirmation).toContain('reviewed by 2026-09-02');
    expect(confirmation).toContain('* Pattern matches the decision');
    expect(confirmation).toMatch(/The next step of the roadmap, ".+", is due/);
    expect(serverless).toMatch(
      /costs \$[\d,.]+ a month \(range \$[\d,.]+ to \$[\d,.]+\) at 40,000,000 requests a month/,
    );
    expect(serverless).toMatch(/stops being the cheapest at [\d.]+ M/);
    expect(serverless).toMatch(
      /p50 [\d.]+ m?s, p95 [\d.]+ m?s and p99 [\d.]+ m?s, (meets|misses) the requirement of 1 s/,
    );
    expect(section('Microservices')).toMatch(
      /by purchase option: On demand \$[\d,]+; Savings plan, one year \$[\d,]+; Spot \$/,
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
      /\(hops\): 5 hops, changed for this assessment/,
    );
    expect(information).toMatch(/\* .+ \(here\): /);
  });

  it('tells a trade-off that is accepted in the words of the model once', () => {
    const [tradeOff] = advice.tradeOffs;
    const consequences = readRecord({
      ...draft,
      decision: { pattern: recommended, acceptedTradeOffs: [tradeOff.text] },
    }).section('Consequences');
    expect(consequences).toContain(
      `* Bad, because ${markdownLine(`x ${tradeOff.text}`).slice(2)} (accepted)`,
    );
    expect(
      consequences.split(patternReason(tradeOff.criterion)).length - 1,
    ).toBe(1);
  });

  it('tells a result of model 1.0, which knows less', () => {
    const {
      confidence: _,
      flips,
      tradeOffs,
      roadmap,
      notices,
      ...old
    } = advice;
    const { confidence, ...recommendation } = advice.recommendation;
    const { section } = readRecord({
      ...draft,
      advice: adviceSchema.parse({
        ...old,
        recommendation,
        modelVersion: '1.0.0',
        cost: { perPattern: old.cost.perPattern },
      }),
    });
    const outcome = section('Decision Outcome');
    expect(outcome).toContain('a margin of');
    expect(outcome).not.toMatch(/confidence|change/);
    expect(section('Confirmation')).not.toContain('roadmap');
    expect(section('More Information')).toContain('version 1.0.0');
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
    const { section } = readRecord(
      { ...draft, advice: advise({ profile }, model) },
      { model },
    );
    const outcome = section('Decision Outcome');
    expect(outcome).toContain('No option is eligible.');
    expect(outcome).not.toMatch(/only eligible|confidence/);
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
    expect(section('Context and Problem Statement')).toContain(
      '* Asked: DevOps and MLOps maturity: 2 of 5',
    );
    expect(section(titleOf('monolith'))).toContain('because of Rated: ');
  });

  it('is the same for the same assessment', () => {
    expect(renderDecisionRecord(overridden)).toBe(
      renderDecisionRecord(structuredClone(overridden)),
    );
  });
});
