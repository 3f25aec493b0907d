import { Contribution, Veto } from '../../advisor/choice/schemas';
import { Risk } from '../../advisor/explain/advice';
import { DecisionModel } from '../../advisor/options/DecisionModel';
import { CriterionId, Stage } from '../../advisor/profile/ids';
import { patternDescriptions } from '../../advisor/options/patterns/descriptions';
import { Pattern } from '../../advisor/profile/patterns';
import { placementCriteria } from '../../advisor/options/placements/criteria';
import { Placement } from '../../advisor/profile/placements';
import { placementDescriptions } from '../../advisor/options/placements/descriptions';
import { formatShare } from '../../advisor/quantities/format';
import { Question } from '../../advisor/profile/questions';

/** The side of an argument, in the words of MADR. */
export type Side = 'Good' | 'Neutral' | 'Bad';

/* Shortfalls range from 0 to 1 in four rating steps. */
const HALF_A_STEP = 0.125;

const stageTexts: Record<Stage, string> = {
  mvp: 'The product is at its first version.',
  'scale-up': 'The product is scaling up.',
  enterprise: 'The product runs at enterprise scale.',
  small: 'The product is small and may stay so.',
};

export const stageText = (stage: Stage): string => stageTexts[stage];

export const patternTitle = (pattern: Pattern): string =>
  patternDescriptions[pattern].title;

export const quoted = (pattern: Pattern): string =>
  `"${patternTitle(pattern)}"`;

export const placementTitle = (placement: Placement): string =>
  placementDescriptions[placement].title;

export const criterionTitle = (
  { criteria }: DecisionModel,
  criterion: CriterionId,
): string =>
  [...criteria, ...placementCriteria].find(({ id }) => id === criterion)
    ?.title ?? criterion;

/** The title of a question or an assumption. */
export const fieldTitle = (
  { questions, assumptions }: DecisionModel,
  field: string,
): string =>
  questions.find(({ path }) => path === field)?.title ??
  assumptions.find(({ id }) => `assumptions.${id}` === field)?.title ??
  field;

/** The titles of the first fields, with the number of the others. */
export function fieldTitles(
  model: DecisionModel,
  fields: readonly string[],
  most = Infinity,
): string {
  const shown = fields
    .slice(0, most)
    .map(field => `"${fieldTitle(model, field)}"`);
  const rest = fields.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

/** An answer as the form shows it. */
export function answerText(
  { answer }: Question,
  value: string | number,
): string {
  switch (answer.kind) {
    case 'scale':
      return `${value} of ${answer.max}, ${answer.labels[Number(value) - 1]}`;
    case 'choice':
      return (
        answer.options.find(option => option.value === value)?.label ??
        String(value)
      );
    default:
      return `${numberText(Number(value))} ${answer.unit}`;
  }
}

/** A criterion as an argument for or against an option, with its ratings. */
export function criterionArgument(
  model: DecisionModel,
  { criterion, demand, supply, shortfall, reason }: Contribution,
  side: Side = gradeShortfall(shortfall),
): string {
  const numbers = [
    ...(demand === undefined ? [] : [`needed ${rounded(demand)}`]),
    ...(supply === undefined ? [] : [`offered ${rounded(supply)}`]),
  ].join(', ');
  return `${side}, because of ${criterionTitle(model, criterion)} (${numbers}): ${reason}`;
}

/** As {@link criterionArgument}, without ratings. */
export const shortArgument = (
  model: DecisionModel,
  side: Side,
  { criterion, reason }: Contribution,
): string =>
  `${side}, because of ${criterionTitle(model, criterion)}: ${reason}`;

export function gradeShortfall(shortfall: number): Side {
  if (shortfall === 0) {
    return 'Good';
  }
  return shortfall < HALF_A_STEP ? 'Neutral' : 'Bad';
}

/** A risk with its evidence and mitigations. */
export function riskText({ title, severity, evidence, mitigations }: Risk) {
  const sentences = [
    ...evidence.map(({ text }) => text),
    ...mitigations.map(mitigation => `Mitigation: ${mitigation}`),
  ];
  return `the risk "${title}" (severity ${severity}). ${sentences.join(' ')}`;
}

/** A risk with its first evidence. */
export const shortRiskText = ({ title, severity, evidence }: Risk): string =>
  [`the risk "${title}" (severity ${severity}).`, evidence.at(0)?.text]
    .filter(Boolean)
    .join(' ');

export const vetoText = ({ text, source }: Veto): string =>
  `${text} (source: ${source})`;

/** A chance in percent; never 0% or 100%. */
export function chanceText(chance: number): string {
  if (chance > 0.99) {
    return 'over 99%';
  }
  return chance < 0.01 ? 'under 1%' : formatShare(chance);
}

/** With thousands separators; fractions such as small prices keep all digits. */
export function numberText(value: number): string {
  return Number.isInteger(value)
    ? value.toLocaleString('en-US')
    : String(value);
}

/** Rounds to one decimal. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The UTC day of an ISO 8601 time. */
export const formatDay = (dateTime: string): string => dateTime.slice(0, 10);
