import { DateTime, Duration } from 'luxon';

// As in the texts of the core.
export { formatChance } from '@paved-road/plugin-paved-road-common';

/** Formats numbers in the language of the browser. */
export const numberFormat = (options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(undefined, options).format as (value: number) => string;

const listFormat = (type: Intl.ListFormatType) => {
  const format = new Intl.ListFormat(undefined, { type });
  return (items: string[]) => format.format(items);
};

const usd = { style: 'currency', currency: 'USD' } as const;

export const formatNumber = numberFormat({ maximumFractionDigits: 1 });

/** Formats prices far below one. */
export const formatPrecise = numberFormat({ maximumSignificantDigits: 6 });

const formatOneDecimal = numberFormat({
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** 0 to 100, with one decimal, so that fits line up. Results of models before 2.2 can exceed 100. */
export const formatFit = (fit: number) => formatOneDecimal(Math.min(fit, 100));

/** 7,100,000 as 7.1M. */
export const formatShortNumber = numberFormat({
  notation: 'compact',
  maximumFractionDigits: 1,
});

/** Three significant digits: 7,134,000 as 7.13M, 0.0042 as is. */
export const formatQuantity = numberFormat({
  notation: 'compact',
  maximumSignificantDigits: 3,
});

/** Alternatives: `a, b or c`. */
export const formatAlternatives = listFormat('disjunction');

/** A list: `a, b and c`. */
export const formatList = listFormat('conjunction');

/** Always with a sign. */
export const formatSigned = numberFormat({
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

const formatPercent = numberFormat({ style: 'percent' });
const formatSmallPercent = numberFormat({
  style: 'percent',
  maximumSignificantDigits: 2,
});

/**
 * A percentage; only the whole is shown as 100%.
 *
 * @param share - 0..1; a share under one percent keeps two digits, down to 0.001%
 */
export const formatShare = (share: number) =>
  share > 0 && share < 0.01
    ? `${share < 1e-5 ? '<' : ''}${formatSmallPercent(Math.max(share, 1e-5))}`
    : formatPercent(share > 0.99 && share < 1 ? 0.99 : share);

const formatCents = numberFormat(usd);
const formatDollars = numberFormat({ ...usd, maximumFractionDigits: 0 });

/** US dollars, with cents only where they matter. */
export const formatUsd = (amount: number) =>
  Math.abs(amount) < 10 ? formatCents(amount) : formatDollars(amount);

/** US dollars for an axis, 10,000 as $10K. */
export const formatShortUsd = numberFormat({
  ...usd,
  notation: 'compact',
  maximumSignificantDigits: 2,
});

/**
 * A signed deviation from the expected value: 0.5 as +50%.
 *
 * @param share - measured / expected - 1
 */
export const formatDeviation = numberFormat({
  style: 'percent',
  signDisplay: 'exceptZero',
});

/** 80 ms, 1.5 s, 15 min, 24 h. */
export const formatSeconds = (seconds: number) => {
  if (seconds < 1) {
    return `${formatNumber(Math.round(seconds * 1000))} ms`;
  }
  if (seconds < 120) {
    return `${formatNumber(seconds)} s`;
  }
  return seconds < 7200
    ? `${formatNumber(seconds / 60)} min`
    : `${formatNumber(seconds / 3600)} h`;
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
