import { toTrendPoint } from './scorecardTrend';

const ranks = new Map(
  ['none', 'bronze', 'silver', 'gold'].map((id, rank) => [id, rank]),
);

describe('toTrendPoint', () => {
  it('counts by the levels and the target of today', () => {
    expect(
      toTrendPoint(
        {
          date: '2026-01-02',
          // Platinum was a level then.
          levels: { none: 1, silver: 3, gold: 2, platinum: 4 },
          assessments: { draft: 1, submitted: 2, approved: 3, rejected: 4 },
          waived: 5,
          stale: 2,
          levelChanges: [],
        },
        ranks,
        2,
      ),
    ).toEqual({
      date: '2026-01-02',
      levels: { none: 5, bronze: 0, silver: 3, gold: 2 },
      totals: {
        entities: 10,
        assessed: 5,
        approved: 3,
        submitted: 2,
        onTheRoad: 5,
        waived: 5,
        stale: 2,
      },
      raised: 0,
      lowered: 0,
      causes: {},
    });
  });

  it('tells who rose from who sank, and why, without those who came or went', () => {
    expect(
      toTrendPoint(
        {
          date: '2026-01-02',
          levels: {},
          assessments: {},
          waived: 0,
          stale: 0,
          levelChanges: [
            { to: 'gold', count: 7, causes: {} },
            { from: 'gold', count: 9, causes: { entity: 9 } },
            {
              from: 'none',
              to: 'gold',
              count: 3,
              causes: { facts: 3, rules: 1 },
            },
            { from: 'bronze', to: 'silver', count: 2, causes: { facts: 2 } },
            { from: 'silver', to: 'none', count: 4, causes: { waivers: 4 } },
          ],
        },
        ranks,
        2,
      ),
    ).toMatchObject({
      raised: 5,
      lowered: 4,
      causes: { facts: 5, rules: 1, waivers: 4 },
    });
  });
});
