import { parseRulePack } from '@paved-road/plugin-paved-road-common/rules';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCatalogInfo } from '../catalogInfo';
import { parseProbe } from '../repository/parseProbe';
import { parseYamlApart } from './readApart';

const SIZE = 500_000;

const repeat = (text: string, size: number = SIZE) =>
  text.repeat(size / text.length);
const many = (write: (index: number) => string) =>
  Array.from({ length: SIZE / write(10_000).length }, (_, index) =>
    write(index),
  ).join('');

/** Texts that take a parser long: what it says about them is not the point. */
const yaml: Record<string, string> = {
  'closing braces': repeat('}'),
  'commas in a list': `[${repeat(',')}`,
  'items of a list': `[${repeat('a,')}]`,
  'lists in a list': `[${repeat('[],')}]`,
  'wrong escapes': `"${repeat('\\x')}"`,
  anchors: many(index => `- &a${index} x\n`),
  'anchors of one value': repeat('&a '),
  aliases: `a: &a x\nb:\n${repeat('- *a\n')}`,
  'aliases of much': `a: &a [${repeat('x,', 100_000)}]\nb: [${repeat('*a,', 300)}]`,
  'unknown aliases': repeat('- *a\n'),
  'unknown tags': repeat('- !a x\n'),
  nesting: repeat('['),
  'nesting in lines': repeat('- '),
  'nesting in maps': repeat('a: {'),
  keys: many(index => `key${index}: 1\n`),
  'the same key': repeat('a: 1\n'),
  'explicit keys': repeat('? \n'),
  merges: `a: &a { b: 1 }\n${repeat('<<: *a\n')}`,
  documents: repeat('---\n'),
  directives: repeat('%YAML 1.2\n'),
  comments: repeat('#\n'),
  'empty lines': repeat('\n'),
  'spaces in quotes': `"a${repeat(' ')}b"`,
  'lines in quotes': `"${repeat('a\n')}"`,
  'a long word': repeat('a'),
  'a long number': repeat('1'),
};

/** Of those, what takes long after it is parsed, and the worst for the parser. */
const others = Object.fromEntries(
  [
    'closing braces',
    'commas in a list',
    'lists in a list',
    'wrong escapes',
    'anchors',
    'aliases of much',
    'nesting in maps',
    'keys',
    'documents',
    'comments',
    'empty lines',
  ].map(name => [name, yaml[name]]),
);

const json: Record<string, string> = {
  keys: `{${many(index => `"key${index}":1,`)}"":1}`,
  'different maps': `[${many(index => `{"key${index}":1},`)}{}]`,
  nesting: `${repeat('[', SIZE / 2)}${repeat(']', SIZE / 2)}`,
  'open lists': repeat('['),
  maps: `[${repeat('{},')}0]`,
  'a broken end': `[${repeat('0,')}`,
  escapes: `"${repeat('\\u0001')}"`,
};

const dockerfile: Record<string, string> = {
  stages: repeat('FROM a\n'),
  'named stages': repeat('FROM a AS b\n'),
  'lines that go on': `FROM a\nRUN ${repeat('a \\\n')}`,
  flags: `FROM a\nCOPY ${repeat('--a=b ')}`,
  'files in place': `FROM a\nRUN ${repeat('<<a ')}`,
  quotes: `FROM a\nENV ${repeat('"')}`,
};

/** The longest time in which nothing else went on while a text was read, in milliseconds. */
async function longestBlock(read: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await sleep(5);
  histogram.reset();
  await read().catch(() => {});
  await sleep(5);
  histogram.disable();
  return histogram.max / 1e6;
}

const cases = (
  what: string,
  texts: Record<string, string>,
  read: (text: string) => Promise<unknown>,
) =>
  Object.entries(texts).map(
    ([name, text]): [string, () => Promise<unknown>] => [
      `${what}: ${name}`,
      () => read(text),
    ],
  );

describe('half a megabyte of foreign text', () => {
  it.each([
    ...cases('a probed file', yaml, text =>
      parseProbe('yaml', Buffer.from(text)),
    ),
    ...cases('a catalog-info.yaml', others, text =>
      // The most that the back end takes.
      parseCatalogInfo(text.slice(0, 200_000), 'catalog-info.yaml'),
    ),
    ...cases('a rule pack', others, async text =>
      parseRulePack(
        text.slice(0, SIZE),
        'pack',
        await parseYamlApart(text.slice(0, SIZE), {
          uniqueKeys: true,
          places: true,
        }),
      ),
    ),
    ...cases('JSON', json, text => parseProbe('json', Buffer.from(text))),
    ...cases('a Dockerfile', dockerfile, text =>
      parseProbe('dockerfile', Buffer.from(text)),
    ),
  ])('blocks nothing for 50 ms: %s', async (_, read) => {
    // Other processes also block, so the best run counts.
    let best = Infinity;
    for (let run = 0; run < 50 && best >= 50; run += 1) {
      best = Math.min(best, await longestBlock(read));
    }
    expect(best).toBeLessThan(50);
  });
});
