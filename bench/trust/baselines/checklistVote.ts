import {
  PlainPattern,
  plainPatterns,
} from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import { getAnswer } from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { Baseline, Prediction } from './Baseline';
import { checklist, ChecklistRow, invocationRows } from './checklist';

function applies({ path, when }: ChecklistRow, profile: Profile): boolean {
  const answer = getAnswer(profile, path);
  if (answer === undefined) {
    return false;
  }
  return 'is' in when
    ? when.is.includes(answer)
    : Number(answer) >= (when.from ?? -Infinity) &&
        Number(answer) <= (when.to ?? Infinity);
}

/** One vote per answered question; a tie goes to the first in the order of the patterns. */
function count(rows: readonly ChecklistRow[], profile: Profile): Prediction {
  const votes: Record<PlainPattern, number> = {
    monolith: 0,
    microservices: 0,
    serverless: 0,
  };
  const answered = rows.filter(row => applies(row, profile));
  for (const { question, votes: favoured } of answered) {
    const sharing = answered.filter(row => row.question === question).length;
    for (const pattern of favoured) {
      votes[pattern] += 1 / sharing / favoured.length;
    }
  }
  return {
    core: plainPatterns.reduce((best, pattern) =>
      votes[pattern] > votes[best] ? pattern : best,
    ),
  };
}

export const checklistVote: Baseline = {
  title: 'Checklist vote',
  method:
    'Each question of the article’s checklist that is answered has one vote for the pattern that the article favours for the answer, or shares it where it favours two.',
  learns: false,
  fit: () => profile => count(checklist, profile),
};

export const checklistVoteWithInvocation: Baseline = {
  title: 'Vote with the way of calling',
  method:
    'The same, with one more vote: a call inside the application for the monolith, an API for services, an event for functions.',
  learns: false,
  fit: () => profile => count([...checklist, ...invocationRows], profile),
};
