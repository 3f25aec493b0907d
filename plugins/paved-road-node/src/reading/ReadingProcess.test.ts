import { ReadingProcess } from './ReadingProcess';

describe('ReadingProcess', () => {
  const reading = new ReadingProcess(
    {
      join: {
        library: 'node:path',
        read: (path: typeof import('node:path'), ...parts: string[]) =>
          path.posix.join(...parts),
      },
      fail: {
        library: 'node:path',
        read: () => {
          throw new Error('is not a path');
        },
      },
      loop: {
        library: 'node:path',
        read: () => {
          for (;;);
        },
      },
      fill: {
        library: 'node:path',
        read: () => {
          for (const all: object[] = []; ;) {
            all.push(Array.from({ length: 10_000 }, () => ({})));
          }
        },
      },
    },
    { memory: 64, mostWaiting: 2 },
  );
  const join = (...parts: string[]) => reading.read('join', parts, 60_000);

  it('reads one text after the other', async () => {
    await expect(
      Promise.all([join('a', 'b'), join('c'), join('d', 'e')]),
    ).resolves.toEqual(['a/b', 'c', 'd/e']);
    await expect(join('f')).resolves.toBe('f');
  });

  it('takes no more texts where too many wait', async () => {
    const texts = ['a', 'b', 'c', 'd'].map(text => join(text));
    await expect(Promise.allSettled(texts)).resolves.toMatchObject([
      { value: 'a' },
      { value: 'b' },
      { value: 'c' },
      { reason: { name: 'ServiceUnavailableError' } },
    ]);
  });

  it.each([
    ['fails', 'fail', 60_000, 'is not a path'],
    ['never ends', 'loop', 2_000, 'takes too long to read'],
    ['never has enough', 'fill', 60_000, 'needs too much memory to be read'],
  ])('goes on after a reader that %s', async (_, reader, deadline, message) => {
    const failing = reading.read(reader, [], deadline);
    const next = join('a', 'b');
    await expect(failing).rejects.toThrow(message);
    await expect(next).resolves.toBe('a/b');
  });
});
