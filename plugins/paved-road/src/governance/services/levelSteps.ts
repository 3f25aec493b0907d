import { ScorecardSummary } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';

type History = ScorecardSummary['levelHistory'];

const DAYS = 30;
/** The length of the line for today, at least. */
const NOW = 6;

const round = (value: number) => Math.round(value * 10) / 10;

const dayOf = (at: string) => DateTime.fromISO(at).toISODate();

/** The levels that a service had when a day ended, as charts show them: what came and went within a day is left out. */
export function levelsByDay(history: History): History {
  return history
    .filter(({ at }, index) => {
      const next = history[index + 1];
      return !next || dayOf(next.at) !== dayOf(at);
    })
    .filter(({ level }, index, days) => level !== days[index - 1]?.level);
}

/**
 * The levels over the last 30 days as a line of steps.
 *
 * @param size - of the drawing; the highest level is at the top
 * @returns the path of an SVG
 */
export function levelSteps(
  history: History,
  highestRank: number,
  size: { width: number; height: number },
  now = DateTime.now(),
): string {
  const x = (at: string) => {
    const daysAgo = now.diff(DateTime.fromISO(at), 'days').days;
    return round(
      Math.min(
        size.width * (1 - Math.min(daysAgo, DAYS) / DAYS),
        // What it came to today has to be seen.
        size.width - NOW,
      ),
    );
  };
  const y = (rank: number) =>
    round(size.height * (1 - rank / Math.max(highestRank, 1)));
  const [first, ...changes] = history;
  return [
    `M${x(first.at)} ${y(first.levelRank)}`,
    ...changes.map(({ at, levelRank }) => `H${x(at)}V${y(levelRank)}`),
    `H${size.width}`,
  ].join('');
}

/** Whether a service stands higher or lower than at the beginning. */
export function directionOf(history: History): 'up' | 'down' | undefined {
  const change = history[history.length - 1].levelRank - history[0].levelRank;
  if (change === 0) {
    return undefined;
  }
  return change > 0 ? 'up' : 'down';
}
