import { Document, isSeq } from 'yaml';
import { Driver } from '../../advisor/advice';
import { answeredShare } from '../../advisor/answeredShare';
import { defaultModel } from '../../advisor/DecisionModel';
import { choiceTitle } from '../../advisor/placement/placements';
import { getAnswer, QuestionPath } from '../../advisor/questions';
import { stagePaths } from '../../advisor/stage';
import { AssessmentStatus } from '../schemas';
import { writeAnnex } from './annex';
import { Block, heading, list, paragraph, toMarkdown } from './markdown';
import { listOptions, writeProsAndCons } from './options';
import { writeConfirmation, writeConsequences, writeOutcome } from './outcome';
import { answersInSentences } from './phrases';
import { placementDrivers } from './placement';
import {
  chosenPattern,
  chosenPlacement,
  DecisionRecordOptions,
  DecisionRecordSubject,
  findRanked,
  RecordSource,
} from './subject';
import {
  criterionTitle,
  formatDay,
  fieldTitles,
  patternTitle,
  quoted,
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
      `${chosen ? choiceTitle(chosen, chosenPlacement(assessment)) : 'No pattern yet'} for ${source.nameOf(assessment.entityRef)}`,
    ),
    heading(2, 'Context and Problem Statement'),
    ...writeContext(source),
    heading(2, 'Decision Drivers'),
    ...writeDrivers(source),
    heading(2, 'Considered Options'),
    ...listOptions(source),
    heading(2, 'Decision Outcome'),
    ...writeOutcome(source),
    heading(3, 'Consequences'),
    ...writeConsequences(source),
    heading(3, 'Confirmation'),
    ...writeConfirmation(source),
    heading(2, 'Pros and Cons of the Options'),
    ...writeProsAndCons(source),
    heading(2, 'More Information'),
    ...writeAnnex(source),
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
      ...listPeople(assessment),
      ...assessment.events.map(({ actor }) => actor),
    ]),
  ];
}

/** Who made, submitted and reviewed an assessment, each once. */
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

/** What is asked, and what is known about the workload that matters. */
function writeContext(source: RecordSource): Block[] {
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

/** All that is asked about the language model, where one is used, decides where it runs. */
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
    // The outcome names those that are missed.
    return `${answered}.`;
  }
  const decisive = confidence.openAnswers;
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

const DRIVERS_SHOWN = 4;
/** Fewer points of fit than this decide nothing. */
const TELLING_POINTS = 0.5;

/** What decides between the winner and the runner-up, as far as page one tells it. */
function tellingDrivers({ subject: { advice } }: RecordSource): Driver[] {
  const telling = advice.drivers.filter(
    ({ points }) => Math.abs(points) >= TELLING_POINTS,
  );
  return telling.length > 0
    ? telling.slice(0, DRIVERS_SHOWN)
    : advice.drivers.filter(({ points }) => rounded(points) !== 0).slice(0, 1);
}

/** Why it comes out as it does: what rules an option out, then what speaks for which. */
function writeDrivers(source: RecordSource): Block[] {
  const { subject, model } = source;
  const { recommendation, ranking } = subject.advice;
  const { core, runnerUp } = recommendation;
  const ruledOut = ranking
    .filter(({ vetoes }) => vetoes.length > 0)
    .map(
      ({ pattern, vetoes: [{ text }] }) =>
        `Rules out ${quoted(pattern)}: ${text}`,
    );
  const missed = ranking
    .filter(({ missesRequirement }) => missesRequirement)
    .map(
      ({ pattern }) =>
        `${quoted(pattern)} misses the latency that is required and that another option meets`,
    );
  const reasons = tellingDrivers(source).flatMap(({ criterion, points }) => {
    const favoured = points > 0 ? core : runnerUp;
    const reason =
      favoured &&
      findRanked(subject, favoured)?.contributions.find(
        contribution => contribution.criterion === criterion,
      )?.reason;
    return favoured && reason !== undefined
      ? [
          `${criterionTitle(model, criterion)} favours ${patternTitle(favoured)}: ${reason}`,
        ]
      : [];
  });
  const lines = [...ruledOut, ...missed, ...reasons].slice(0, DRIVERS_SHOWN);
  return [
    list(lines.length > 0 ? lines : ['No criterion tells the options apart']),
    ...placementDrivers(source),
  ];
}

/** Answers behind the criteria that have no demand of their own, or that are measured. */
const behind: Record<string, readonly string[]> = {
  'stage-fit': stagePaths,
  'devops-maturity': ['team.devopsMaturity', 'team.distributedExperience'],
  'cost-at-volume': ['workload.requestsPerMonth', 'workload.inferenceMs'],
  'tail-latency': ['workload.latency', 'workload.inferenceMs'],
  'cold-start': ['workload.latency', 'workload.modelSizeGb'],
};

/** The answers that matter most, first those that state a requirement or rule something out. */
function decisiveAnswers(source: RecordSource): string[] {
  const { subject, model } = source;
  const { advice } = subject;
  const paths = [
    ...advice.ranking.flatMap(({ vetoes }) => vetoes.map(({ field }) => field)),
    'workload.requestsPerMonth',
    'workload.latency',
    ...tellingDrivers(source).flatMap(({ criterion }) => [
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
