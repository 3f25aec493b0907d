import { builtInDetectors } from './builtInDetectors';
import { detectFindings } from './detectFindings';

/** Lines that are short, because longer ones count as generated, or one long line. */
const fill = (text: string) =>
  `${text}\n`.repeat(Math.ceil(600_000 / (text.length + 1)));
const fillLine = (text: string) =>
  text.repeat(Math.ceil(600_000 / text.length));

/** Texts on which careless expressions take quadratic time or more. */
const texts: Record<string, string> = {
  'empty lines': fill(''),
  'lines of blanks': fill(' '.repeat(200)),
  'one line of blanks': fillLine(' '),
  'a ruler in a list': `dependencies = [\n  ${'#'.repeat(200)}\n`,
  'rulers in a list': `dependencies = [\n${fill('  ####')}`,
  'open comments': fill('/* <!-- {{/* """'),
  'open texts': fill('"a:b:(((( \' `'),
  'open blocks': fillLine('${a-${{ {{ '),
  'open brackets': fillLine('[({<'),
  'open versions': fill('<version>   <dependency>'),
  'one open version': `<dependency><version>${fillLine(' ')}`,
  calls: fill('client = Mistral(config); x = OpenAI(**options)'),
  interfaces: fill('export interface LlmClient { complete(): void }'),
  'names of models': fill('model = "gpt-4o"; max_tokens: config'),
  imports: fill('import { a } from "./b"'),
  'open imports': fill('import { a, b'),
  'parts of a key': fill('"d": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'),
  'links of a list': fill('- [a](b) ['),
};

const files = [
  'Dockerfile',
  'OWNERS',
  'README.md',
  '.github/workflows/ci.yml',
  '.gitlab-ci.yml',
  'Jenkinsfile',
  'build.gradle',
  'chart/templates/app.yaml',
  'docs/runbook.md',
  'eslint.config.js',
  'fly.toml',
  'infra/main.bicep',
  'key.jwk',
  'pom.xml',
  'pyproject.toml',
  'src/components/Chat.tsx',
  'src/llm/Chat.java',
  'src/llm/chat.py',
  'src/llm/chat.test.ts',
  'values.yaml',
];

// Quadratic time would exceed the time limit of tests.
it.each(Object.keys(texts))('detectors read %s in any file', async name => {
  const { unread } = await detectFindings(
    builtInDetectors,
    { folder: '', files: ['Chart.yaml', 'chart/Chart.yaml', ...files] },
    new Map([
      ['chart/Chart.yaml', { text: 'name: app' }],
      ...files.map((file): [string, { text: string }] => [
        file,
        { text: texts[name] },
      ]),
    ]),
  );
  expect(unread.every(({ problem }) => problem.length > 0)).toBe(true);
});

it('detectors expand no arguments that contain each other', async () => {
  const doubling = Array.from(
    { length: 60 },
    (_, index) => `ARG a${index + 1}=\${a${index}}\${a${index}}`,
  );
  const { found } = await detectFindings(
    builtInDetectors,
    { folder: '', files: ['Dockerfile'] },
    new Map([
      [
        'Dockerfile',
        { text: ['ARG a0=x', ...doubling, 'FROM $a60'].join('\n') },
      ],
    ]),
  );
  expect(found.images).toMatchObject([
    { pinned: { unknown: expect.stringMatching(/is set when/) } },
  ]);
});
