import { hashJson } from './hash';

describe('hashJson', () => {
  it('is the same for equal values, whatever the order of their keys', () => {
    const hash = hashJson({ a: 1, b: [{ c: 'x', d: null }], e: undefined });
    expect(hash).toMatch(/^[\w-]{16}$/);
    expect(hashJson({ b: [{ d: null, c: 'x' }], a: 1 })).toBe(hash);
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
    expect(hashJson(a)).not.toBe(hashJson(b));
  });
});
