import { digestOf } from './digest';

describe('digestOf', () => {
  it('is the same for equal values, whatever the order of their keys', () => {
    const digest = digestOf({ a: 1, b: [{ c: 'x', d: null }], e: undefined });
    expect(digest).toMatch(/^[\w-]{16}$/);
    expect(digestOf({ b: [{ d: null, c: 'x' }], a: 1 })).toBe(digest);
  });

  it.each([
    [{ a: 1 }, { a: '1' }],
    [{ a: 1 }, { b: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [{}, []],
    [null, undefined],
    [{ a: null }, {}],
    [JSON.parse('{"__proto__": {"a": 1}}'), {}],
  ])('tells %j from %j', (a, b) => {
    expect(digestOf(a)).not.toBe(digestOf(b));
  });
});
