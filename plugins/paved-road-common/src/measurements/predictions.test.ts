import { createModel } from '../advisor/extension/createModel';
import { defaultModel } from '../advisor/options/DecisionModel';
import { PredictionStatistics, predictionGroups } from './predictions';

const errors = (
  services: number,
  median: number,
  quartiles: [number, number] = [median, median],
) => ({ services, median, quartiles });

const group = (over: Partial<PredictionStatistics>): PredictionStatistics => ({
  platform: 'aws-lambda',
  pattern: 'monolith',
  services: 8,
  ...over,
});

const suggestionsOf = (
  over: Partial<PredictionStatistics>,
  model = defaultModel,
) => predictionGroups([group(over)], model)[0].suggestions;

describe('errors of predictions', () => {
  it('are told by platform and pattern, most services first', () => {
    const few = group({ pattern: 'serverless', services: 1 });
    const more = group({ services: 3, cost: errors(3, 0.2, [0.1, 0.6]) });
    expect(predictionGroups([few, more], defaultModel)).toEqual([
      {
        platform: 'aws-lambda',
        pattern: 'monolith',
        cost: { services: 3, median: 0.2, quartiles: [0.1, 0.6] },
        suggestions: [],
      },
      { platform: 'aws-lambda', pattern: 'serverless', suggestions: [] },
    ]);
  });

  it('suggest a price once eight services err in one direction', () => {
    expect(suggestionsOf({ cost: errors(7, 0.44) })).toEqual([]);
    expect(suggestionsOf({ cost: errors(9, 0.44) })).toEqual([
      expect.objectContaining({
        assumption: 'cpuInstanceHour',
        current: 0.08925,
        suggested: Number((0.08925 * 1.44).toPrecision(3)),
        text: 'Median of 9 services: 44% more than predicted.',
      }),
    ]);
  });

  it('suggest the price of the platform for functions', () => {
    const suggestions = suggestionsOf({
      pattern: 'serverless',
      cost: errors(8, -0.5),
    });
    expect(suggestions.map(({ assumption }) => assumption)).toEqual([
      'lambdaGbSecond',
    ]);
  });

  it.each([
    ['both ways', -0.5, 1],
    ['by little', 0.05, 1],
    ['by little, downwards', -0.5, -0.05],
  ])('suggest nothing where services err %s', (_, from, to) => {
    expect(suggestionsOf({ cost: errors(20, 0.3, [from, to]) })).toEqual([]);
  });

  it('suggest the time of the application by what is missing, and never none', () => {
    expect(
      suggestionsOf({ latency: errors(8, 0.3), latencyDifference: 0.03 }),
    ).toEqual([
      expect.objectContaining({
        assumption: 'applicationSeconds',
        current: 0.015,
        suggested: 0.045,
      }),
    ]);
    expect(
      suggestionsOf({ latency: errors(8, -0.5), latencyDifference: -0.05 }),
    ).toEqual([]);
  });

  it('start from the assumption of the organisation', () => {
    const model = createModel({ assumptions: { cpuInstanceHour: 0.2 } });
    expect(suggestionsOf({ cost: errors(8, 0.5) }, model)).toMatchObject([
      { current: 0.2, suggested: 0.3 },
    ]);
  });
});
