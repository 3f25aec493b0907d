import { Document, isSeq } from 'yaml';
import { defaultModel } from '../../advisor/DecisionModel';
import { AssessmentStatus } from '../schemas';
import { annexOf } from './annex';
import { contextOf } from './context';
import { driversOf } from './drivers';
import { heading, toMarkdown } from './markdown';
import { nameInRef } from './names';
import { optionsOf, prosAndConsOf } from './options';
import { confirmationOf, consequencesOf, outcomeOf } from './outcome';
import {
  chosenPattern,
  DecisionRecordOptions,
  DecisionRecordSubject,
  RecordSource,
} from './subject';
import { dayOf, patternTitle } from './texts';

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
