import { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import { AnswerKind } from '@paved-road/plugin-paved-road-common';
import { formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { Answer, isAllowedNumber } from './answers';

export type AllowedNumber = Extract<AnswerKind, { kind: 'number' }>;

/** What is wrong with an answer, in the words of the limits; undefined when nothing is. */
export function numberProblem(
  allowed: AllowedNumber,
  answer: Answer | undefined,
  t: TranslationFunction<typeof pavedRoadTranslationRef.T>,
): string | undefined {
  const { min, max, unit, integer, exclusiveMin } = allowed;
  if (answer === undefined) {
    return undefined;
  }
  if (typeof answer === 'number' && isAllowedNumber(allowed, answer)) {
    return undefined;
  }
  const range = { unit, min: formatNumber(min), max: formatNumber(max) };
  const kind = exclusiveMin ? 'exclusive' : 'range';
  const remedy = t(`form.problem.${integer ? 'integer' : kind}`, range);
  return typeof answer === 'number'
    ? remedy
    : t('form.problem.text', { answer, remedy });
}
