import { createModel } from '../advisor/extension/createModel';
import { defaultModel } from '../advisor/DecisionModel';
import { predictionGroups, PredictedService } from './predictions';

const service = (
  cost: [predicted: number, measured: number],
  latency?: [predicted: number, measured: number],
  over: Partial<PredictedService> = {},
): PredictedService => ({
  platform: 'aws-lambda',
  pattern: 'monolith',
  cost: { predicted: cost[0], measured: cost[1] },
  ...(latency && { latency: { predicted: latency[0], measured: latency[1] } }),
  ...over,
});

const several = (count: number, make: (index: number) => PredictedService) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('errors of predictions', () => {
  it('are medians and quartiles by platform and pattern, most services first', () => {
    const groups = predictionGroups(
      [
        service([100, 50], undefined, { pattern: 'serverless' }),
        service([100, 100]),
        service([100, 200]),
        service([100, 120]),
      ],
      defaultModel,
    );
    expect(groups).toEqual([
      {
        platform: 'aws-lambda',
        pattern: 'monolith',
        cost: {
          services: 3,
          median: expect.closeTo(0.2),
          quartiles: [expect.closeTo(0.1), expect.closeTo(0.6)],
        },
        suggestions: [],
      },
      {
        platform: 'aws-lambda',
        pattern: 'serverless',
        cost: { services: 1, median: -0.5, quartiles: [-0.5, -0.5] },
        suggestions: [],
      },
    ]);
  });

  it('suggest a price once eight services err in one direction', () => {
    const costly = (count: number) =>
      predictionGroups(
        several(count, index => service([100, 140 + index])),
        defaultModel,
      )[0].suggestions;
    expect(costly(7)).toEqual([]);
    expect(costly(9)).toEqual([
      expect.objectContaining({
        assumption: 'cpuInstanceHour',
        current: 0.08925,
        suggested: Number((0.08925 * 1.44).toPrecision(3)),
        text: '9 services measure 44 % more than predicted, by the median.',
      }),
    ]);
  });

  it('suggest the price of the platform for functions', () => {
    const [{ suggestions }] = predictionGroups(
      several(8, () =>
        service([100, 50], undefined, { pattern: 'serverless' }),
      ),
      defaultModel,
    );
    expect(suggestions.map(({ assumption }) => assumption)).toEqual([
      'lambdaGbSecond',
    ]);
  });

  it('suggest nothing where services err both ways', () => {
    const [{ suggestions }] = predictionGroups(
      several(20, index => service([100, index % 2 ? 50 : 200])),
      defaultModel,
    );
    expect(suggestions).toEqual([]);
  });

  it('suggest the time of the application by what is missing, and never none', () => {
    const slow = predictionGroups(
      several(8, () => service([100, 100], [0.1, 0.13])),
      defaultModel,
    );
    expect(slow[0].suggestions).toEqual([
      expect.objectContaining({
        assumption: 'applicationSeconds',
        current: 0.015,
        suggested: 0.045,
      }),
    ]);
    const fast = predictionGroups(
      several(8, () => service([100, 100], [0.1, 0.05])),
      defaultModel,
    );
    expect(fast[0].suggestions).toEqual([]);
  });

  it('start from the assumption of the organisation', () => {
    const model = createModel({ assumptions: { cpuInstanceHour: 0.2 } });
    const [{ suggestions }] = predictionGroups(
      several(8, () => service([100, 150])),
      model,
    );
    expect(suggestions[0]).toMatchObject({ current: 0.2, suggested: 0.3 });
  });
});
