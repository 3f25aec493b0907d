import { Document, isSeq } from 'yaml';
import { Driver } from '../../advisor/choice/schemas';
import { answeredShare } from '../../advisor/profile/answeredShare';
import { defaultModel } from '../../advisor/options/DecisionModel';
import { choiceTitle } from '../../advisor/options/placements/descriptions';
import { getAnswer, QuestionPath } from '../../advisor/profile/questions';
import { stagePaths } from '../../advisor/quantities/stage';
import { AssessmentStatus } from '../schemas';
import { annexBlocks } from './annex';
import { DRIVERS_SHOWN, driverLines, isDecisive } from './arguments';
import { Block, heading, list, paragraph, toMarkdown } from './markdown';
import { optionListBlocks, prosAndConsBlocks } from './options';
import {
  confirmationBlocks,
  consequenceBlocks,
  outcomeBlocks,
} from './outcome';
import { answersInSentences } from './phrases';
import { placementDrivers } from './placement';
import {
  chosenPattern,
  chosenPlacement,
  DecisionRecordOptions,
  DecisionRecordSubject,
  findRankedPattern,
  RecordSource,
} from './subject';
import {
  formatDay,
  fieldTitles,
  patternTitle,
  rounded,
  stageText,
} from './texts';

const statusInRecord: Record<AssessmentStatus, string> = {
  draft: 'proposed',
  submitted: 'proposed',
  approved: 'accepted',
  rejected: 'rejected',
  superseded: 'superseded',
};

/**
 * The decision record of an assessment in MADR 4.0.0 (Markdown Architectural Decision Records): a page for the
 * decision, with all details under "More Information". Text from people and model extensions is escaped.
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
      `${chosen ? choiceTitle(chosen, chosenPlacement(assessment)) : 'No pattern yet'} for ${source.nameOf(assessment.entityRef)}`,
    ),
    heading(2, 'Context and Problem Statement'),
    ...contextBlocks(source),
    heading(2, 'Decision Drivers'),
    ...driverBlocks(source),
    heading(2, 'Considered Options'),
    ...optionListBlocks(source),
    heading(2, 'Decision Outcome'),
    ...outcomeBlocks(source),
    heading(3, 'Consequences'),
    ...consequenceBlocks(source),
    heading(3, 'Confirmation'),
    ...confirmationBlocks(source),
    heading(2, 'Pros and Cons of the Options'),
    ...prosAndConsBlocks(source),
    heading(2, 'More Information'),
    ...annexBlocks(source),
  ]);
  return `${frontMatter(source)}\n\n${body}\n`;
}

/**
 * The references that a decision record shows by name: the entity and the people in its history.
 *
 * @public
 */
export function refsInDecisionRecord(
  assessment: DecisionRecordSubject,
): string[] {
  return [
    ...new Set([
      assessment.entityRef,
      ...listPeople(assessment),
      ...assessment.events.map(({ actor }) => actor),
    ]),
  ];
}

/** Author, submitter and reviewer of an assessment, each once. */
function listPeople(assessment: DecisionRecordSubject): string[] {
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
    date: formatDay(subject.updatedAt),
    'decision-makers': listPeople(subject).map(nameOf),
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

/** The question, with the decisive answers. */
function contextBlocks(source: RecordSource): Block[] {
  const { subject, model, nameOf } = source;
  const { entityRef, profile, advice } = subject;
  const known = decisiveAnswers(source)
    .filter(path => getAnswer(profile, path as QuestionPath) !== undefined)
    .slice(0, ANSWERS_SHOWN);
  return [
    paragraph(
      `Which architecture suits the AI workload of ${nameOf(entityRef)}?`,
      advice.recommendation.verdict === 'not-enough-answers'
        ? ''
        : stageText(advice.recommendation.stage),
      ...answersInSentences(
        new Set([...known, ...languageModelPaths(source)]),
        profile,
        model,
      ),
      openText(source),
    ),
  ];
}

/** All questions about the language model; empty if the service uses none. */
function languageModelPaths({ subject, model }: RecordSource): string[] {
  return subject.advice.languageModel
    ? model.questions
        .filter(({ step }) => step === 'llm')
        .map(({ path }) => path)
    : [];
}

function openText({ subject: { advice }, model }: RecordSource): string {
  const { unanswered, confidence } = advice;
  if (unanswered.length === 0) {
    return '';
  }
  const answered = `${Math.round(answeredShare(advice) * 100)}% of the questions are answered`;
  if (advice.recommendation.verdict === 'not-enough-answers') {
    // The outcome names the missing answers.
    return `${answered}.`;
  }
  const decisive = confidence.openAnswers;
  return decisive.length > 0
    ? `${answered}; these open ones could change the result: ${fieldTitles(model, decisive, QUESTIONS_SHOWN)}.`
    : `${answered}; the open ones can't change the result.`;
}

/** The parts of an entity reference; other principals don't match. */
const REFERENCE = /^([^:/]+):(?:[^:/]+\/)?([^:/]+)$/;

/**
 * A readable name for an entity without a known title: the name in its reference, for people written as
 * `Sam Owner` for `user:default/sam.owner`.
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

/** The decisive drivers, or else the largest one. */
function shownDrivers({ subject: { advice } }: RecordSource): Driver[] {
  const decisive = advice.drivers.filter(isDecisive);
  return decisive.length > 0
    ? decisive.slice(0, DRIVERS_SHOWN)
    : advice.drivers.filter(({ points }) => rounded(points) !== 0).slice(0, 1);
}

function driverBlocks(source: RecordSource): Block[] {
  const { subject, model } = source;
  const { recommendation, ranking } = subject.advice;
  const { core, runnerUp } = recommendation;
  const lines = driverLines(model, {
    ranking,
    title: ({ pattern }) => patternTitle(pattern),
    drivers: shownDrivers(source),
    first: findRankedPattern(subject, core),
    second: runnerUp && findRankedPattern(subject, runnerUp),
  });
  return [
    list(lines.length > 0 ? lines : ['No criterion separates the options']),
    ...placementDrivers(source),
  ];
}

/** Answers behind criteria that are measured or have no demand. */
const behind: Record<string, readonly string[]> = {
  'stage-fit': stagePaths,
  'devops-maturity': ['team.devopsMaturity', 'team.distributedExperience'],
  'cost-at-volume': ['workload.requestsPerMonth', 'workload.inferenceMs'],
  'tail-latency': ['workload.latency', 'workload.inferenceMs'],
  'cold-start': ['workload.latency', 'workload.modelSizeGb'],
};

/** The most important answers; exclusions and requirements first. */
function decisiveAnswers(source: RecordSource): string[] {
  const { subject, model } = source;
  const { advice } = subject;
  const paths = [
    ...advice.ranking.flatMap(({ vetoes }) => vetoes.map(({ field }) => field)),
    'workload.requestsPerMonth',
    'workload.latency',
    ...shownDrivers(source).flatMap(({ criterion }) => [
      ...(model.criteria
        .find(({ id }) => id === criterion)
        ?.demand.terms.map(({ path }) => path) ?? []),
      ...(behind[criterion] ?? []),
    ]),
    'team.teamSize',
    'team.parallelTeams',
    'product.driver',
  ];
  return [...new Set(paths)];
}
