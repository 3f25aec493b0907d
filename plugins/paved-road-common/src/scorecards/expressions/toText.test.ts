import fc from 'fast-check';
import { toText } from './toText';

const nest = (depth: number, wrap: (inner: unknown) => unknown) => {
  let value: unknown = 1;
  for (let count = 0; count < depth; count += 1) {
    value = wrap(value);
  }
  return value;
};

describe('toText', () => {
  it.each([
    [null, 'none'],
    ['', 'none'],
    [[], 'none'],
    [['a', ['b', '']], 'a, b, none'],
    [[{ a: [1, 'x', null] }, true], '{"a":[1,"x",null]}, true'],
    [3n, '3'],
    [new Date(Number.NaN), 'Invalid Date'],
    [nest(3, inner => [inner]), '1'],
    [' a \n\t b ', ' a b '],
  ])('shows %p as %s', (value, text) => {
    expect(toText(value)).toBe(text);
  });

  it('shows the start of what is large', () => {
    for (const value of [
      'x'.repeat(1_000_000),
      Array(1_000_000).fill('x'),
      Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [i, i])),
    ]) {
      expect(toText(value)).toMatch(/^.{199}…$/);
    }
    expect(toText(nest(100_000, inner => [inner]))).toBe('…');
    expect(toText(nest(100_000, inner => ({ a: inner })))).toMatch(/^\{"a":/);
  });

  it('gives one line of at most 200 characters for any value', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        expect(toText(value)).toMatch(/^.{0,200}$/u);
      }),
    );
  });
});
