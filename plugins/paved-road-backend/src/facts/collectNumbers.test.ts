import { collectNumbers } from './FactPointStore';

const fieldsOf = (value: unknown) =>
  collectNumbers(value).map(({ field }) => field);

describe('collectNumbers', () => {
  it('finds a bare number, and those of objects by their path', () => {
    expect(collectNumbers(0.25)).toEqual([{ field: '', value: 0.25 }]);
    expect(
      collectNumbers({
        open: 2,
        branch: 'main',
        isProtected: true,
        alerts: { high: 0, low: -1.5 },
        oldest: null,
      }),
    ).toEqual([
      { field: 'open', value: 2 },
      { field: 'alerts.high', value: 0 },
      { field: 'alerts.low', value: -1.5 },
    ]);
  });

  it('looks three levels deep, and not into lists', () => {
    expect(
      fieldsOf({ a: { b: { c: 1, d: { e: 2 } } }, list: [1, { n: 2 }] }),
    ).toEqual(['a.b.c']);
    expect(fieldsOf([1, 2])).toEqual([]);
  });

  it.each([
    ['what is not finite', { a: NaN, b: Infinity, c: -Infinity, d: 1e308 }],
    ['keys that make a path ambiguous', { 'a.b': 1, d: 1 }],
    ['keys that a database cannot keep', { 'a\0': 1, '\ud800': 2, d: 1 }],
    ['keys without end', { ['k'.repeat(61)]: 1, d: 1 }],
    ['an empty key', { '': 1, d: 1 }],
  ])('passes over %s', (_, value) => {
    expect(fieldsOf(value)).toEqual(['d']);
  });

  it('takes the first 50', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`n${index}`, index]),
    );
    expect(fieldsOf(many)).toHaveLength(50);
    expect(fieldsOf(many).at(-1)).toBe('n49');
  });

  it.each([undefined, null, 'text', true, {}])('finds none in %p', value => {
    expect(collectNumbers(value)).toEqual([]);
  });
});
