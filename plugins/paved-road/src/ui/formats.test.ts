import { Settings } from 'luxon';
import {
  formatChance,
  formatDate,
  formatMeasure,
  formatSeconds,
  formatShare,
} from './formats';

it.each([
  [0.08, '80 ms'],
  [1.5, '1.5 s'],
  [119, '119 s'],
  [120, '2 min'],
  [900, '15 min'],
  [7200, '2 h'],
  [86400, '24 h'],
])('shows %d seconds as %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
  expect(formatMeasure(seconds * 1000, 'ms')).toBe(text);
});

it.each([
  [0, '0%'],
  [1e-200, '<0.001%'],
  [0.0042, '0.42%'],
  [0.42, '42%'],
  [0.999, '99%'],
  [1, '100%'],
])('shows the share %d as %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

it.each([
  [0, 'under 1%'],
  [0.42, '42%'],
  [0.999, 'over 99%'],
  [1, 'over 99%'],
])('shows the chance %d as %s', (chance, text) => {
  expect(formatChance(chance)).toBe(text);
});

describe('west of Greenwich', () => {
  beforeEach(() => {
    Settings.defaultZone = 'America/New_York';
  });
  afterEach(() => {
    Settings.defaultZone = 'system';
  });

  it.each([
    ['an instant in local time', '2026-10-26T02:00:00.000Z', 'Oct 25, 2026'],
    ['a day as the same day', '2026-10-26T00:00:00.000Z', 'Oct 26, 2026'],
    ['a day without time', '2026-10-26', 'Oct 26, 2026'],
  ])('shows %s', (_, dateTime, text) => {
    expect(formatDate(dateTime)).toBe(text);
  });
});
