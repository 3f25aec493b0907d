import { AdviceRequest } from '@paved-road/plugin-paved-road-common';
import {
  advise,
  describeModel,
} from '@paved-road/plugin-paved-road-common/advisor';
import { comparisonRows, heaviestRows } from './comparisonRows';
import { rankedPatterns } from './ranked';

const request: AdviceRequest = {
  profile: {
    team: { devopsMaturity: 4, parallelTeams: 3 },
    product: { driver: 'scale', roadmap: 'stable' },
    workload: { traffic: 'spiky', invocation: 'api' },
  },
  weights: { 'team-autonomy': 5, 'development-speed': 0 },
};
const rows = comparisonRows(
  rankedPatterns(advise(request)),
  describeModel().criteria,
);

describe('Rows of the comparison', () => {
  it('have every criterion once, with what each pattern contributes', () => {
    expect(rows.map(({ id }) => id)).toEqual(
      describeModel().criteria.map(({ id }) => id),
    );
    expect(rows.find(({ id }) => id === 'team-autonomy')).toMatchObject({
      weight: 5,
      isRequirement: false,
      contributions: { monolith: { supply: 1 }, microservices: { supply: 5 } },
    });
  });

  it('show the heaviest first of all, but in their order, and none that weighs nothing', () => {
    const heaviest = heaviestRows(rows, 4);
    expect(heaviest).toHaveLength(4);
    expect(heaviest.map(({ id }) => id)).toContain('team-autonomy');
    expect(heaviest).toEqual(rows.filter(row => heaviest.includes(row)));
    const least = Math.min(...heaviest.map(({ weight }) => weight));
    for (const row of rows.filter(other => !heaviest.includes(other))) {
      expect(row.weight).toBeLessThanOrEqual(least);
    }
    expect(
      heaviestRows(rows, rows.length).every(({ weight }) => weight > 0),
    ).toBe(true);
  });
});
