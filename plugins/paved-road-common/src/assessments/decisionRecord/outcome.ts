import { canBeOvertaken } from '../../advisor/explain/evidence';
import { DecisionModel } from '../../advisor/options/DecisionModel';
import {
  formatChance,
  formatCount,
  formatDate,
  formatPlural,
} from '../../advisor/quantities/format';
import { capitalised, describeVetoes } from '../limits';
import { computeStanding } from '../standing/computeStanding';
import { StandingId } from '../standing/schema';
import { describeShortfall, listChosenRisks, weigh } from './arguments';
import { Axis, RecordOption, RecordSource } from './axes';
import { Block, list, paragraph, prose } from './markdown';
import { choiceText, questionTitles } from './texts';

const RISKS_SHOWN = 3;
const CONS_SHOWN = 2;
/** Below this difference, the lowest chance is not mentioned. */
const SAME_CHANCE = 0.01;

/** The choice, what the model says about it, the reasons of the people, and who signed. */
export function outcomeBlocks(source: RecordSource): Block[] {
  const { subject, model, axes } = source;
  const [first, ...others] = axes.map(axis => describeAxis(axis, model));
  return [
    paragraph(choiceSentence(source), describeMeasured(source)),
    others.length > 0
      ? list([first, ...others].map((text, at) => `${axes[at].name}: ${text}`))
      : paragraph(capitalised(first)),
    prose(subject.decision?.rationale ?? ''),
    paragraph(signatureText(source)),
  ];
}

/** The verdict below has the words for the other standings. */
const byMeasurement: readonly StandingId[] = [
  'no-longer-holds',
  'misses-requirement',
  'tie',
  'near-change',
];

function describeMeasured({ subject: { standing } }: RecordSource): string {
  return standing && byMeasurement.includes(standing.id)
    ? `${standing.text}.`
    : '';
}

function choiceSentence({ subject, axes }: RecordSource): string {
  const { decision } = subject;
  const named = `"${choiceText(axes)}"`;
  if (!decision) {
    return choiceText(axes)
      ? `Recommended, not yet decided: ${named}.`
      : 'Nothing is recommended or decided yet.';
  }
  if (axes.every(({ chosen, recommended }) => chosen === recommended)) {
    return `Chosen option: ${named}, because the decision model recommends it.`;
  }
  const isOverride = computeStanding(subject).overrides !== undefined;
  return `Chosen option: ${named}, ${decision.rationale ? 'because of the reasons below' : 'for no stated reason'}.${isOverride ? ' This overrides the recommendation.' : ''}`;
}

/** The verdict on an axis, and the rank of a decision that is not recommended. */
function describeAxis(axis: Axis, model: DecisionModel): string {
  const { chosen, recommended, options } = axis;
  if (!chosen || chosen === recommended) {
    return verdictText(axis, model);
  }
  const ranked = options.filter(({ parts }) => !parts).length;
  return `${verdictText(axis, model)} The decision, "${chosen.name}", ranks ${chosen.rank} of ${ranked}, ${
    chosen.vetoes.length > 0
      ? 'and is ruled out'
      : `chance ${formatChance(chosen.chance)}`
  }.`;
}

function verdictText(axis: Axis, model: DecisionModel): string {
  const { verdict, first, second, openAnswers, worstCase } = axis;
  if (verdict === 'nothing-eligible') {
    return 'no option is eligible; the table names the limits.';
  }
  if (verdict === 'not-enough-answers' || !first) {
    return `not enough answers for a recommendation.${openAnswers.length > 0 ? ` Answer first: ${questionTitles(model, openAnswers)}.` : ''}`;
  }
  const withChance = ({ name, chance }: RecordOption) =>
    `"${name}", chance ${formatChance(chance)}`;
  const part = axis.options.some(({ parts }) => parts)
    ? ' for the core path'
    : '';
  const worst =
    first.chance - worstCase >= SAME_CHANCE
      ? ` If the open answers are unfavourable, "${first.name}" has ${formatChance(worstCase)}.`
      : '';
  if (verdict === 'close' && second) {
    const [likelier, other] =
      second.chance > first.chance ? [second, first] : [first, second];
    return `close between ${withChance(likelier)}, and ${withChance(other)}${part}. Both can be defended.${worst}`;
  }
  const clear = canBeOvertaken(axis) ? 'clear so far' : 'clear';
  return `${verdict === 'close' ? 'close' : clear}, ${withChance(first)}${part}.${worst}`;
}

function signatureText({ subject, nameOf }: RecordSource): string {
  if (subject.status === 'draft') {
    return `Drafted by ${nameOf(subject.author)}.`;
  }
  const { by, at } = subject.submitted;
  const submission = `Submitted by ${nameOf(by)} on ${formatDate(at)}`;
  if (subject.status === 'submitted') {
    return `${submission}; not reviewed yet.`;
  }
  const { review, status } = subject;
  return `${submission}; ${status === 'rejected' ? 'rejected' : 'approved'} by ${nameOf(review.by)} on ${formatDate(review.at)}.`;
}

/** What the choice costs: accepted trade-offs, risks, missed limits, and the strongest criteria against it. */
export function consequenceBlocks(source: RecordSource): Block[] {
  const { advice, decision } = source.subject;
  const accepted = decision?.acceptedTradeOffs ?? [];
  const isOpen = (id: string) =>
    !advice.tradeOffs.some(
      ({ criterion, text }) => criterion === id && accepted.includes(text),
    );
  const gateway = advice.languageModel?.gateway;
  const lines = [
    ...accepted.map(tradeOff => `${tradeOff} (accepted)`),
    ...chosenRisks(source),
    ...source.axes.flatMap(axis => disadvantages(axis, isOpen, source)),
  ].map(line => `Bad, because ${line}`);
  if (gateway?.due) {
    lines.push(
      `Neutral, because a gateway for budgets, keys, fallback and logs is due. ${gateway.reasons.join(' ')}`,
    );
  }
  return [
    list(lines.length > 0 ? lines : ['Good, because it meets every demand']),
  ];
}

function disadvantages(
  axis: Axis,
  isOpen: (criterion: string) => boolean,
  { model }: RecordSource,
): string[] {
  const { chosen } = axis;
  if (!chosen) {
    return [];
  }
  const { name, vetoes, missed, parts } = chosen;
  return [
    ...(vetoes.length > 0
      ? [`"${name}" is ruled out: ${describeVetoes(vetoes, name)[0]}`]
      : []),
    ...(missed ? [`it misses its requirement: ${missed}`] : []),
    ...(parts ? ['two ways of running must be maintained'] : []),
    ...weigh(chosen, axis)
      .cons.filter(({ criterion }) => isOpen(criterion))
      .slice(0, CONS_SHOWN)
      .map(con => `of ${describeShortfall(con, model)}`),
  ];
}

function chosenRisks({ subject, axes }: RecordSource): string[] {
  return listChosenRisks(subject, axes)
    .slice(0, RISKS_SHOWN)
    .map(({ title, severity, evidence, mitigations }) =>
      [
        `of the risk "${title}" (severity ${severity}).`,
        ...evidence.slice(0, 1).map(({ text }) => text),
        ...mitigations.slice(0, 1).map(text => `Mitigation: ${text}`),
      ].join(' '),
    );
}

const withoutPeriod = (text: string): string => text.replace(/\.$/, '');

/** How the decision is checked, and when to review it. */
export function confirmationBlocks(source: RecordSource): Block[] {
  const { subject, checks, axes, nameOf } = source;
  const { entityRef, advice, decision, reviewAt } = subject;
  const scorecard = `scorecard of ${nameOf(entityRef)}`;
  const tokens = advice.languageModel?.tokensPerMonth;
  const due = axes.flatMap(({ steps }) =>
    steps.flatMap(({ title, triggers }) =>
      triggers
        .slice(0, 1)
        .map(({ text }) => ({ text: withoutPeriod(text), title })),
    ),
  );
  const revisit = [
    // A sign that people selected from the next steps appears once, with its step.
    ...(decision?.revisitTriggers ?? []).filter(
      trigger => !due.some(({ text }) => text === withoutPeriod(trigger)),
    ),
    ...due.map(({ text, title }) => `${text} (next step: ${title})`),
  ];
  return [
    paragraph(
      checks.length > 0
        ? `${formatPlural(checks.length, 'check', 'checks')} on the ${scorecard} compare the service with this decision.`
        : `The ${scorecard} compares the service with this decision.`,
      `Once it runs, compare measured cost and latency with the table${tokens === undefined ? '' : `, and tokens with ${formatCount(tokens)}/month`}.`,
      reviewAt ? `Review the decision by ${formatDate(reviewAt)}.` : '',
      revisit.length > 0 ? 'Review it earlier when:' : '',
    ),
    list(revisit),
  ];
}
