import { DateTime } from 'luxon';

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
const percentFormat = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumFractionDigits: 0,
});
const smallPercentFormat = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumSignificantDigits: 2,
});
const usdFormat = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
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

/** As it is, for prices far below one. */
export const formatPrecise = (value: number) => preciseFormat.format(value);

/** Always with one decimal, so that fits line up. */
export const formatFit = (fit: number) => fitFormat.format(fit);

/** 7,100,000 as 7.1M. */
export const formatShortNumber = (value: number) =>
  shortNumberFormat.format(value);

/** With a sign, since the sign is the message. */
export const formatSigned = (value: number) => signedFormat.format(value);

/** @param share - 0..1; a share under one percent keeps two digits */
export const formatShare = (share: number) =>
  share > 0 && share < 0.01
    ? smallPercentFormat.format(share)
    : percentFormat.format(share);

/** US dollars, with cents only where they matter. */
export const formatUsd = (usd: number) =>
  Math.abs(usd) < 10 ? centsFormat.format(usd) : usdFormat.format(usd);

export const formatSeconds = (seconds: number) =>
  seconds < 1
    ? `${numberFormat.format(Math.round(seconds * 1000))} ms`
    : `${numberFormat.format(seconds)} s`;

/** @param dateTime - ISO 8601 */
export const formatDate = (dateTime: string) =>
  DateTime.fromISO(dateTime).toLocaleString(DateTime.DATE_MED);

/** @param dateTime - ISO 8601 */
export const formatDateTime = (dateTime: string) =>
  DateTime.fromISO(dateTime).toLocaleString(DateTime.DATETIME_MED);

/** How long ago, e.g. `3 days ago`. */
export const formatAge = (dateTime: string) =>
  DateTime.fromISO(dateTime).toRelative() ?? formatDate(dateTime);
