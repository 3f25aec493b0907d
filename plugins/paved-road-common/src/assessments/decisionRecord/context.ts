import { getAnswer } from '../../advisor/questions';
import { Block, list, paragraph, titledList } from './markdown';
import { chosenPattern, DecisionRecordSubject, RecordSource } from './subject';
import {
  answerText,
  fieldTitle,
  patternTitle,
  riskText,
  rounded,
  signed,
  stageText,
  vetoText,
} from './texts';

const DRIVERS_SHOWN = 5;

/** What is asked, and what is known about the workload. */
export function contextOf({ subject, model }: RecordSource): Block[] {
  const { entityRef, profile, advice } = subject;
  const decisive = advice.confidence?.openAnswers ?? [];
  return [
    paragraph(
      `Which architecture suits the AI workload of ${entityRef}?`,
      `${rounded(advice.completeness * 100)} % of the questions are answered.`,
      stageText(advice.recommendation.stage),
    ),
    ...titledList(
      'What was answered:',
      model.questions.flatMap(question => {
        const answer = getAnswer(profile, question.path);
        return answer === undefined
          ? []
          : [`${question.title}: ${answerText(question, answer)}`];
      }),
    ),
    ...titledList(
      'What is open:',
      advice.unanswered.map(
        field =>
          `${fieldTitle(model, field)}${decisive.includes(field) ? ', which can decide' : ''}`,
      ),
    ),
    ...titledList(
      'What to know about the answers:',
      advice.notices.map(({ text }) => text),
    ),
    ...observedRisks(subject),
  ];
}

/** Risks of what is built already, where the decision leads away from it. */
function observedRisks(subject: DecisionRecordSubject): Block[] {
  const chosen = chosenPattern(subject);
  return titledList(
    'What is built already:',
    subject.advice.risks
      .filter(
        risk =>
          risk.subject.kind === 'observed' && risk.subject.pattern !== chosen,
      )
      .map(
        risk => `${patternTitle(risk.subject.pattern)} with ${riskText(risk)}`,
      ),
  );
}

/** What decides between the winner and the runner-up, and what rules out an option. */
export function driversOf({ subject: { advice } }: RecordSource): Block[] {
  const { core, runnerUp, margin } = advice.recommendation;
  const telling = advice.drivers.filter(({ points }) => rounded(points) !== 0);
  const shown = telling.slice(0, DRIVERS_SHOWN);
  const rest = telling.slice(DRIVERS_SHOWN);
  const restPoints = rest.reduce((sum, { points }) => sum + points, 0);
  const vetoes = advice.ranking.flatMap(option => option.vetoes.map(vetoText));
  const lines = [
    ...shown.map(({ text, points }) => `${text} (${signed(points)} points)`),
    ...(rest.length > 0
      ? [`Further criteria: ${rest.length} (${signed(restPoints)} points)`]
      : []),
    ...vetoes,
  ];
  return [
    ...(runnerUp && shown.length > 0
      ? [
          paragraph(
            `Points tell how far a criterion brings "${patternTitle(core)}" ahead of "${patternTitle(runnerUp)}"; together they are the margin of ${rounded(margin)}.`,
          ),
        ]
      : []),
    list(lines.length > 0 ? lines : ['No criterion tells the options apart']),
  ];
}
