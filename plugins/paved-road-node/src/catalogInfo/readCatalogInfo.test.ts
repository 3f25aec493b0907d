import { createMockDirectory } from '@backstage/backend-test-utils';
import { execFileSync } from 'node:child_process';
import { readCatalogInfo } from './readCatalogInfo';

describe('readCatalogInfo', () => {
  const directory = createMockDirectory();
  const read = async (content: string) => {
    directory.setContent({ 'catalog-info.yaml': content });
    return await readCatalogInfo(
      directory.resolve('catalog-info.yaml'),
      'catalog-info.yaml',
    );
  };

  it('reads every entity, and where it starts', async () => {
    expect(
      await read(
        [
          '# Ours',
          '---',
          'kind: Component',
          'metadata: { name: a }',
          '---',
          '---',
          '',
          'kind: API',
          '<<: { spec: {} }',
        ].join('\n'),
      ),
    ).toEqual([
      { entity: { kind: 'Component', metadata: { name: 'a' } }, line: 3 },
      // The catalog does not merge either.
      { entity: { kind: 'API', '<<': { spec: {} } }, line: 8 },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['nothing', '', /^catalog-info.yaml describes no entity$/],
    [
      'broken YAML',
      'kind: Component\nmetadata: {',
      /^catalog-info.yaml is not valid YAML: line 2: /,
    ],
    [
      'a key twice',
      'kind: API\n---\nkind: API\nkind: Component\n',
      /line 4: Map keys must be unique, kind is already in this map$/,
    ],
    ['a list', '- kind: Component', /line 1: expected an entity$/],
    [
      'aliases that stand for too much',
      [
        'a: &a [x, x, x, x, x, x, x, x, x, x]',
        'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
        'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]',
        'd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
      ].join('\n'),
      /alias/,
    ],
    [
      'an alias of what it is in',
      'a: &a [*a]',
      /line 1: \*a refers to a part that contains it$/,
    ],
    ['nesting without end', '['.repeat(20_000), /is not valid YAML/],
    ['more than anybody writes', 'x'.repeat(1_000_001), /1000000 are read/],
  ])('refuses %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('refuses what is not there, and what may never end', async () => {
    directory.setContent({ folder: {}, file: '' });
    execFileSync('mkfifo', [directory.resolve('pipe')]);
    for (const [name, message] of [
      ['missing', 'There is no missing'],
      ['file/missing', 'There is no file/missing'],
      ['folder', 'folder is not a file'],
      ['pipe', 'pipe is not a file'],
    ]) {
      await expect(
        readCatalogInfo(directory.resolve(name), name),
      ).rejects.toThrow(message);
    }
  });

  it('takes no longer for many keys than for few', async () => {
    const keys = Array.from({ length: 40_000 }, (__, i) => `k${i}:`);
    const start = performance.now();
    await read(keys.join('\n'));
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
