import { DecisionModel } from '../../advisor/options/DecisionModel';
import { Stage } from '../../advisor/profile/ids';
import { formatShare } from '../../advisor/quantities/format';
import { mayRunModel } from '../../advisor/explain/recommendedPlacement';
import {
  filterAskedQuestions,
  getAnswer,
} from '../../advisor/profile/questions';
import { Question } from '../../advisor/profile/question';
import { Block, paragraph } from './markdown';
import { RecordSource } from './axes';
import { numberText, questionTitles } from './texts';

const stageTexts: Record<Stage, string> = {
  mvp: 'The product is at its first version.',
  'scale-up': 'The product is scaling up.',
  enterprise: 'The product runs at enterprise scale.',
  small: 'The product is small and may stay so.',
};

/** The answers that describe a workload; the table at the end has all. */
const SUMMARY = [
  'team.teamSize',
  'team.parallelTeams',
  'product.driver',
  'workload.traffic',
  'workload.requestsPerMonth',
  'workload.latency',
  'workload.invocation',
  'llm.use',
  'llm.quality',
  'llm.residency',
];

/** The question, with the answers that describe the workload or rule out an option, and what is wrong with them. */
export function contextBlocks(source: RecordSource): Block[] {
  const { subject, model, axes, nameOf } = source;
  const { entityRef, advice } = subject;
  const { verdict, stage } = advice.recommendation;
  const shown = [
    ...SUMMARY,
    ...axes.flatMap(({ options }) =>
      options.flatMap(({ vetoes }) => vetoes.map(({ field }) => field)),
    ),
  ];
  const answers = answersTo(
    source,
    model.questions.filter(({ path }) => shown.includes(path)),
  );
  return [
    paragraph(
      `Which architecture suits the AI workload of ${nameOf(entityRef)}${axes.length > 1 ? ', and where does its language model run' : ''}?`,
      verdict === 'not-enough-answers' ? '' : stageTexts[stage],
      answers && `${answers}.`,
    ),
    paragraph(openText(source), ...advice.notices.map(({ text }) => text)),
  ];
}

function openText({ subject, model, axes }: RecordSource): string {
  const open = subject.advice.unanswered.length;
  if (open === 0) {
    return 'Every question is answered.';
  }
  const decisive = new Set(axes.flatMap(({ openAnswers }) => openAnswers));
  return `${open === 1 ? '1 question is' : `${open} questions are`} open; ${
    decisive.size > 0
      ? `an answer could change the result: ${questionTitles(model, [...decisive])}`
      : 'no answer could change the result'
  }.`;
}

/** The known answers that count, such as "Traffic pattern: Steady; Model size: 3 GB". */
export function answersTo(
  { subject: { profile, advice, decision } }: RecordSource,
  questions: DecisionModel['questions'],
): string {
  return filterAskedQuestions(
    questions,
    profile,
    mayRunModel(advice, decision?.placement),
  )
    .flatMap(question => {
      const answer = getAnswer(profile, question.path);
      return answer === undefined
        ? []
        : [`${question.title}: ${answerText(question, answer)}`];
    })
    .join('; ');
}

function answerText({ answer }: Question, value: string | number): string {
  if (answer.kind === 'scale') {
    return `${value} of ${answer.max}, ${answer.labels[Number(value) - 1]}`;
  }
  if (answer.kind === 'choice') {
    const chosen = answer.options.find(option => option.value === value);
    return chosen?.label ?? String(value);
  }
  const number = Number(value);
  if (answer.unit.startsWith('of ')) {
    return `${formatShare(number)} ${answer.unit}`;
  }
  return `${numberText(number)} ${number === 1 ? toSingular(answer.unit) : answer.unit}`;
}

function toSingular(unit: string): string {
  return unit === 'people' ? 'person' : unit.replace(/(?<=\w{2})s\b/, '');
}
