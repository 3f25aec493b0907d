import { detect, pick } from '../__testUtils__/detect';
import { testsDetector } from './testsDetector';

async function files(texts: Record<string, string>, folder?: string) {
  const { found } = await detect(testsDetector, texts, folder);
  return pick(found, 'tests', 'file').flat();
}

describe('tests', () => {
  it('are files with assertions in folders or names for tests', async () => {
    const found = {
      'tests/test_rank.py': 'def test_rank():\n    assert rank([]) == []\n',
      'src/rank.test.ts': "it('ranks', () => { expect(1).toBe(1); });",
      'pkg/rank_test.go': 'func TestRank(t *testing.T) { t.Error("no") }',
      'src/test/java/RankTest.java': '@Test void ranks() {}',
      'src/lib.rs': '#[cfg(test)]\nmod tests { #[test] fn ranks() {} }',
      'spec/rank_spec.rb': 'describe Rank do\n  it { should be }\nend',
      'Rank.Tests/RankTests.cs': '[Fact] public void Ranks() {}',
    };
    expect(await files(found)).toEqual(Object.keys(found).sort());
  });

  it('are no empty files, helpers or code', async () => {
    expect(
      await files({
        'tests/__init__.py': '',
        'tests/conftest.py': 'import os\n',
        'src/contest.ts': "it('is no test', () => expect(1));",
        'src/main.rs': 'fn main() { assert!(true); }',
        'node_modules/a/a.test.js': 'expect(1)',
      }),
    ).toEqual([]);
  });

  it('of the root belong to a folder by its name', async () => {
    const test = 'def test_it():\n    assert True\n';
    expect(
      await files(
        {
          'tests/search/test_a.py': test,
          'tests/chat/test_b.py': test,
          'services/search/go.mod': '',
        },
        'services/search',
      ),
    ).toEqual(['tests/search/test_a.py']);
  });
});
