import { answeredShare } from '../../advisor/answeredShare';
import { getAnswer, QuestionPath } from '../../advisor/questions';
import { decisiveAnswers } from './drivers';
import { Block, paragraph } from './markdown';
import { answersInSentences } from './phrases';
import { RecordSource, verdictIn } from './subject';
import { fieldTitles, stageText } from './texts';

const ANSWERS_SHOWN = 12;
const QUESTIONS_SHOWN = 3;

/** What is asked, and what is known about the workload that matters. */
export function contextOf(source: RecordSource): Block[] {
  const { subject, model, nameOf } = source;
  const { entityRef, profile, advice } = subject;
  const known = decisiveAnswers(source)
    .filter(path => getAnswer(profile, path as QuestionPath) !== undefined)
    .slice(0, ANSWERS_SHOWN);
  return [
    paragraph(
      `Which architecture suits the AI workload of ${nameOf(entityRef)}?`,
      verdictIn(advice) === 'not-enough-answers'
        ? ''
        : stageText(advice.recommendation.stage),
      ...answersInSentences(new Set(known), profile, model),
      openText(source),
    ),
  ];
}

function openText({ subject: { advice }, model }: RecordSource): string {
  const { unanswered, confidence } = advice;
  if (unanswered.length === 0) {
    return '';
  }
  const answered = `${Math.round(answeredShare(advice) * 100)} % of the questions are answered`;
  if (verdictIn(advice) === 'not-enough-answers') {
    // The outcome names those that are missed.
    return `${answered}.`;
  }
  const decisive = confidence?.openAnswers ?? [];
  return decisive.length > 0
    ? `${answered}; open and able to decide: ${fieldTitles(model, decisive, QUESTIONS_SHOWN)}.`
    : `${answered}; no open one decides.`;
}
