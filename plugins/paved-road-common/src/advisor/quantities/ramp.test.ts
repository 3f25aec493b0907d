import { logRampBetween } from './ramp';

describe('logRampBetween', () => {
  it.each([
    [1, 1, 100, 0],
    [10, 1, 100, 0.5],
    [100, 1, 100, 1],
    [0, 0, 10, 0],
    [3, 0, 10, 1],
    [3, Number.MIN_VALUE, 10, 1],
    [0, 0, 0, 0],
    [3, 5, 5, 0],
    [5, 5, 5, 0],
    [6, 5, 5, 1],
  ])('of %d between %d and %d is %d', (value, from, to, expected) => {
    expect(logRampBetween(value, from, to)).toBeCloseTo(expected);
  });
});
