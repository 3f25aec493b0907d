import { Document, isSeq } from 'yaml';
import { defaultModel } from '../../advisor/options/DecisionModel';
import { AssessmentStatus } from '../schemas';
import { contextBlocks } from './context';
import { listDrivers } from './arguments';
import { listAxes, RecordSource } from './axes';
import { heading, list, paragraph, toMarkdown } from './markdown';
import { informationTable } from './moreInformation';
import { optionTable, prosAndCons } from './options';
import {
  confirmationBlocks,
  consequenceBlocks,
  outcomeBlocks,
} from './outcome';
import { DecisionRecordOptions, DecisionRecordSubject } from './subject';
import { choiceText, formatDay } from './texts';

const statusInRecord: Record<AssessmentStatus, string> = {
  draft: 'proposed',
  submitted: 'proposed',
  approved: 'accepted',
  rejected: 'rejected',
  superseded: 'superseded',
};

/**
 * The decision record of an assessment in MADR 4.0.0 (Markdown Architectural Decision Records): one page
 * to sign, with a table of the options. Text from people and model extensions is escaped.
 *
 * @public
 */
export function renderDecisionRecord(
  assessment: DecisionRecordSubject,
  options: DecisionRecordOptions = {},
): string {
  const { model = defaultModel, checks = [] } = options;
  const axes = listAxes(assessment);
  const source: RecordSource = {
    subject: assessment,
    model,
    checks,
    axes,
    nameOf: ref => options.nameOf?.(ref) ?? nameInRef(ref),
  };
  const choice = choiceText(axes);
  const drivers = axes.flatMap(axis => listDrivers(axis, model));
  const none = [paragraph('Nothing is chosen yet.')];
  const body = toMarkdown([
    heading(
      1,
      `${choice ?? 'No pattern yet'} for ${source.nameOf(assessment.entityRef)}`,
    ),
    heading(2, 'Context and Problem Statement'),
    ...contextBlocks(source),
    heading(2, 'Decision Drivers'),
    list(drivers.length > 0 ? drivers : ['No criterion separates the options']),
    heading(2, 'Considered Options'),
    optionTable(source),
    heading(2, 'Decision Outcome'),
    ...outcomeBlocks(source),
    heading(3, 'Consequences'),
    ...(choice ? consequenceBlocks(source) : none),
    heading(3, 'Confirmation'),
    ...(choice ? confirmationBlocks(source) : none),
    heading(2, 'Pros and Cons of the Options'),
    ...prosAndCons(source),
    heading(2, 'More Information'),
    informationTable(source),
  ]);
  return `${frontMatter(source)}\n\n${body}\n`;
}

/** The references that a decision record shows by name: the entity and the people in its history. @public */
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
