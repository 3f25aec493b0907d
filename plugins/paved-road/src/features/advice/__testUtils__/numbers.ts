import * as formats from '../../../ui/formats';

/** The numbers in a text, without digit grouping. */
export const numbersIn = (text: string): string[] =>
  (text.match(/\d[\d,]*(\.\d+)?/g) ?? []).map(number =>
    number.replaceAll(',', ''),
  );

const numberFormats = [
  formats.formatNumber,
  formats.formatPrecise,
  formats.formatFit,
  formats.formatShortNumber,
  formats.formatQuantity,
  formats.formatSigned,
  formats.formatShare,
  formats.formatUsd,
  formats.formatSeconds,
];

/** All texts that may represent the numbers and texts in a value. */
export function numbersOf(value: unknown): Set<string> {
  const found = new Set<string>();
  const visit = (part: unknown) => {
    if (typeof part === 'number') {
      numberFormats
        .flatMap(format => numbersIn(format(part)))
        .forEach(number => found.add(number));
    } else if (typeof part === 'string') {
      numbersIn(part).forEach(number => found.add(number));
    } else if (part !== null && typeof part === 'object') {
      Object.entries(part).forEach(([key, nested]) => {
        if (!Array.isArray(part)) {
          visit(key);
        }
        visit(nested);
      });
    }
  };
  visit(value);
  return found;
}
