import fc from 'fast-check';

/** Texts that some program reads as more than a text. */
export const injections = [
  `'; DROP TABLE assessments; --`,
  `" OR 1=1 --`,
  `%_\\%`,
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '\n# A heading\n\n| a | b |\n```\n',
  '=HYPERLINK("http://evil.example","x")',
  '\n=1+1',
  '\t@SUM(1)',
  '+1',
  '-1',
  '${7*7}{{7*7}}',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'http://169.254.169.254/latest',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\u202Efdp.exe',
  '\uFEFF',
  '𝒳'.repeat(60),
  'x'.repeat(5_000),
  'x'.repeat(70_000),
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  'null',
  '1e999',
  '9'.repeat(400),
  'a: &a [*a, *a]',
  '{'.repeat(3_000),
];

/** Anything where something else is expected. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...injections),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double(),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    1e308,
    [],
    {},
    [[[[[]]]]],
    nested(150),
    nested(250),
    Array.from({ length: 2_000 }, (_, index) => index),
    JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Bodies that are no JSON, or that no program wants to read. */
export const rawBodies = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"a":1}{"b":2}',
  '\u0000',
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
  `{"a":"${'x'.repeat(120_000)}"}`,
  '{"__proto__":{"admin":true}}',
  `{${Array.from({ length: 5_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
];

/** Headers of which one or none is sent. */
export const oddHeaders: Record<string, string>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-7' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'br' },
  { accept: 'text/html' },
  { accept: 'text/csv;q=0.1, */*;q=nonsense' },
  { accept: 'application/sarif+json' },
  { accept: 'application/junit+xml' },
  { accept: 'text/plain' },
  { 'accept-language': '\u00ff'.repeat(200) },
  { prefer: 'wait=-1' },
  { prefer: 'wait=99999999999999999999' },
  { prefer: 'wait=0' },
  { prefer: 'return=minimal; wait=0.5' },
  { range: 'bytes=0-1' },
  { 'if-none-match': '*' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-host': 'evil.example' },
  { origin: 'http://evil.example' },
  { cookie: 'a=<script>' },
];

export const ifMatches = [
  '*',
  '"1"',
  '"2"',
  'W/"1"',
  '"1", "2", "3"',
  '1',
  '"',
  '',
  '"x',
  `"${'9'.repeat(400)}"`,
  '","'.repeat(900),
];

const cursorOf = (place: unknown) =>
  Buffer.from(JSON.stringify(place) ?? '').toString('base64url');

export const cursors = [
  'x',
  cursorOf(null),
  cursorOf([]),
  cursorOf({}),
  cursorOf(['newest', '2026-01-01T00:00:00.000Z', 'x']),
  cursorOf(['newest', '+275760-09-13T00:00:00.000Z', '\u0000']),
  cursorOf(['newest', '0000-01-01T00:00:00Z', 'x']),
  cursorOf(['name', '', '', 'component:default/search']),
  cursorOf({ sort: 'name', value: '\u0000', ref: 'x' }),
  cursorOf(nested(300)),
  cursorOf(1e308),
];

function nested(levels: number): unknown {
  return JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
}
