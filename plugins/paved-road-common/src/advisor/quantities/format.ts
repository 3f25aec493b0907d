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

/** USD; less makes no difference to a reader. */
const leastMoney = 0.01;

/** An amount in USD. */
export function formatMoney(value: number): string {
  if (value >= 1e7) {
    return `$${formatCount(value)}`;
  }
  if (value > 0 && value < leastMoney) {
    return `under $${leastMoney}`;
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

/** A large number, such as a volume. @public */
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

/** A number with its noun, such as "1 person" or "4 people". @public */
export function formatPlural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A smaller share makes no difference to a reader. */
const leastShare = 1e-5;

/** A share of 1 as a percentage. @public */
export function formatShare(value: number): string {
  return value > 0 && value < leastShare
    ? `under ${short(leastShare * 100)}%`
    : `${short(value * 100)}%`;
}

/** A chance in whole percent, never 0% or 100%. @public */
export function formatChance(chance: number): string {
  if (chance > 0.99) {
    return 'over 99%';
  }
  return chance < 0.01 ? 'under 1%' : `${Math.round(chance * 100)}%`;
}

/**
 * A number with its unit, such as "1.4M requests/month", "1.5 s" or "12%".
 *
 * @param unit - as in a measure or a question
 * @public
 */
export function formatQuantity(value: number, unit: string): string {
  switch (unit) {
    case 'share':
      return formatShare(value);
    case 'ms':
      return formatSeconds(value / 1000);
    case 's':
      return formatSeconds(value);
    default:
      return `${formatCount(value)} ${formatUnit(unit, value === 1)}`;
  }
}

function formatUnit(unit: string, isOne: boolean): string {
  if (!isOne) {
    return unit;
  }
  return unit === 'people' ? 'person' : unit.replace(/^(\w{2,})s\b/, '$1');
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The UTC day of an ISO 8601 time, such as "Oct 26, 2026". @public */
export function formatDate(dateTime: string): string {
  const [year, month, day] = dateTime.slice(0, 10).split('-').map(Number);
  return `${months[month - 1]} ${day}, ${year}`;
}
