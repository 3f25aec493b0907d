import { DateTime, Duration } from 'luxon';

// As in the texts of the core.
export { formatChance } from '@paved-road/plugin-paved-road-common';

const numberFormat = new Intl.NumberFormat(undefined, {
  maximumFractionDigits: 1,
});
const preciseFormat = new Intl.NumberFormat(undefined, {
  maximumSignificantDigits: 6,
});
const fitFormat = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const shortNumberFormat = new Intl.NumberFormat(undefined, {
  notation: 'compact',
  maximumFractionDigits: 1,
});
const quantityFormat = new Intl.NumberFormat(undefined, {
  notation: 'compact',
  maximumSignificantDigits: 3,
});
const alternativesFormat = new Intl.ListFormat(undefined, {
  type: 'disjunction',
});
const listFormat = new Intl.ListFormat(undefined, { type: 'conjunction' });
const percentFormat = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumFractionDigits: 0,
});
const smallPercentFormat = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumSignificantDigits: 2,
});
const signedPercentFormat = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});
const usdFormat = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const shortUsdFormat = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumSignificantDigits: 2,
});
const centsFormat = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
});
const signedFormat = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

export const formatNumber = (value: number) => numberFormat.format(value);

/** Formats prices far below one. */
export const formatPrecise = (value: number) => preciseFormat.format(value);

/** 0 to 100, with one decimal, so that fits line up. Results of models before 2.2 can exceed 100. */
export const formatFit = (fit: number) => fitFormat.format(Math.min(fit, 100));

/** 7,100,000 as 7.1M. */
export const formatShortNumber = (value: number) =>
  shortNumberFormat.format(value);

/** Three significant digits: 7,134,000 as 7.13M, 0.0042 as is. */
export const formatQuantity = (value: number) => quantityFormat.format(value);

/** Alternatives: `a, b or c`. */
export const formatAlternatives = (alternatives: string[]) =>
  alternativesFormat.format(alternatives);

/** A list: `a, b and c`. */
export const formatList = (items: string[]) => listFormat.format(items);

/** Always with a sign. */
export const formatSigned = (value: number) => signedFormat.format(value);

/**
 * A percentage; only the whole is shown as 100%.
 *
 * @param share - 0..1; a share under one percent keeps two digits, down to 0.001%
 */
export const formatShare = (share: number) =>
  share > 0 && share < 0.01
    ? `${share < 1e-5 ? '<' : ''}${smallPercentFormat.format(Math.max(share, 1e-5))}`
    : percentFormat.format(share > 0.99 && share < 1 ? 0.99 : share);

/** US dollars, with cents only where they matter. */
export const formatUsd = (usd: number) =>
  Math.abs(usd) < 10 ? centsFormat.format(usd) : usdFormat.format(usd);

/** US dollars for an axis, 10,000 as $10K. */
export const formatShortUsd = (usd: number) => shortUsdFormat.format(usd);

/**
 * A signed deviation from the expected value: 0.5 as +50%.
 *
 * @param share - measured / expected - 1
 */
export const formatDeviation = (share: number) =>
  signedPercentFormat.format(share);

/** 80 ms, 1.5 s, 15 min, 24 h. */
export const formatSeconds = (seconds: number) => {
  if (seconds < 1) {
    return `${numberFormat.format(Math.round(seconds * 1000))} ms`;
  }
  if (seconds < 120) {
    return `${numberFormat.format(seconds)} s`;
  }
  return seconds < 7200
    ? `${numberFormat.format(seconds / 60)} min`
    : `${numberFormat.format(seconds / 3600)} h`;
};

/** Titles already name these units. */
const countedUnits = new Set(['people', 'teams', 'models', 'sources', 'calls']);

/** Whether a unit counts whole things, so that "more than 1" means at least 2. */
export const isCounted = (unit: string): boolean => countedUnits.has(unit);

/**
 * A measured quantity with its unit: `31M requests/month`, `$5,200/month`, `640 ms`, `3%`.
 *
 * @param unit - of a measure, see `knownUnits` of the core, or a word of an organisation's own
 */
export const formatMeasure = (value: number, unit: string): string => {
  const [what, period] = unit.split('/');
  if (what === 'USD') {
    return period ? `${formatUsd(value)}/${period}` : formatUsd(value);
  }
  switch (unit) {
    case 'ms':
      return formatSeconds(value / 1000);
    case 's':
      return formatSeconds(value);
    case 'share':
      return formatShare(value);
    case 'percent':
      return formatShare(value / 100);
    default:
      return countedUnits.has(unit)
        ? formatQuantity(value)
        : `${formatQuantity(value)} ${unit}`.trim();
  }
};

/** Like `formatMeasure`, but omits the unit if the value next to it has the same one. */
export const formatBesideOther = (value: number, unit: string): string => {
  const whole = formatMeasure(value, unit);
  // The unit of time depends on the size: 80 ms and 1.5 s.
  const isTime = unit === 'ms' || unit === 's';
  return !isTime && whole.endsWith(` ${unit}`) ? formatQuantity(value) : whole;
};

/** Local time; midnight in UTC stands for a day, which is the same in each time zone. */
const toLocal = (dateTime: string) =>
  DateTime.fromISO(dateTime.replace(/T00:00:00(\.000)?Z$/, ''));

/** @param dateTime - ISO 8601 */
export const formatDate = (dateTime: string) =>
  toLocal(dateTime).toLocaleString(DateTime.DATE_MED);

/** @param month - ISO 8601, such as `2026-11` */
export const formatMonth = (month: string) =>
  DateTime.fromISO(month).toLocaleString({ year: 'numeric', month: 'short' });

/** Day and month, for an axis. */
export const formatDay = (dateTime: string) =>
  toLocal(dateTime).toLocaleString({ day: 'numeric', month: 'short' });

/** @param dateTime - ISO 8601 */
export const formatDateTime = (dateTime: string) =>
  DateTime.fromISO(dateTime).toLocaleString(DateTime.DATETIME_MED);

/** The time of day; with the date unless it is today. */
export const formatTime = (dateTime: string) => {
  const time = DateTime.fromISO(dateTime);
  return time.hasSame(DateTime.now(), 'day')
    ? time.toLocaleString(DateTime.TIME_SIMPLE)
    : formatDateTime(dateTime);
};

/** How long ago, e.g. `3 days ago`. */
export const formatAge = (dateTime: string) =>
  DateTime.fromISO(dateTime).toRelative() ?? formatDate(dateTime);

/** @param duration - ISO 8601, such as `PT6H` */
export const formatDuration = (duration: string) => {
  const parsed = Duration.fromISO(duration);
  return parsed.isValid
    ? parsed.rescale().toHuman({ showZeros: false })
    : duration;
};

/**
 * An elapsed time, in milliseconds below a second.
 *
 * @param from - ISO 8601
 * @param to - ISO 8601
 */
export const formatElapsed = (from: string, to: string) => {
  const ms = Date.parse(to) - Date.parse(from);
  return Duration.fromMillis(ms < 1000 ? ms : Math.round(ms / 1000) * 1000)
    .rescale()
    .toHuman({ unitDisplay: 'short' });
};

/** A count, such as "3", or "200+" if there are more; absent for nothing. */
export const formatCount = (count: number | undefined, hasMore?: boolean) =>
  count ? `${formatNumber(count)}${hasMore ? '+' : ''}` : undefined;
