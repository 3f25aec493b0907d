import { Contribution, Risk, Veto } from '../advisor/advice';
import { CriterionId, Stage } from '../advisor/ids';
import { criteriaById, patternDescriptions } from '../advisor/model';
import { Pattern } from '../advisor/patterns';
import { Question } from '../advisor/questions';
import { markdownLine } from './escapeMarkdown';

/* A rating step is a quarter of the shortfall's range of 0..1. */
const HALF_A_STEP = 0.125;

const stageTexts: Record<Stage, string> = {
  mvp: 'The product is at its first version.',
  'scale-up': 'The product is scaling up.',
  enterprise: 'The product runs at enterprise scale.',
  small: 'The product is small and may stay so.',
};

export function stageText(stage: Stage): string {
  return stageTexts[stage];
}

export function patternTitle(pattern: Pattern): string {
  return patternDescriptions[pattern].title;
}

export function criterionTitle(criterion: CriterionId): string {
  return criteriaById.get(criterion)?.title ?? criterion;
}

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
      return `${value.toLocaleString('en-US')} ${answer.unit}`;
  }
}

/** How a criterion speaks for or against a pattern. */
export function criterionArgument(contribution: Contribution): string {
  const { criterion, demand, supply, shortfall, reason } = contribution;
  const numbers = [
    ...(demand === undefined ? [] : [`needed ${rounded(demand)}`]),
    ...(supply === undefined ? [] : [`offered ${rounded(supply)}`]),
  ].join(', ');
  return `${sideOf(shortfall)}, because of ${criterionTitle(
    criterion,
  )} (${numbers}): ${markdownLine(reason)}`;
}

function sideOf(shortfall: number): 'Good' | 'Neutral' | 'Bad' {
  if (shortfall === 0) {
    return 'Good';
  }
  return shortfall < HALF_A_STEP ? 'Neutral' : 'Bad';
}

/** A failure pattern with its evidence and what helps, to follow "because". */
export function riskText({ title, severity, evidence, mitigations }: Risk) {
  const sentences = [
    ...evidence.map(({ text }) => text),
    ...mitigations.map(mitigation => `Mitigation: ${mitigation}`),
  ];
  return markdownLine(
    `of the risk "${title}" (severity ${severity}). ${sentences.join(' ')}`,
  );
}

export function vetoText({ text, source }: Veto): string {
  return `${text} (source: ${source})`;
}

/** A list, or the one entry that stands for an empty one. */
export function bullets(lines: string[], whenEmpty?: string): string {
  const shown = lines.length > 0 || !whenEmpty ? lines : [whenEmpty];
  return shown.map(line => `* ${line}`).join('\n');
}

/** To one decimal. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The day of an ISO 8601 time in UTC. */
export function dayOf(dateTime: string): string {
  return dateTime.slice(0, 10);
}
