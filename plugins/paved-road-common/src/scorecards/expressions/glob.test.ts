import fc from 'fast-check';
import picomatch from 'picomatch';
import { RE2JS } from 're2js';
import { compileGlob } from './glob';

const names = ['a', 'b', 'ab', '.a', 'a.md', 'b.yaml', 'docs', 'test_a.py'];
const paths = fc
  .array(fc.constantFrom(...names), { minLength: 1, maxLength: 5 })
  .map(segments => segments.join('/'));

const parts = fc.constantFrom(
  ...names,
  '*',
  '?',
  '*.md',
  'a*',
  '[a-c]',
  '[^a]b',
  '{a,b}',
  '{docs,*.{md,yaml}}',
  'test_*.py',
);
// Not with ** at the end: picomatch lets some of these, but not all, match the folder itself.
const globs = fc
  .tuple(fc.array(fc.oneof(parts, fc.constant('**')), { maxLength: 4 }), parts)
  .map(([segments, last]) => [...segments, last].join('/'));

describe('compileGlob', () => {
  it('matches what picomatch matches', () => {
    fc.assert(
      fc.property(globs, paths, (glob, path) => {
        expect([glob, path, compileGlob(glob).test(path)]).toEqual([
          glob,
          path,
          picomatch.isMatch(path, glob, { dot: true }),
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['app/(group)/page.tsx', 'app/(group)/page.tsx', true],
    ['docs/**', 'docs/a/.b', true],
    ['docs/**', 'docs', false],
    ['**', 'a/b', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['a+b$.txt', 'a+b$.txt', true],
    ['[a-c]?', 'b/', false],
    ['*', 'a\nb', true],
    ['[!a]b', 'ab', false],
    ['[!a]b', 'bb', true],
  ])('takes %j for %j: %j', (glob, path, matches) => {
    expect(compileGlob(glob).test(path)).toBe(matches);
  });

  it.each([
    ['', /not a glob: "", use a relative path/],
    ['/etc/*', /use a relative path/],
    ['!a', /use a relative path/],
    ['{a', /a \{ needs a \}/],
    ['{1..3}', /braces need a comma/],
    ['[a', /a \[ needs a \]/],
    ['[z-a]', /not a regular expression/],
    ['!(a|b)', /use a relative path/],
    ['a/+(b)', /\+\(\.\.\.\) is not supported, use \{a,b\}/],
    ['a'.repeat(201), /the glob has 201 characters, use at most 200/],
  ])('refuses %j', (glob, message) => {
    expect(() => compileGlob(glob)).toThrow(message);
  });

  it('takes names that are made to be slow', () => {
    const { test } = compileGlob(`${'*a'.repeat(90)}b`);
    expect(test('a'.repeat(20_000))).toBe(false);
  });

  it('does without an automaton that grows with every name, and matches the same', () => {
    const automaton = jest.spyOn(RE2JS.prototype, 'test');
    const { test } = compileGlob(`*a${'?'.repeat(16)}b`);
    // In a fixed order in which hardly any part of 16 letters comes twice.
    let seed = 1;
    const letter = () => {
      seed = (seed * 48271) % 2147483647;
      return seed % 2 ? 'a' : 'b';
    };
    const made = Array.from({ length: 2000 }, () =>
      Array.from({ length: 60 }, letter).join(''),
    );

    expect(made.filter(test)).toEqual(
      made.filter(name => /^[^/]*a[^/]{16}b$/.test(name)),
    );
    expect(automaton.mock.calls.length).toBeLessThan(100);
    automaton.mockRestore();
  });
});
