import { ScorecardTransition } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';

/** What one evaluation changed. */
export interface Change {
  /** ISO 8601 */
  at: string;
  /** Of the level; absent where it stayed. */
  level?: ScorecardTransition;
  checks: ScorecardTransition[];
  /** Of all of it. */
  causes: ScorecardTransition['causes'];
}

/** What changed on one day, where the person is. */
export interface DayOfChanges {
  /** ISO 8601 */
  day: string;
  changes: Change[];
}

/** @param transitions - newest first */
export function groupTransitions(
  transitions: ScorecardTransition[],
): DayOfChanges[] {
  const days: DayOfChanges[] = [];
  for (const transition of transitions) {
    const day = DateTime.fromISO(transition.at).toISODate()!;
    if (days.at(-1)?.day !== day) {
      days.push({ day, changes: [] });
    }
    const { changes } = days.at(-1)!;
    if (changes.at(-1)?.at !== transition.at) {
      changes.push({ at: transition.at, checks: [], causes: [] });
    }
    const change = changes.at(-1)!;
    if (transition.checkId === undefined) {
      change.level = transition;
    } else {
      change.checks.push(transition);
    }
    change.causes = [...new Set([...change.causes, ...transition.causes])];
  }
  return days;
}
