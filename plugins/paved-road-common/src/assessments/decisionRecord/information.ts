import { Block, paragraph, titledList } from './markdown';
import { RecordSource } from './subject';
import { criterionTitle, dayOf, numberText } from './texts';

/** What the result was made with, and what happened to the assessment. */
export function informationOf({ subject, model }: RecordSource): Block[] {
  const { advice, events, id, weights = {} } = subject;
  const platform = model.platforms[advice.platform]?.title ?? advice.platform;
  return [
    paragraph(
      `${id ? `Assessment ${id}, made` : 'Made'} with version ${advice.modelVersion} of the decision model for the serverless platform ${platform}.`,
    ),
    ...titledList(
      'Weights that were changed:',
      Object.entries(weights).map(
        ([criterion, weight]) =>
          `${criterionTitle(model, criterion)}: ${weight}`,
      ),
    ),
    ...titledList(
      'Assumptions behind the numbers:',
      advice.assumptions.map(
        ({ id: assumption, title, value, unit, source, overridden }) =>
          `${title} (${assumption}): ${numberText(value)} ${unit}${
            overridden ? ', changed for this assessment' : ''
          }; source: ${source}`,
      ),
    ),
    ...titledList(
      'Roadmap:',
      advice.roadmap.map(
        ({ title, description, state }) =>
          `${title} (${state}): ${description}`,
      ),
    ),
    ...titledList(
      'History:',
      events.map(({ at, actor, action, comment }) =>
        [
          `${dayOf(at)}: ${action} by ${actor}`,
          ...(comment ? [comment] : []),
        ].join(': '),
      ),
    ),
  ];
}
