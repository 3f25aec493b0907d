import { Document, isSeq } from 'yaml';
import { answeredShare } from '../../advisor/answeredShare';
import { defaultModel } from '../../advisor/DecisionModel';
import { getAnswer, QuestionPath } from '../../advisor/questions';
import { AssessmentStatus } from '../schemas';
import { annexOf } from './annex';
import { decisiveAnswers, driversOf } from './drivers';
import { Block, heading, paragraph, toMarkdown } from './markdown';
import { optionsOf, prosAndConsOf } from './options';
import { confirmationOf, consequencesOf, outcomeOf } from './outcome';
import { answersInSentences } from './phrases';
import {
  chosenPattern,
  DecisionRecordOptions,
  DecisionRecordSubject,
  RecordSource,
  verdictIn,
} from './subject';
import { dayOf, fieldTitles, patternTitle, stageText } from './texts';

const statusInRecord: Record<AssessmentStatus, string> = {
  draft: 'proposed',
  submitted: 'proposed',
  approved: 'accepted',
  rejected: 'rejected',
  superseded: 'superseded',
};

/**
 * The decision record of an assessment in MADR 4.0.0 (Markdown Architectural Decision Records): a page for
 * who decides, and all the rest under "More Information". Whatever people or the organisation's model wrote
 * is shown literally.
 *
 * @public
 */
export function renderDecisionRecord(
  assessment: DecisionRecordSubject,
  options: DecisionRecordOptions = {},
): string {
  const { model = defaultModel, checks = [] } = options;
  const source: RecordSource = {
    subject: assessment,
    model,
    checks,
    nameOf: ref => options.nameOf?.(ref) ?? nameInRef(ref),
  };
  const chosen = chosenPattern(assessment);
  const body = toMarkdown([
    heading(
      1,
      `${chosen ? patternTitle(chosen) : 'No pattern yet'} for ${source.nameOf(assessment.entityRef)}`,
    ),
    heading(2, 'Context and Problem Statement'),
    ...contextOf(source),
    heading(2, 'Decision Drivers'),
    ...driversOf(source),
    heading(2, 'Considered Options'),
    ...optionsOf(source),
    heading(2, 'Decision Outcome'),
    ...outcomeOf(source),
    heading(3, 'Consequences'),
    ...consequencesOf(source),
    heading(3, 'Confirmation'),
    ...confirmationOf(source),
    heading(2, 'Pros and Cons of the Options'),
    ...prosAndConsOf(source),
    heading(2, 'More Information'),
    ...annexOf(source),
  ]);
  return `${frontMatter(source)}\n\n${body}\n`;
}

/**
 * The references whose names a decision record tells: the entity, and who did something with it.
 *
 * @public
 */
export function refsInDecisionRecord(
  assessment: DecisionRecordSubject,
): string[] {
  return [
    ...new Set([
      assessment.entityRef,
      ...peopleOf(assessment),
      ...assessment.events.map(({ actor }) => actor),
    ]),
  ];
}

/** Who made, submitted and reviewed an assessment, each once. */
function peopleOf(assessment: DecisionRecordSubject): string[] {
  return [
    ...new Set([
      assessment.author,
      ...(assessment.status === 'draft' ? [] : [assessment.submitted.by]),
      ...('review' in assessment ? [assessment.review.by] : []),
    ]),
  ];
}

function frontMatter({ subject, nameOf }: RecordSource): string {
  const document = new Document({
    status: statusInRecord[subject.status],
    date: dayOf(subject.updatedAt),
    'decision-makers': peopleOf(subject).map(nameOf),
    consulted: [],
    informed: [],
  });
  const people = document.get('decision-makers');
  if (isSeq(people)) {
    people.flow = true;
  }
  return `---\n${document.toString({ lineWidth: 0, flowCollectionPadding: false })}---`;
}

const ANSWERS_SHOWN = 12;
const QUESTIONS_SHOWN = 3;

/** What is asked, and what is known about the workload that matters. */
function contextOf(source: RecordSource): Block[] {
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

/** The parts of an entity reference; a principal that is no entity has none of them. */
const REFERENCE = /^([^:/]+):(?:[^:/]+\/)?([^:/]+)$/;

/**
 * What an entity is called where nobody knows its name: the name part of its reference, and for people as
 * they would write it, `Sam Owner` for `user:default/sam.owner`.
 */
function nameInRef(ref: string): string {
  const [, kind, name] = REFERENCE.exec(ref) ?? [];
  if (name === undefined) {
    return ref;
  }
  return kind.toLowerCase() === 'user'
    ? name
        .split(/[-._]+/)
        .filter(part => part !== '')
        .map(part => part[0].toUpperCase() + part.slice(1))
        .join(' ') || name
    : name;
}
