import { Advice, Risk } from '../../advisor/advice';
import { Block, list, paragraph, prose, titledList } from './markdown';
import { chosenPattern, contributionsOf, RecordSource } from './subject';
import {
  confidenceText,
  criterionArgument,
  dayOf,
  patternTitle,
  riskText,
  rounded,
} from './texts';

const ARGUMENTS_SHOWN = 5;
const FLIPS_SHOWN = 3;

/** What is chosen, why, how clear that is, and what would change it. */
export function outcomeOf({ subject }: RecordSource): Block[] {
  const { advice, decision } = subject;
  const { recommendation } = advice;
  const chosen = chosenPattern(subject);
  const because =
    chosen === recommendation.pattern
      ? 'the decision model recommends it.'
      : `of the reasons below, which override the recommendation of "${patternTitle(
          recommendation.pattern,
        )}".`;
  return [
    paragraph(
      `Chosen option: "${patternTitle(chosen)}", because ${because}`,
      recommendation.text,
    ),
    ...(decision
      ? []
      : [paragraph('Nobody has decided yet; this is what is proposed.')]),
    ...(decision?.rationale ? [prose(decision.rationale)] : []),
    paragraph(
      clearness(advice),
      isNothingEligible(advice.ranking) ? '' : confidenceText(advice),
    ),
    ...whatWouldChangeIt(advice),
  ];
}

function isNothingEligible(ranking: Advice['ranking']): boolean {
  return !ranking.some(({ eligible }) => eligible);
}

function clearness({ recommendation, ranking }: Advice): string {
  const { core, runnerUp, margin, tooClose } = recommendation;
  const fitOf = (pattern: typeof core) =>
    rounded(ranking.find(ranked => ranked.pattern === pattern)?.fit ?? 0);
  if (isNothingEligible(ranking)) {
    return `No option is eligible. "${patternTitle(core)}", with a fit of ${fitOf(core)}, is the best of those that only a policy rules out.`;
  }
  if (!runnerUp) {
    return `"${patternTitle(core)}" is the only eligible option, with a fit of ${fitOf(core)}.`;
  }
  const fits = `The recommendation for the core has a fit of ${fitOf(core)}, against ${fitOf(runnerUp)} of "${patternTitle(runnerUp)}": a margin of ${rounded(margin)}.`;
  return tooClose
    ? `${fits} That is too close to call: either can be defended.`
    : fits;
}

function whatWouldChangeIt({ confidence, flips }: Advice): Block[] {
  const { numbers, answers, weights, without } = flips;
  const changes = [numbers, answers, weights].flatMap(kind =>
    kind.slice(0, FLIPS_SHOWN).map(({ text }) => text),
  );
  const left = numbers.length + answers.length + weights.length;
  if (changes.length > 0) {
    return [
      ...titledList('The recommendation would change to:', changes),
      paragraph(
        left > changes.length
          ? `Further changes that would do so: ${left - changes.length}.`
          : '',
        `Questions of which no other answer changes it: ${without.length}.`,
      ),
    ];
  }
  // Results of model 1.0 did not look for changes: nothing can be said of them.
  return confidence
    ? [
        paragraph(
          'No other answer to a single question and no other weight of a single criterion changes the recommendation.',
        ),
      ]
    : [];
}

export function consequencesOf({ subject, model }: RecordSource): Block[] {
  const { advice, decision } = subject;
  const chosen = chosenPattern(subject);
  const accepted = decision?.acceptedTradeOffs ?? [];
  const contributions = contributionsOf(subject, chosen);
  const good = contributions
    .filter(({ shortfall }) => shortfall === 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, ARGUMENTS_SHOWN);
  const bad = contributions
    .filter(
      ({ criterion, shortfall }) =>
        shortfall > 0 &&
        // A trade-off that was accepted in the model's words is told once.
        !advice.tradeOffs.some(
          tradeOff =>
            tradeOff.criterion === criterion &&
            accepted.includes(tradeOff.text),
        ),
    )
    .sort((a, b) => b.weight * b.shortfall - a.weight * a.shortfall)
    .slice(0, ARGUMENTS_SHOWN);
  const lines = [
    ...good.map(contribution => criterionArgument(model, contribution)),
    ...accepted.map(tradeOff => `Bad, because ${tradeOff} (accepted)`),
    ...bad.map(contribution => criterionArgument(model, contribution)),
    ...risksOf(advice, chosen).map(risk => `Bad, because of ${riskText(risk)}`),
  ];
  return [
    list(
      lines.length > 0
        ? lines
        : ['Neutral, because no criterion is weighed yet'],
    ),
  ];
}

/** One pattern can be recommended, chosen and observed at once: its risks are told once. */
function risksOf({ risks }: Advice, chosen: string): Risk[] {
  return risks
    .filter(({ subject }) => subject.pattern === chosen)
    .filter(
      (risk, index, all) =>
        all.findIndex(
          ({ id, title }) => id === risk.id && title === risk.title,
        ) === index,
    );
}

/** How it is checked that the decision is kept, and when it is looked at again. */
export function confirmationOf({ subject, checks }: RecordSource): Block[] {
  const { entityRef, advice, decision, reviewAt } = subject;
  const next = advice.roadmap.find(({ state }) => state === 'next');
  return [
    paragraph(
      `The scorecard of ${entityRef} shows whether it stays on the road that is decided here.`,
      reviewAt ? `The decision is reviewed by ${dayOf(reviewAt)}.` : '',
    ),
    ...titledList('It checks:', checks),
    ...titledList(
      'The decision is looked at again when:',
      decision?.revisitTriggers ?? [],
    ),
    ...(next
      ? titledList(
          `The next step of the roadmap, "${next.title}", is due when:`,
          next.triggers.map(({ text }) => text),
        )
      : []),
  ];
}
