import { Risk } from '../../advisor/advice';
import { Pattern, PlainPattern } from '../../advisor/patterns';
import { choiceTitle } from '../../advisor/placement/placements';
import { consAmong, prosAmong } from './arguments';
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
  overridesText,
  standingWords,
  verdictWords,
} from './standing';
import {
  chosenPattern,
  chosenPlacement,
  coreIn,
  isNothingEligible,
  findRanked,
  RecordSource,
  recommendedPattern,
} from './subject';
import {
  formatDay,
  patternTitle,
  quoted,
  shortArgument,
  shortRiskText,
  judgeShortfall,
} from './texts';

const GOOD_SHOWN = 1;
const BAD_SHOWN = 2;

/** What is chosen and why, what the model says of it, and how sure that is. */
export function writeOutcome(source: RecordSource): Block[] {
  const { subject } = source;
  const { decision } = subject;
  const chosen = chosenPattern(subject);
  return [
    paragraph(
      ...explainChoice(source),
      ...(chosen ? describeFit(source, chosen) : []),
      decision ? '' : 'Nobody has decided yet; this is what the model says.',
    ),
    ...placementOutcome(source),
    ...(decision?.rationale ? [prose(decision.rationale)] : []),
  ];
}

function explainChoice(source: RecordSource): string[] {
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
    : 'because it was decided so; no reasons are given.';
  const verdict = verdictText(source);
  return [
    `Chosen option: ${named}, ${because}`,
    overridesText(recommended, placement && 'pattern'),
    capitalised(verdict),
  ];
}

/**
 * What the model says, in words.
 *
 * @param it - what its pattern is called where it was named just before
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

/** The fit, the rank and the chance of the pattern that is chosen, never those of another one. */
function describeFit({ subject }: RecordSource, chosen: Pattern): string[] {
  const { advice } = subject;
  const { ranking, recommendation } = advice;
  const core = coreIn(subject, chosen);
  const ranked = findRanked(subject, core);
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

/** What follows from the choice, the most telling first; the rest is in the annex. */
export function writeConsequences(source: RecordSource): Block[] {
  const { subject, model } = source;
  const { advice, decision } = subject;
  const chosen = chosenPattern(subject);
  if (!chosen) {
    return [
      list([
        'Neutral, because nothing is chosen yet; what each option brings stands under its name below',
      ]),
    ];
  }
  const accepted = decision?.acceptedTradeOffs ?? [];
  const isAccepted = (criterion: string) =>
    // A trade-off that was accepted in the model's words is told once.
    advice.tradeOffs.some(
      tradeOff =>
        tradeOff.criterion === criterion && accepted.includes(tradeOff.text),
    );
  const weighed = weighedPattern(source, chosen);
  const good = prosAmong(weighed)
    .slice(0, GOOD_SHOWN)
    .map(pro => shortArgument(model, 'Good', pro));
  const bad = [
    ...findPatternRisks(advice.risks, chosen).map(
      risk => `Bad, because of ${shortRiskText(risk)}`,
    ),
    ...costConsequence(source, chosen),
    ...consAmong(weighed)
      .filter(({ criterion }) => !isAccepted(criterion))
      .map(con => shortArgument(model, judgeShortfall(con.shortfall), con)),
  ].slice(0, BAD_SHOWN);
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
        : ['Neutral, because no criterion is weighed yet'],
    ),
  ];
}

function costConsequence(source: RecordSource, chosen: Pattern): string[] {
  const compared = comparedCost(source, chosen);
  return compared?.side === 'Bad'
    ? [`Bad, because of its cost: ${compared.text}`]
    : [];
}

const severities = ['high', 'medium', 'low'];

/** One pattern can be recommended, chosen and observed at once: its risks are told once, worst first. */
export function findPatternRisks(
  risks: readonly Risk[],
  chosen: Pattern,
): Risk[] {
  return risks
    .filter(({ subject }) => subject.pattern === chosen && !subject.placement)
    .filter(
      (risk, index, all) =>
        all.findIndex(
          ({ id, title }) => id === risk.id && title === risk.title,
        ) === index,
    )
    .sort(
      (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
    );
}

/** How it is checked that the decision is kept, and when it is looked at again. */
export function writeConfirmation(source: RecordSource): Block[] {
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
        ? `The scorecard of ${nameOf(entityRef)} shows whether it stays on the road that is decided here${
            checks.length > 0
              ? `, with ${checks.length} ${checks.length === 1 ? 'check' : 'checks'}`
              : ''
          }.`
        : `Once a pattern is decided, the scorecard of ${nameOf(entityRef)} shows whether it stays on that road.`,
      reviewAt ? `The decision is reviewed by ${formatDay(reviewAt)}.` : '',
      next && triggers.length > 0 && chosen
        ? `The next step, "${next.title}", is due when: ${triggers[0]}`
        : '',
      placementConfirmation(source),
      revisit.length > 0 ? 'The decision is looked at again when:' : '',
    ),
    ...(revisit.length > 0 ? [list(revisit)] : []),
  ];
}
