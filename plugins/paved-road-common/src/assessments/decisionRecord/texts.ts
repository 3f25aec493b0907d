import {
  Advice,
  Contribution,
  CostEstimate,
  LatencyEstimate,
  Risk,
  Veto,
} from '../../advisor/advice';
import { DecisionModel } from '../../advisor/DecisionModel';
import { CriterionId, Stage } from '../../advisor/ids';
import { patternDescriptions } from '../../advisor/model';
import { Pattern } from '../../advisor/patterns';
import {
  formatMoney,
  formatSeconds,
  formatShare,
} from '../../advisor/quantities/format';
import { Question } from '../../advisor/questions';

/* A rating step is a quarter of the shortfall's range of 0..1. */
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

export const criterionTitle = (
  { criteria }: DecisionModel,
  criterion: CriterionId,
): string => criteria.find(({ id }) => id === criterion)?.title ?? criterion;

/** The question behind a profile field, or the assumption. */
export const fieldTitle = (
  { questions, assumptions }: DecisionModel,
  field: string,
): string =>
  questions.find(({ path }) => path === field)?.title ??
  assumptions.find(({ id }) => `assumptions.${id}` === field)?.title ??
  field;

/** What was answered, in the words of the form. */
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

/** How a criterion speaks for or against a pattern. */
export function criterionArgument(
  model: DecisionModel,
  { criterion, demand, supply, shortfall, reason }: Contribution,
): string {
  const numbers = [
    ...(demand === undefined ? [] : [`needed ${rounded(demand)}`]),
    ...(supply === undefined ? [] : [`offered ${rounded(supply)}`]),
  ].join(', ');
  return `${sideOf(shortfall)}, because of ${criterionTitle(
    model,
    criterion,
  )} (${numbers}): ${reason}`;
}

function sideOf(shortfall: number): 'Good' | 'Neutral' | 'Bad' {
  if (shortfall === 0) {
    return 'Good';
  }
  return shortfall < HALF_A_STEP ? 'Neutral' : 'Bad';
}

/** What a pattern costs; a cost is weighed by its criterion, so here it takes no side. */
export function costArgument(
  model: DecisionModel,
  cost: CostEstimate,
  requestsPerMonth: number | undefined,
): string {
  if (cost.status === 'unknown') {
    return `Neutral, because its cost is not known without: ${missingTitles(model, cost.missing)}`;
  }
  const { monthly, replicas, purchaseOptions } = cost;
  const [low, mid, high] = [monthly.low, monthly.mid, monthly.high].map(
    formatMoney,
  );
  const range = low === high ? '' : ` (range ${low} to ${high})`;
  const volume =
    requestsPerMonth === undefined
      ? ''
      : ` at ${numberText(requestsPerMonth)} requests a month`;
  const options = (purchaseOptions ?? [])
    .map(option => `${option.title} ${formatMoney(option.monthly)}`)
    .join('; ');
  return [
    `Neutral, because it costs ${mid} a month${range}${volume}`,
    ...(replicas === undefined ? [] : [`always-on replicas: ${replicas}`]),
    ...(options ? [`by purchase option: ${options}`] : []),
  ].join('; ');
}

/** What a request waits for a pattern, against what is required. */
export function latencyArgument(
  model: DecisionModel,
  latency: LatencyEstimate,
): string {
  if (latency.status === 'unknown') {
    return `Neutral, because its latency is not known without: ${missingTitles(model, latency.missing)}`;
  }
  const { p50, p95, p99, requirement, meetsRequirement } = latency;
  const { coldStartProbability, coldStartSeconds } = latency;
  const side = { true: 'Good', false: 'Bad', undefined: 'Neutral' }[
    String(meetsRequirement) as 'true' | 'false' | 'undefined'
  ];
  const verdict =
    requirement === undefined
      ? 'is not held against a requirement'
      : `${meetsRequirement ? 'meets' : 'misses'} the requirement of ${formatSeconds(requirement)}`;
  const coldStarts =
    coldStartProbability > 0
      ? `; ${formatShare(coldStartProbability)} of the requests meet a cold start of ${formatSeconds(coldStartSeconds)} more`
      : '';
  return `${side}, because its latency, p50 ${formatSeconds(p50)}, p95 ${formatSeconds(p95)} and p99 ${formatSeconds(p99)}, ${verdict}${coldStarts}`;
}

function missingTitles(model: DecisionModel, missing: string[]): string {
  return missing.map(field => fieldTitle(model, field)).join(', ');
}

/** A failure pattern with its evidence and what helps. */
export function riskText({ title, severity, evidence, mitigations }: Risk) {
  const sentences = [
    ...evidence.map(({ text }) => text),
    ...mitigations.map(mitigation => `Mitigation: ${mitigation}`),
  ];
  return `the risk "${title}" (severity ${severity}). ${sentences.join(' ')}`;
}

export const vetoText = ({ text, source }: Veto): string =>
  `${text} (source: ${source})`;

/** How sure the recommendation is; nothing for results of model 1.0, which did not know it. */
export function confidenceText({ recommendation, confidence }: Advice): string {
  return confidence && recommendation.confidence !== undefined
    ? `The confidence of the recommendation is ${formatShare(recommendation.confidence)}: the share of ${numberText(confidence.draws)} draws of weights and uncertain numbers in which one pattern wins whatever the open answers are, and at least that of a guess.`
    : '';
}

/** Grouped where it is whole; a price far below one keeps its digits. */
export function numberText(value: number): string {
  return Number.isInteger(value)
    ? value.toLocaleString('en-US')
    : String(value);
}

/** To one decimal. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** To one decimal, with a sign, since the sign is the message. */
export const signed = (value: number): string =>
  `${value > 0 ? '+' : ''}${rounded(value)}`;

/** The day of an ISO 8601 time in UTC. */
export const dayOf = (dateTime: string): string => dateTime.slice(0, 10);
