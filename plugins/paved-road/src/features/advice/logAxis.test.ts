import { logAxis } from './logAxis';

describe('logAxis', () => {
  it('spans the whole decades around the values', () => {
    expect(logAxis([3, 4000])).toEqual({
      domain: [1, 10_000],
      ticks: [1, 10, 100, 1000, 10_000],
    });
    expect(logAxis([100]).domain).toEqual([10, 100]);
  });

  it('leaves out ticks where there are too many decades', () => {
    const { domain, ticks } = logAxis([1, 1e12], { maxTicks: 7 });
    expect(domain).toEqual([1, 1e12]);
    expect(ticks).toEqual([1, 1e2, 1e4, 1e6, 1e8, 1e10, 1e12]);
  });

  it('leaves out what is under the floor, but not everything', () => {
    expect(logAxis([0, 0.0002, 500], { floor: 1 }).domain).toEqual([1, 1000]);
    expect(logAxis([0.02, 0.5], { floor: 1 }).domain).toEqual([0.01, 1]);
  });
});
