/*
 * Formats numbers in the sentences of a result, without Intl, so that a profile gives the same bytes with any locale
 * data.
 */

function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}

/** An amount in USD. */
export function formatMoney(value: number): string {
  if (value >= 1e7) {
    return `$${formatCount(value)}`;
  }
  return value >= 10 || value === 0 ? `$${grouped(value)}` : `$${short(value)}`;
}

/** A duration in seconds. */
export function formatSeconds(value: number): string {
  if (value < 1) {
    return `${short(value * 1000)} ms`;
  }
  if (value < 120) {
    return `${short(value)} s`;
  }
  return value < 7200
    ? `${grouped(value / 60)} min`
    : `${short(value / 3600)} h`;
}

/**
 * A large number, such as a volume.
 *
 * @public
 */
export function formatCount(value: number): string {
  const units: [number, string][] = [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ];
  const [unit, suffix] = units.find(([size]) => value >= size) ?? [1, ''];
  return `${Number((value / unit).toPrecision(3))}${suffix}`;
}

/** A number with its noun, such as "1 person" or "4 people". */
export function formatPlural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A smaller share makes no difference to a reader. */
const leastShare = 1e-5;

/**
 * A share of 1 as a percentage.
 *
 * @public
 */
export function formatShare(value: number): string {
  return value > 0 && value < leastShare
    ? `under ${short(leastShare * 100)}%`
    : `${short(value * 100)}%`;
}
