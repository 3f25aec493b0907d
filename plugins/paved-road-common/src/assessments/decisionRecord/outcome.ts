import { Pattern, PlainPattern } from '../../advisor/profile/patterns';
import { choiceTitle } from '../../advisor/options/placements/descriptions';
import { selectRisks, strongestConsequences } from './arguments';
import { comparedCost } from './costs';
import { Block, list, paragraph, prose } from './markdown';
import { weighedPattern } from './options';
import {
  placementConfirmation,
  placementConsequences,
  placementOutcome,
  placementTriggers,
} from './placement';
import {
  capitalised,
  chanceWords,
  NO_REASONS,
  overridesText,
  standingWords,
  verdictWords,
} from './standing';
import {
  chosenPattern,
  chosenPlacement,
  coreIn,
  isNothingEligible,
  findRankedPattern,
  RecordSource,
  recommendedPattern,
} from './subject';
import { formatDay, patternTitle, quoted } from './texts';

/** The choice with its reason, fit and chance. */
export function outcomeBlocks(source: RecordSource): Block[] {
  const { subject } = source;
  const { decision } = subject;
  const chosen = chosenPattern(subject);
  return [
    paragraph(
      ...choiceSentences(source),
      ...(chosen ? listFitSentences(source, chosen) : []),
      decision ? '' : 'This is a recommendation; nobody has decided yet.',
    ),
    ...placementOutcome(source),
    ...(decision?.rationale ? [prose(decision.rationale)] : []),
  ];
}

function choiceSentences(source: RecordSource): string[] {
  const { subject } = source;
  const { decision, advice } = subject;
  const recommended = recommendedPattern(advice);
  const chosen = decision?.pattern ?? recommended;
  const placement = chosenPlacement(subject);
  if (!chosen) {
    return [`Chosen option: none yet, because ${verdictText(source)}`];
  }
  const named = `"${choiceTitle(chosen, placement)}"`;
  if (chosen === recommended) {
    return [
      `Chosen option: ${named}, because ${verdictText(source, placement ? 'the pattern' : 'it')}`,
    ];
  }
  const because = decision?.rationale
    ? 'because of the reasons below.'
    : NO_REASONS;
  const verdict = verdictText(source);
  return [
    `Chosen option: ${named}, ${because}`,
    overridesText(recommended, placement && 'pattern'),
    capitalised(verdict),
  ];
}

/**
 * The verdict of the model, in words.
 *
 * @param it - how to refer to its pattern, if the sentence has just named it
 */
function verdictText(
  { subject: { advice }, model }: RecordSource,
  it?: string,
): string {
  const { pattern, core, background, runnerUp } = advice.recommendation;
  const parts = background
    ? ` (core path as ${patternTitle(core)}, background work as ${patternTitle(background)})`
    : '';
  const open = advice.confidence.openAnswers;
  return verdictWords(
    {
      verdict: isNothingEligible(advice)
        ? 'nothing-eligible'
        : advice.recommendation.verdict,
      named: `${it ?? quoted(pattern)}${parts}`,
      first: quoted(core),
      second: runnerUp && quoted(runnerUp),
      role: background ? ' for the core' : '',
      by: advice.languageModel ? 'the decision model' : 'the model',
      kind: 'option',
      asked: open.length > 0 ? open : advice.unanswered,
    },
    model,
  );
}

/** Fit, rank and chance of the chosen pattern. */
function listFitSentences(
  { subject }: RecordSource,
  chosen: Pattern,
): string[] {
  const { advice } = subject;
  const { ranking, recommendation } = advice;
  const core = coreIn(subject, chosen);
  const ranked = findRankedPattern(subject, core);
  return ranked
    ? standingWords(
        ranking,
        ranked,
        ({ pattern }) => quoted(pattern),
        describeChance(
          subject,
          core,
          [chosen, recommendation.pattern].includes('hybrid')
            ? 'core'
            : 'choice',
        ),
      )
    : [];
}

function describeChance(
  { advice }: RecordSource['subject'],
  core: PlainPattern,
  role: string,
): string {
  if (isNothingEligible(advice)) {
    return '';
  }
  const { worstCase, expected } = advice.confidence;
  return chanceWords(
    `${quoted(core)} is the right ${role}`,
    expected[core],
    worstCase[core],
  );
}

/** The most important consequences of the choice; the annex has the rest. */
export function consequenceBlocks(source: RecordSource): Block[] {
  const { subject, model } = source;
  const { advice, decision } = subject;
  const chosen = chosenPattern(subject);
  if (!chosen) {
    return [
      list([
        'Neutral, because nothing is chosen yet; see the pros and cons below',
      ]),
    ];
  }
  const accepted = decision?.acceptedTradeOffs ?? [];
  const isAccepted = (criterion: string) =>
    // An accepted trade-off is listed once.
    advice.tradeOffs.some(
      tradeOff =>
        tradeOff.criterion === criterion && accepted.includes(tradeOff.text),
    );
  const compared = comparedCost(source, chosen);
  const { good, bad } = strongestConsequences(model, {
    option: weighedPattern(source, chosen),
    risks: selectRisks(
      advice.risks,
      ({ pattern, placement }) => pattern === chosen && !placement,
    ),
    cost:
      compared?.side === 'Bad'
        ? `Bad, because of its cost: ${compared.text}`
        : undefined,
    isAccepted,
  });
  const lines = [
    ...good,
    ...accepted.map(tradeOff => `Bad, because ${tradeOff} (accepted)`),
    ...bad,
    ...placementConsequences(source),
  ];
  return [
    list(
      lines.length > 0
        ? lines
        : ['Neutral, because no criterion has a weight yet'],
    ),
  ];
}

/** How the decision is monitored, and when to review it. */
export function confirmationBlocks(source: RecordSource): Block[] {
  const { subject, checks, nameOf } = source;
  const { entityRef, advice, decision, reviewAt } = subject;
  const chosen = chosenPattern(subject);
  const next = advice.roadmap.find(({ state }) => state === 'next');
  const triggers = next?.triggers.map(({ text }) => text) ?? [];
  const revisit = [
    ...(decision?.revisitTriggers ?? []),
    ...placementTriggers(source),
  ];
  return [
    paragraph(
      chosen
        ? `The scorecard of ${nameOf(entityRef)} shows whether it follows this decision${
            checks.length > 0
              ? `, with ${checks.length} ${checks.length === 1 ? 'check' : 'checks'}`
              : ''
          }.`
        : `Once a pattern is decided, the scorecard of ${nameOf(entityRef)} shows whether it follows the decision.`,
      reviewAt ? `Review the decision by ${formatDay(reviewAt)}.` : '',
      next && triggers.length > 0 && chosen
        ? `The next step, "${next.title}", is due when: ${triggers[0]}`
        : '',
      placementConfirmation(source),
      revisit.length > 0 ? 'Review the decision when:' : '',
    ),
    ...(revisit.length > 0 ? [list(revisit)] : []),
  ];
}
