import { Finding } from '@paved-road/plugin-paved-road-common';
import { Detector } from '../Detector';
import { flatMapInTurns } from '../inTurns';

const code =
  /\.(py|ts|tsx|mts|js|jsx|mjs|cjs|java|kt|scala|go|rs|cs|rb|php|swift|cc|cpp|feature|robot|bats|exs|clj|hs|sh)$/;

const testFolder = /(^|\/)(tests?|spec|specs|__tests__|e2e)\//i;

const testName =
  /(^|\/)(test_[^/]*|[^/]*([._-](test|tests|spec)|(Test|Tests|IT|Spec)))\.[a-z]+$/;

/** What a test has in the usual frameworks. */
const statement =
  /\b(assert\w*|expect|should\w*|verify|describe|it|test|require\.\w+|t\.(Run|Error|Fatal)\w*|Scenario)\b\s*[(:!{ ]|@Test\b|#\[(tokio::)?test\]|\[(Fact|Theory|Test|TestMethod)\]|def test_|func Test|class \w*Tests?\b|@test\b|\*\*\* Test Cases/;

export const testsDetector: Detector = {
  id: 'tests',
  version: 1,
  title: 'Automated tests',
  kinds: ['tests'],
  searched:
    'code in folders such as test, spec and __tests__, and files such as *.test.ts, test_*.py, *_test.go and *Test.java',
  reads: 'source files with assertions, in the usual languages and frameworks',
  ignores: 'tests in another repository, and whether a pipeline runs them',
  recognises: path =>
    code.test(path) &&
    (testFolder.test(path) || testName.test(path) || path.endsWith('.rs')),
  priority: 1,
  async detect(files) {
    const tests = await flatMapInTurns(files, (file): Finding<'tests'>[] => {
      const match = statement.exec(file.text);
      const isTest =
        testFolder.test(file.path) ||
        testName.test(file.path) ||
        file.text.includes('#[cfg(test)]');
      return match && isTest
        ? [
            {
              subject: file.path,
              file: file.path,
              line: file.lineAt(match.index),
              source: 'read',
              technology: file.name.slice(file.name.lastIndexOf('.') + 1),
            },
          ]
        : [];
    });
    return { found: { tests } };
  },
};
