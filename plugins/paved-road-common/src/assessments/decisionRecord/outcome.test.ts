import { Advice } from '../../advisor/explain/advice';
import { createModel } from '../../advisor/extension/createModel';
import { plainPatterns } from '../../advisor/profile/patterns';
import { markdownLine } from '../escapeMarkdown';
import {
  advice,
  chatProfile,
  draft,
  draftFor,
  other,
  overridden,
  profile,
  readRecord,
  recommended,
  titleOf,
} from './__testUtils__/records';

const withVerdict = (
  verdict: Advice['recommendation']['verdict'],
  chances: Partial<Record<string, number>> = {},
): Advice => ({
  ...advice,
  recommendation: { ...advice.recommendation, verdict },
  confidence: {
    ...advice.confidence,
    expected: { ...advice.confidence.expected, ...chances },
  },
});

const fewAnswers = { team: { parallelTeams: 1 } };
const shut = chatProfile({ quality: 'frontier', offline: true });

describe('the outcome of a decision record', () => {
  it('never presents a recommendation as decided', () => {
    const outcome = readRecord({
      ...draft,
      advice: withVerdict('clear', { [recommended]: 0.87 }),
    }).section('Decision Outcome');
    expect(outcome).toContain(
      `Recommended, not yet decided: "${titleOf(recommended)}".`,
    );
    expect(outcome).toMatch(/^Clear.*chance 87%/m);
    expect(outcome).not.toContain('Chosen option');
  });

  it('names what measured values say about it', () => {
    const text = 'No longer holds: Microservices 84% with measured values';
    const { section } = readRecord({
      ...draft,
      standing: { id: 'no-longer-holds', chance: 0.84, text },
    });
    expect(section('Decision Outcome')).toContain(`${text}.`);
    const { section: judged } = readRecord({
      ...draft,
      standing: { id: 'clear', chance: 0.98, text: 'Clear, 98%' },
    });
    expect(judged('Decision Outcome')).not.toContain('Clear, 98%');
  });

  it('names both options and their chances in a close call', () => {
    const { core, runnerUp } = advice.recommendation;
    const { section } = readRecord({
      ...draft,
      advice: withVerdict('close', { [core]: 0.55, [runnerUp!]: 0.41 }),
    });
    expect(section('Decision Outcome')).toContain(
      `Close between "${titleOf(core)}", chance 55%, and "${titleOf(runnerUp!)}", chance 41%. Both can be defended.`,
    );
    const decided = readRecord({
      ...overridden,
      advice: withVerdict('close', { [core]: 0.55, [runnerUp!]: 0.41 }),
      decision: { pattern: runnerUp! },
    });
    expect(decided.section('Decision Outcome')).not.toContain('overrides');
  });

  it('shows an override with its own chance, rank, rationale and consequences', () => {
    const { section, row } = readRecord({
      ...overridden,
      advice: withVerdict('clear', { [recommended]: 0.87, [other]: 0.12 }),
      reviewAt: '2026-09-02T00:00:00.000Z',
    });
    const outcome = section('Decision Outcome');
    expect(outcome).toContain(
      `Chosen option: "${titleOf(other)}", because of the reasons below. This overrides the recommendation.`,
    );
    expect(outcome).toContain(
      `The decision, "${titleOf(other)}", ranks 2 of 3, chance 12%.`,
    );
    expect(outcome).toContain(
      'We run the platform already.\n\nAnd we know it.',
    );
    expect(row(`${titleOf(other)} (chosen)`)?.[0]).toBe('12%');
    expect(row(`${titleOf(recommended)} (recommended)`)?.[0]).toBe('87%');
    expect(section('Consequences')).toContain(
      '* Bad, because More to operate (accepted)',
    );
    const confirmation = section('Confirmation');
    expect(confirmation).toContain('Review the decision by Sep 2, 2026.');
    expect(confirmation).toContain('* A second team starts');
  });

  it('lists a selected sign of the next step once', () => {
    const [next] = advice.roadmap.filter(({ state }) => state === 'next');
    const [{ text }] = next.triggers;
    const { section } = readRecord({
      ...overridden,
      decision: { ...overridden.decision, revisitTriggers: [text] },
    });
    const lines = section('Confirmation')
      .split('\n')
      .filter(line => line.includes(text.replace(/\.$/, '')));
    expect(lines).toEqual([
      expect.stringContaining(`(next step: ${next.title})`),
    ]);
  });

  it('announces none without enough answers, and names the deciding questions', () => {
    const subject = draftFor({ profile: fewAnswers });
    const { headings, section, page } = readRecord(subject);
    expect(headings[0]).toBe('# No pattern yet for reply-suggester');
    expect(section('Decision Outcome')).toMatch(
      /^Nothing is recommended or decided yet\.\n\nNot enough answers for a recommendation\. Answer first: ".+"/,
    );
    expect(page).not.toContain('(recommended)');
    const decided = readRecord(
      draftFor({ profile: fewAnswers, decision: 'monolith' }),
    );
    expect(decided.headings[0]).toContain('Modular monolith');
    expect(decided.section('Decision Outcome')).toMatch(
      /for no stated reason\.\n\nNot enough answers/,
    );
    expect(decided.markdown).not.toContain('overrides');
  });

  it('recommends none where policies rule out every option', () => {
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
    const { headings, section, row } = readRecord(
      draftFor({ profile }, model),
      { model },
    );
    expect(headings[0]).toContain('No pattern yet');
    expect(section('Decision Outcome')).toContain('No option is eligible');
    expect(row('Microservices')).toEqual(
      expect.arrayContaining(['–', 'Ruled out: Not here.']),
    );
  });

  it('names the pattern and the placement', () => {
    const { headings, section, row } = readRecord(
      draftFor({ profile: chatProfile() }),
    );
    expect(headings[0]).toContain(' calling a hosted API for reply-suggester');
    const outcome = section('Decision Outcome');
    expect(outcome).toMatch(/^\* Pattern: c/m);
    expect(outcome).toMatch(/^\* Language model: c.*"Hosted API", chance/m);
    expect(row('Language model: Hosted API (recommended)')).toBeDefined();
    expect(section('Confirmation')).toMatch(/tokens with [\d.]+B\/month/);
  });

  it('overrides a placement alone', () => {
    const { pattern } = draftFor({ profile: chatProfile() }).advice
      .recommendation;
    const { section, row } = readRecord(
      draftFor({
        profile: chatProfile(),
        decision: { pattern, placement: 'own-gpu', rationale: 'We own them.' },
      }),
    );
    const outcome = section('Decision Outcome');
    expect(outcome).toContain('This overrides the recommendation.');
    expect(outcome).toMatch(
      /^\* Language model: .*The decision, "Own GPUs", ranks \d of 4/m,
    );
    expect(outcome).toContain('We own them.');
    expect(row('Language model: Own GPUs (chosen)')).toBeDefined();
    expect(section('Consequences')).toContain('Idle GPUs');
  });

  it('shows a placement that is absent, and a decision for one that is ruled out', () => {
    const subject = draftFor({ profile: shut });
    const { headings, section } = readRecord(subject);
    const { pattern } = subject.advice.recommendation;
    expect(headings[0]).toBe(`# ${titleOf(pattern)} for reply-suggester`);
    expect(section('Decision Outcome')).toContain(
      '* Language model: no option is eligible; the table names the limits.',
    );
    const decided = readRecord(
      draftFor({
        profile: shut,
        decision: { pattern, placement: 'hosted-api' },
      }),
    );
    expect(decided.section('Decision Outcome')).toMatch(
      /The decision, "Hosted API", ranks \d of 4, and is ruled out\./,
    );
    expect(decided.section('Consequences')).toContain(
      'Bad, because "Hosted API" is ruled out: ',
    );
    expect(decided.markdown).not.toContain('overrides');
  });

  it('lists an accepted trade-off of the model once', () => {
    const [tradeOff] = advice.tradeOffs;
    const { reason } = advice.ranking
      .find(({ pattern }) => pattern === advice.recommendation.core)!
      .contributions.find(({ criterion }) => criterion === tradeOff.criterion)!;
    const consequences = readRecord({
      ...draft,
      decision: { pattern: recommended, acceptedTradeOffs: [tradeOff.text] },
    }).section('Consequences');
    expect(consequences).toContain(
      `* Bad, because ${markdownLine(`x ${tradeOff.text}`).slice(2)} (accepted)`,
    );
    expect(consequences.split(reason)).toHaveLength(2);
  });
});

describe('the context of a decision record', () => {
  it('has the main answers, the open ones and contradictions', () => {
    const answers = { ...profile, team: { teamSize: 4, parallelTeams: 6 } };
    const context = readRecord(draftFor({ profile: answers })).section(
      'Context and Problem Statement',
    );
    expect(context).toContain('2,500,000 requests/month');
    expect(context).toContain('Latency requirement: Interactive, under 1 s');
    expect(context).toMatch(/an answer could change the result: ".+"/);
    expect(context).toContain('4 people cannot be 6 teams');
  });
});
