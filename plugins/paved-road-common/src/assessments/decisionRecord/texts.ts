import { DecisionModel } from '../../advisor/options/DecisionModel';
import { CriterionId } from '../../advisor/profile/ids';
import { Pattern } from '../../advisor/profile/patterns';
import { choiceTitle } from '../../advisor/options/placements/descriptions';
import { Placement } from '../../advisor/profile/placements';
import { Axis, RecordOption } from './axes';

/** The title of the choice, such as "Modular monolith calling a hosted API"; undefined without a pattern. */
export function choiceText([pattern, placement]: Axis[]): string | undefined {
  return (
    pattern.chosen &&
    choiceTitle(
      pattern.chosen.id as Pattern,
      placement?.chosen?.id as Placement | undefined,
    )
  );
}

export const optionTitle = ({ name }: RecordOption, axis: Axis): string =>
  axis.name === 'Pattern' ? name : `${axis.name}: ${name}`;

export const criterionTitle = (
  { criteria, placementCriteria }: DecisionModel,
  criterion: CriterionId,
): string =>
  [...criteria, ...placementCriteria].find(({ id }) => id === criterion)
    ?.title ?? criterion;

const QUESTIONS_SHOWN = 5;

/** The titles of the first questions, with the number of the others. */
export function questionTitles(
  { questions }: DecisionModel,
  fields: readonly string[],
): string {
  const rest = fields.length - QUESTIONS_SHOWN;
  return [
    ...fields
      .slice(0, QUESTIONS_SHOWN)
      .map(
        field => questions.find(({ path }) => path === field)?.title ?? field,
      )
      .map(title => `"${title}"`),
    ...(rest > 0 ? [`${rest} more`] : []),
  ].join(', ');
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
