import { levelsByDay } from './LevelHistory';

const ranks = { none: 0, bronze: 1, silver: 2, gold: 3 };
const since = (level: keyof typeof ranks, at: string) => ({
  level,
  levelRank: ranks[level],
  at: `2026-03-${at}`,
});

describe('levelsByDay', () => {
  it('shows the level at the end of each day, without changes within a day', () => {
    const steady = since('silver', '01T08:00:00');
    const better = since('gold', '05T18:00:00');
    expect(
      levelsByDay([
        steady,
        since('none', '02T08:00:00'),
        since('bronze', '02T09:00:00'),
        since('silver', '02T10:00:00'),
        since('none', '05T08:00:00'),
        better,
      ]),
    ).toEqual([steady, better]);
    expect(levelsByDay([])).toEqual([]);
  });
});
