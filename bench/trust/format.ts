import { toFraction, Share, wilsonInterval } from './metrics';

/* Numbers as text, the same in every locale. */

export function decimal(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

export function percent(rate: number): string {
  return Number.isFinite(rate) ? `${(100 * rate).toFixed(0)} %` : '–';
}

export function thousands(value: number): string {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `28 of 36 (78 %)`. */
export function shareText(share: Share): string {
  return share.of === 0
    ? 'none'
    : `${thousands(share.right)} of ${thousands(share.of)} (${percent(toFraction(share))})`;
}

/** `28 of 36 (78 %, 62 to 88)`; the interval is Wilson's at 95 %. */
export function shareWithInterval(share: Share): string {
  if (share.of === 0) {
    return 'none';
  }
  const [low, high] = wilsonInterval(share).map(end => (100 * end).toFixed(0));
  return shareText(share).replace(/\)$/, `, ${low} to ${high})`);
}
