import { stringify } from 'yaml';
import { defaultModel } from '../../advisor/DecisionModel';
import { AssessmentStatus } from '../schemas';
import { contextOf, driversOf } from './context';
import { informationOf } from './information';
import { heading, toMarkdown } from './markdown';
import { optionsOf, prosAndConsOf } from './options';
import { confirmationOf, consequencesOf, outcomeOf } from './outcome';
import {
  chosenPattern,
  DecisionRecordOptions,
  DecisionRecordSubject,
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
 * The decision record of an assessment in MADR 4.0.0 (Markdown Architectural Decision Records).
 * Whatever people or the organisation's model wrote is shown literally.
 *
 * @public
 */
export function renderDecisionRecord(
  assessment: DecisionRecordSubject,
  options: DecisionRecordOptions = {},
): string {
  const { model = defaultModel, checks = [] } = options;
  const source = { subject: assessment, model, checks };
  const chosen = patternTitle(chosenPattern(assessment));
  const body = toMarkdown([
    heading(1, `${chosen} for ${assessment.entityRef}`),
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
    ...informationOf(source),
  ]);
  return `${frontMatter(assessment)}\n\n${body}\n`;
}

function frontMatter(assessment: DecisionRecordSubject): string {
  const people = new Set([assessment.author]);
  if (assessment.status !== 'draft') {
    people.add(assessment.submitted.by);
  }
  if ('review' in assessment) {
    people.add(assessment.review.by);
  }
  const yaml = stringify(
    {
      status: statusInRecord[assessment.status],
      date: dayOf(assessment.updatedAt),
      'decision-makers': [...people],
      consulted: [],
      informed: [],
    },
    { lineWidth: 0 },
  );
  return `---\n${yaml}---`;
}
