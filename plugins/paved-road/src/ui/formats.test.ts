import {
  formatChance,
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
