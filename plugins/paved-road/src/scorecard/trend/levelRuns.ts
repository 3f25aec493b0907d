import { Trend } from '@paved-road/plugin-paved-road-common';

/** Days on end at the same level. */
export interface LevelRun {
  level: string;
  /** Dates, ISO 8601. */
  from: string;
  to: string;
  days: number;
}

/** The levels of an entity, oldest first; days on which it was not evaluated yet are left out. */
export function levelRuns({ points }: Pick<Trend, 'points'>): LevelRun[] {
  const runs: LevelRun[] = [];
  for (const { date, levels } of points) {
    const level = Object.keys(levels).find(id => levels[id] > 0);
    const last = runs.at(-1);
    if (level !== undefined && last?.level === level) {
      last.to = date;
      last.days += 1;
    } else if (level !== undefined) {
      runs.push({ level, from: date, to: date, days: 1 });
    }
  }
  return runs;
}
