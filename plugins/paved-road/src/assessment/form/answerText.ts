import { Question } from '@paved-road/plugin-paved-road-common';
import { Answer } from './answers';

const format = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });

const parts = format.formatToParts(12_345.6);
const separator = (type: 'group' | 'decimal') =>
  parts.find(part => part.type === type)?.value ?? '';

const escape = (text: string) => text.replace(/[.\\^$|?*+()[\]{}]/g, '\\$&');
const group = escape(separator('group'));
const decimal = escape(separator('decimal'));

/** Digits, grouped by thousands or not at all: "0,5" is no number where the comma groups. */
const number = new RegExp(
  `^[+-]?(\\d+|\\d{1,3}(${group}\\d{3})+)(${decimal}\\d*)?(e[+-]?\\d+)?$`,
  'i',
);

/** An answer to a question for a number, as people write it. */
export function formatAnswer(answer: Answer | undefined): string {
  return typeof answer === 'number' ? format.format(answer) : (answer ?? '');
}

/** The number that a text writes, or the text itself where it is none; undefined where there is none. */
export function parseAnswer(text: string): Answer | undefined {
  const written = text.trim();
  if (written === '') {
    return undefined;
  }
  const value = number.test(written)
    ? Number(
        written
          .replaceAll(separator('group'), '')
          .replace(separator('decimal'), '.'),
      )
    : NaN;
  return Number.isFinite(value) ? value : written;
}

/** An answer as its question words it, without a unit: the question has it. */
export function answerLabel(
  { answer: asked }: Question,
  answer: Answer,
): string {
  switch (asked.kind) {
    case 'choice':
      return (
        asked.options.find(({ value }) => value === answer)?.label ??
        String(answer)
      );
    case 'scale':
      return `${answer}: ${asked.labels[Number(answer) - 1]}`;
    default:
      return formatAnswer(answer);
  }
}
