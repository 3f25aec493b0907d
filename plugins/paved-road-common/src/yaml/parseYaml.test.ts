import * as library from 'yaml';
import { parseYaml } from './parseYaml';

const faultsOf = (text: string, options = {}) =>
  parseYaml(library, text, options).flatMap(({ faults }) => faults ?? []);

describe('parseYaml', () => {
  it('needs nothing around it, so that it can run in a process of its own', () => {
    // eslint-disable-next-line no-new-func
    const alone = new Function(`return ${parseYaml}`)() as typeof parseYaml;
    const text = 'a: &a [1, { b: 2 }]\nc: *a\n---\nd: [';
    const options = { merge: true, uniqueKeys: true, places: true };
    expect(alone(library, text, options)).toEqual(
      parseYaml(library, text, options),
    );
  });

  it('tells where parts are, also those behind an alias', () => {
    const [document] = parseYaml(
      library,
      '# A\n10: &a [x, { b: y }]\n2: *a\n',
      { places: true },
    );
    expect(document).toEqual({
      offset: 4,
      start: 4,
      // Numbers come first, as in every object.
      json: '{"2":["x",{"b":"y"}],"10":["x",{"b":"y"}]}',
      starts: [25, 12, 15, 17, 4, 12, 15, 17],
    });
  });

  it('writes nothing of a text to the log', () => {
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
    expect(faultsOf('{{ secret }}: !Odd 1')).toEqual([]);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it.each([
    ['characters', 'x'.repeat(1_000_001), 'has more than 1000000 characters'],
    ['tokens', `[${'a,'.repeat(150_001)}]`, 'has more than 300000 tokens'],
    ['keys', 'a:\n'.repeat(50_001), 'has more than 50000 keys'],
    ['anchors', '- &a x\n'.repeat(1_001), 'has more than 1000 anchors'],
    ['aliases', '- *a\n'.repeat(1_001), 'has more than 1000 aliases'],
    ['documents', '---\n'.repeat(1_002), 'has more than 1000 documents'],
    ['levels', '['.repeat(2_001), 'is nested deeper than 2000 levels'],
    [
      'bytes',
      `a: &a ${'x'.repeat(100_000)}\nb: [${'*a, '.repeat(20)}]`,
      'stands for more than 1000000 bytes',
    ],
  ])('refuses more %s than anybody needs', (_, text, message) => {
    expect(faultsOf(text)).toEqual([
      { message, offset: expect.any(Number), isLimit: true },
    ]);
  });

  it('stops where the parser gives up, and names at most 1000 faults', () => {
    expect(faultsOf('}'.repeat(10_000))).toHaveLength(1);
    expect(faultsOf(`[${','.repeat(10_000)}]`)).toHaveLength(1_000);
  });
});
