import { findValueProblem, withValue } from './whatIfInput';

describe('withValue', () => {
  const change = { id: 'cost', stored: undefined, usual: 1.5 };

  it('keeps only what differs from the model', () => {
    expect(withValue({}, { ...change, value: 3 })).toEqual({ cost: 3 });
    expect(withValue({ cost: 3 }, { ...change, value: 1.5 })).toEqual({});
    expect(withValue({ cost: 3 }, { ...change, value: undefined })).toEqual({});
  });

  it('goes back to what the assessment has, not to what the model has', () => {
    const stored = { ...change, stored: 2 };
    expect(withValue({ cost: 3 }, { ...stored, value: undefined })).toEqual({
      cost: 2,
    });
    expect(withValue({ cost: 2 }, { ...stored, value: 1.5 })).toEqual({
      cost: 1.5,
    });
  });
});

describe('problemOf', () => {
  it('finds what the service says of one value among what it says of others', () => {
    const error = new Error(
      'Invalid assumptions: assumptions.loadRate: 0 is too small, use more than 0; assumptions.estimateSpread: 2 is too large, use less than 1',
    );
    expect(findValueProblem(error, 'assumptions.loadRate')).toBe(
      '0 is too small, use more than 0',
    );
    expect(findValueProblem(error, 'assumptions.estimateSpread')).toBe(
      '2 is too large, use less than 1',
    );
    expect(findValueProblem(error, 'assumptions.hops')).toBeUndefined();
    expect(findValueProblem(undefined, 'assumptions.hops')).toBeUndefined();
  });
});
