import { advise } from '../../advisor/advise';
import { Advice } from '../../advisor/explain/advice';
import calibration from '../../advisor/__fixtures__/calibration.json';
import { defaultModel } from '../../advisor/options/DecisionModel';
import { createModel } from '../../advisor/extension/createModel';
import { plainPatterns } from '../../advisor/profile/patterns';
import { profileSchema } from '../../advisor/profile/profile';
import { adviceRequestSchema } from '../../advisor/profile/request';
import { markdownLine } from '../escapeMarkdown';
import {
  advice,
  draft,
  other,
  overridden,
  profile,
  readRecord,
  recommended,
  titleOf,
} from './__testUtils__/records';

const withRecommendation = (
  changes: Partial<Advice['recommendation']>,
): Advice => ({
  ...advice,
  recommendation: { ...advice.recommendation, ...changes },
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
    expect(outcome).toContain('nobody has decided yet');
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
    const [first] = result.confidence.openAnswers;
    const { title } = defaultModel.questions.find(
      ({ path }) => path === first,
    )!;
    expect(outcome).toMatch(
      /^Chosen option: none yet, because there are not enough answers/,
    );
    expect(outcome).toContain(`Answer these first: "${title}"`);
    expect(page).not.toMatch(/recommends "|chance that/);
    expect(section('Consequences')).toContain('nothing is chosen yet');
    const annex = section('More Information');
    expect(annex).toContain('Microservices, the leader so far: the risk');
    expect(annex).not.toContain('as recommended');
    expect(annex).not.toContain('**Roadmap**');
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
      /by decision; no reasons are given\. There are not enough answers, so the model recommends none\./,
    );
    expect(section('Decision Outcome')).not.toContain('overrides');
  });

  it('gives an override its own fit, rank and chance, never those of the recommendation', () => {
    const { expected } = advice.confidence;
    const chances = { ...expected, [recommended]: 0.87, [other]: 0.12 };
    const advice87: Advice = {
      ...withRecommendation({ confidence: 0.87, verdict: 'clear' }),
      confidence: {
        ...advice.confidence,
        expected: chances,
        worstCase: { ...chances, [other]: 0.03 },
      },
    };
    const { section } = readRecord({ ...overridden, advice: advice87 });
    const outcome = section('Decision Outcome');
    const rank = advice87.ranking.findIndex(({ pattern }) => pattern === other);
    expect(outcome).toContain(
      `Chosen option: "${titleOf(other)}", because of the reasons below. This overrides the recommendation. The model clearly recommends "${titleOf(recommended)}".`,
    );
    expect(outcome).toContain(
      `"${titleOf(other)}" ranks ${rank + 1} of 3 with a fit of`,
    );
    expect(outcome).toContain(
      `The chance that "${titleOf(other)}" is the right choice is 12%; if the open answers turn out against it, 3%.`,
    );
    expect(outcome).not.toContain('87%');
    expect(outcome).toContain(
      'We run the platform already.\n\nAnd we know it.',
    );
    expect(outcome).not.toContain('nobody has decided yet');
    expect(section('Consequences')).toContain(
      '* Bad, because More to operate (accepted)',
    );
    expect(section('Confirmation')).toContain('* A second team starts');
  });

  it('shows the chance of the core for a hybrid, and its cost', () => {
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

  it('lists an accepted trade-off of the model once', () => {
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

  it('derives the consequences of a hybrid against the advice from an always-on core', () => {
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
