import { z } from 'zod';
import { parseInput } from './parse';

const shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('circle'), radius: z.number() }),
  z.strictObject({ kind: z.literal('square') }),
]);

const schema = z.strictObject({
  shape: shape.optional(),
  price: z
    .union([
      z.number(),
      z.strictObject({ value: z.number().max(9), source: z.string() }),
    ])
    .optional(),
  sizes: z
    .record(z.string().regex(/^[a-z]+$/, 'use lower case letters'), z.number())
    .optional(),
});

describe('parseInput', () => {
  it.each([
    [
      { shape: { kind: 'star' } },
      'shape.kind: "star" is not allowed, use one of circle, square',
    ],
    [{ shape: {} }, 'shape.kind: nothing is not allowed'],
    [
      { shape: { kind: 'circle', radius: 'r' } },
      'shape.radius: expected number, got "r"',
    ],
    [
      { price: { value: 12, source: 'list' } },
      'price.value: 12 is too large, use at most 9',
    ],
    [
      { price: { valeu: 1, source: 'list' } },
      'price.value: expected number, got nothing; price.valeu: unknown field',
    ],
    [{ price: 'much' }, 'price: expected number, got "much"'],
    [{ price: NaN }, 'price: expected number, got something else'],
    [{ price: Infinity }, 'price: expected number, got Infinity'],
    [{ sizes: { XL: 1 } }, 'sizes.XL: use lower case letters (got "XL")'],
    [{ size: 1, sizes: { a: '1' } }, 'size: unknown field'],
  ])('names the field of %j and the remedy', (value, message) => {
    expect(() => parseInput(schema, value, 'thing')).toThrow(message);
  });
});
