import { z } from 'zod';
import { readCursor, writeCursor } from './paging';

describe('readCursor', () => {
  const schema = z.tuple([z.string(), z.number()]);

  it('reads what was written', () => {
    const place: [string, number] = ['a\\u0000 ü', 1];
    expect(readCursor(schema, writeCursor(place))).toEqual(place);
  });

  it.each([
    ['what is no JSON', 'nonsense'],
    ['a place in another list', writeCursor([1, 'a'])],
    ['a character that PostgreSQL cannot compare', writeCursor(['a\u0000', 1])],
    [
      'a place without end',
      Buffer.from('['.repeat(9_000)).toString('base64url'),
    ],
  ])('refuses %s', (_, cursor) => {
    expect(() => readCursor(schema, cursor)).toThrow(
      'cursor: not a cursor of this list',
    );
  });
});
