import { detect } from '../__testUtils__/detect';
import { evaluationsDetector } from './evaluationsDetector';

const read = async (layout: Record<string, string>) =>
  (await detect(evaluationsDetector, layout)).found.evaluations.map(
    ({ subject, inPipeline, threshold }) => ({
      subject,
      inPipeline,
      threshold,
    }),
  );

const script = 'score = judge(llm.answer(question))\n';

describe('evaluations', () => {
  it('finds a folder with code, its threshold and its pipeline', async () => {
    expect(
      await read({
        'app/evals/run.py': `${script}assert score >= 0.9\n`,
        'app/evals/questions.jsonl': '{}',
        '.github/workflows/evals.yml': 'jobs: { run: python -m app.evals.run }',
      }),
    ).toEqual([{ subject: 'app/evals', inPipeline: true, threshold: true }]);
  });

  it('does not take a comment of a workflow for a run', async () => {
    expect(
      await read({
        'evals/run.py': script,
        '.github/workflows/ci.yml': 'jobs: {} # later: evals',
      }),
    ).toEqual([{ subject: 'evals', inPipeline: false, threshold: false }]);
  });

  it('finds files and frameworks in other folders', async () => {
    expect(
      await read({
        'promptfooconfig.yaml': 'tests: []',
        'src/api/evaluate.py': script,
        'tests/test_quality.py': 'from deepeval import assert_test',
      }),
    ).toMatchObject([
      { subject: 'promptfooconfig.yaml' },
      { subject: 'src/api/evaluate.py' },
      { subject: 'tests/test_quality.py' },
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ['data without code', { 'evals/a.json': '{"score": 1, "llm": "a"}' }],
    ['code about something else', { 'eval/sum.py': 'print(1 + 1)' }],
    ['notebooks', { 'notebooks/evaluation/run.py': script }],
    ['other names', { 'src/retrieval/run.py': script }],
  ])('does not count %s', async (_, layout) => {
    expect(await read(layout)).toEqual([]);
  });
});
