import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { completeRulePack } from './rulePackCompletions';

/** What is offered where the bar stands. */
function offeredAt(text: string, explicit = false): string[] {
  const pos = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', '') });
  const result = completeRulePack(new CompletionContext(state, pos, explicit));
  return result?.options.map(({ label }) => label) ?? [];
}

const pack = `apiVersion: paved-road.io/v1
kind: RulePack
metadata:
  name: ours
  version: 1.0.0
spec:
  levels:
    - { id: bronze, title: Bronze }
    - id: silver
      title: Silver
  tracks:
  - id: ownership
    title: Ownership
  checks:
    - id: owned
      # Who is called at night.
      track: ownership
      CURSOR
      remediation:
        text: Set it.
    - id: other
      level: bronze
`;

const inCheck = (line: string) => offeredAt(pack.replace('CURSOR', line));

describe('completeRulePack', () => {
  it('offers the keys of the map that the cursor is in', () => {
    expect(offeredAt('m|')).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(offeredAt('metadata:\n  n|')).toEqual([
      'name',
      'title',
      'version',
      'description',
    ]);
    expect(offeredAt('spec:\n  probes:\n    - |', true)).toEqual([
      'id',
      'files',
      'format',
    ]);
    expect(offeredAt('spec:\n  checks:\n  - remediation:\n      l|')).toEqual([
      'text',
      'link',
      'action',
      'template',
    ]);
  });

  it('leaves out the keys that are there', () => {
    expect(inCheck('l|')).toEqual([
      'title',
      'description',
      'level',
      'weight',
      'advisory',
      'filter',
      'expression',
      'evidence',
    ]);
    expect(offeredAt('kind: RulePack\na|\nspec:\n')).toEqual([
      'apiVersion',
      'metadata',
    ]);
  });

  it('offers the values that a key can have', () => {
    expect(offeredAt('kind: |')).toEqual(['RulePack']);
    expect(offeredAt('spec:\n  probes:\n    - format: |')).toEqual([
      'yaml',
      'json',
      'dockerfile',
      'text',
    ]);
  });

  it('offers the levels and tracks of the pack to its checks', () => {
    expect(inCheck('level: b|')).toEqual(['bronze', 'silver']);
    expect(offeredAt(pack.replace('track: ownership', 'track: |'))).toEqual([
      'ownership',
    ]);
  });

  it('offers nothing where the schema knows nothing, or nobody asks', () => {
    expect(inCheck('title: A|')).toEqual([]);
    expect(inCheck('|')).toEqual([]);
    expect(offeredAt('nothing:\n  like: this\n  x|')).toEqual([]);
  });
});
