import { Finding } from '@paved-road/plugin-paved-road-common';
import { Detector } from '../Detector';
import { giveWay } from '../inTurns';
import { isOwn } from '../inventory';
import { RepositoryFile } from '../RepositoryFile';
import { readSource } from '../source/SourceText';

const folderName =
  /(^|\/)([\w.-]{0,40}[_-])?(evals?|evaluations?|evaluators?)\//i;
const fileName =
  /(^|\/)(run_?)?(evals?|evaluate|evaluation)(_[\w-]{1,40})?\.(py|[cm]?[jt]s)$/i;
/** Frameworks in code, wherever it is. */
const framework =
  /\b(from|import)\s+(deepeval|ragas|inspect_ai|trulens|langsmith\.evaluation|openevals|autoevals|phoenix\.evals)\b|\bfrom braintrust import [^\n]{0,80}\bEval\b|\bEval\b[^;\n]{0,80}from [\"']braintrust[\"']|from ["'](autoevals|evalite|openevals|langsmith\/evaluation|promptfoo)["']|\bmlflow\.(genai\.)?evaluate\(/;
const promptfoo = /(^|\/)promptfooconfig[^/]*\.(ya?ml|json|[cm]?[jt]s)$/;

const pipeline =
  /^\.(github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(^|\/)\.gitlab-ci\.ya?ml$|^\.circleci\/config\.ya?ml$|(^|\/)azure-pipelines[^/]*\.ya?ml$|(^|\/)Jenkinsfile$|(^|\/)bitbucket-pipelines\.yml$/;
const script = /\.(py|[cm]?[jt]sx?|go|rs|java|kt|cs|rb|ya?ml|json)$/;
const dataset = /\.(jsonl|json|csv|tsv|ya?ml|parquet)$/;
const aside =
  /(^|\/)(notebooks?|node_modules|third_part(y|ies)|docs?|examples?|finetun\w*|train\w*)\//i;

const measures =
  /\b\w{0,30}(score|accuracy|judge|metric|expected|threshold|assert|pass_?rate|groundedness|faithfulness|relevance|coherence)\w{0,30}\b/i;
const talksOfModels =
  /\b\w{0,20}(llm|openai|anthropic|prompt|completion|language_?model|chat|agent|answer)\w{0,20}\b/i;
const threshold =
  /\b\w{0,30}(threshold|min_?(score|accuracy|pass\w{0,10})|pass_?rate|fail_?under|minimum_score)\w{0,20}["']?\s{0,3}[:=]|\bassert\b[^\n]{0,120}>=?\s{0,3}0?\.\d/i;

/** The name of the folder with the evaluation, or the file itself for a framework elsewhere. */
function findSubject({ path, text }: RepositoryFile): string | undefined {
  const match = folderName.exec(path);
  if (match) {
    return path.slice(0, match.index + match[0].length - 1);
  }
  return promptfoo.test(path) || fileName.test(path) || framework.test(text)
    ? path
    : undefined;
}

function measuresAnswers({ path, text }: RepositoryFile): boolean {
  return (
    promptfoo.test(path) ||
    framework.test(text) ||
    (!dataset.test(path) && measures.test(text) && talksOfModels.test(text))
  );
}

function toFinding(
  subject: string,
  files: RepositoryFile[],
  pipelines: RepositoryFile[],
): Finding<'evaluations'> {
  const [first] = files;
  const name = subject
    .slice(subject.lastIndexOf('/') + 1)
    .replace(/\.\w+$/, '');
  const mentions = new RegExp(
    `\\b(${name.replace(/[^\w-]/g, '.')}\\b|promptfoo eval|deepeval test)`,
  );
  return {
    subject,
    file: first.path,
    line: 1,
    source: 'seen',
    inPipeline: pipelines.some(file => mentions.test(readSource(file).code)),
    threshold: files.some(file => threshold.test(readSource(file).code)),
  };
}

/** Finds evaluations of language models, and the pipelines that run them. */
export const evaluationsDetector: Detector = {
  id: 'evaluations',
  version: 1,
  title: 'Evaluations',
  kinds: ['evaluations'],
  searched:
    'folders named eval, evals or evaluation with code, promptfoo, DeepEval, Ragas, Inspect, LangSmith, Braintrust, MLflow',
  reads:
    'whether code measures answers, a threshold, and pipelines that name the folder',
  ignores: 'results, notebooks, and evaluations of trained models',
  recognises: (path, folder) =>
    pipeline.test(path) ||
    (isOwn(path, folder) &&
      !aside.test(path) &&
      (promptfoo.test(path) ||
        (script.test(path) && folderName.test(path)) ||
        /\.(py|[cm]?[jt]s)$/.test(path))),
  isLikely: path =>
    pipeline.test(path) || folderName.test(path) || fileName.test(path),
  async detect(files) {
    const pipelines = files.filter(({ path }) => pipeline.test(path));
    const bySubject = new Map<string, RepositoryFile[]>();
    for (const file of files) {
      await giveWay();
      const subject = pipeline.test(file.path) ? undefined : findSubject(file);
      if (subject) {
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), file]);
      }
    }
    return {
      found: {
        evaluations: [...bySubject]
          .filter(([, own]) => own.some(measuresAnswers))
          .map(([subject, own]) => toFinding(subject, own, pipelines)),
      },
    };
  },
};
