import { AdviceRequest } from '@paved-road/plugin-paved-road-common';
import { advise } from '@paved-road/plugin-paved-road-common/advisor';
import { flipRows } from './flipRows';

const request: AdviceRequest = {
  profile: {
    team: { devopsMaturity: 5, teamSize: 60, parallelTeams: 6 },
    product: { driver: 'scale', roadmap: 'stable' },
    workload: {
      traffic: 'steady',
      requestsPerMonth: 300_000_000,
      inferenceMs: 40,
      memoryGb: 4,
      invocation: 'api',
      backgroundWork: 'none',
    },
  },
};

describe('flipRows', () => {
  it('keeps every flip once: numbers, then answers by outcome, then weights', () => {
    const found = advise(request).flips;
    const hybrid = {
      path: 'workload.backgroundWork',
      pattern: 'hybrid',
      core: 'microservices',
      background: 'serverless',
      text: '',
    } as const;
    const flips = {
      ...found,
      answers: [
        ...found.answers.filter(({ path }) => path !== hybrid.path),
        { ...hybrid, value: 'some' },
        { ...hybrid, value: 'substantial' },
      ],
    };
    const rows = flipRows(flips);
    const kinds = rows.map(({ kind }) => kind);
    const order = ['number', 'answers', 'weight'];
    expect(kinds).toEqual(
      kinds.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
    expect(
      rows.flatMap(row => (row.kind === 'answers' ? row.values : [])),
    ).toHaveLength(flips.answers.length);
    expect(new Set(rows.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(
      rows.length,
    );
    expect(rows).toContainEqual(
      expect.objectContaining({
        kind: 'answers',
        values: ['some', 'substantial'],
        flip: expect.objectContaining({
          path: 'workload.backgroundWork',
          pattern: 'hybrid',
        }),
      }),
    );
  });

  it('keeps answers to one question apart that lead elsewhere', () => {
    const flip = {
      path: 'product.driver',
      pattern: 'monolith',
      core: 'monolith',
      text: '',
    } as const;
    const rows = flipRows({
      answers: [
        { ...flip, value: 'cost' },
        {
          ...flip,
          value: 'scale',
          pattern: 'microservices',
          core: 'microservices',
        },
      ],
      numbers: [],
      weights: [],
      without: [],
    });
    expect(rows).toHaveLength(2);
  });
});
