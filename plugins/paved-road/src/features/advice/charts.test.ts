import { AdviceRequest } from '@paved-road/plugin-paved-road-common';
import { advise } from '@paved-road/plugin-paved-road-common/advisor';
import { withVerdict } from '../../testing/withVerdict';
import { costChart } from './costChart';
import { latencyChart } from './latencyChart';

const volume = 200_000_000;

const withWorkload = (
  workload: AdviceRequest['profile']['workload'],
): AdviceRequest => ({
  profile: {
    workload: {
      traffic: 'steady',
      requestsPerMonth: volume,
      latency: 'interactive',
      inferenceMs: 50,
      modelSizeGb: 2,
      memoryGb: 4,
      accelerator: 'none',
      ...workload,
    },
  },
});

describe('costChart', () => {
  it('draws what the advice says, on whole decades, with the marks inside', () => {
    const advice = withVerdict(advise(withWorkload({})), 'clear');
    const chart = costChart(advice, volume)!;
    const { core } = advice.recommendation;
    expect(chart.points).toHaveLength(advice.cost.curve.length);
    const last = advice.cost.curve.at(-1)!;
    expect(chart.points.at(-1)).toMatchObject({
      volume: last.requestsPerMonth,
      serverless: last.monthly.serverless!.mid,
      band: [last.monthly[core]!.low, last.monthly[core]!.high],
    });
    expect(chart).toMatchObject({
      recommended: core,
      assumed: volume,
      breakEven: advice.cost.breakEvenRequestsPerMonth,
    });
    const [least, most] = chart.costs.domain;
    for (const { band, monolith } of chart.points) {
      expect(band![0]).toBeGreaterThanOrEqual(least);
      expect(Math.max(band![1], monolith!)).toBeLessThanOrEqual(most);
    }
  });

  it('draws what costs next to nothing at the foot of the chart, and says so', () => {
    const advice = advise(
      withWorkload({ requestsPerMonth: 2000, latency: 'batch' }),
    );
    const chart = costChart(advice, 2000)!;
    const [first] = chart.points;
    expect(first.ranges.serverless!.mid).toBeLessThan(1);
    expect(first.serverless).toBe(chart.leastCost);
  });

  it('sets no pattern off where the answers are not enough for one', () => {
    const advice = advise(withWorkload({}));
    const chart = costChart(withVerdict(advice, 'not-enough-answers'), volume)!;
    expect(chart).not.toHaveProperty('recommended', expect.anything());
    expect(chart.points.every(({ band }) => band === undefined)).toBe(true);
  });

  it('draws nothing while nothing is known, and no volume that it does not show', () => {
    expect(costChart(advise({ profile: {} }), undefined)).toBeUndefined();
    expect(costChart(advise(withWorkload({})), 1e30)).not.toHaveProperty(
      'assumed',
    );
  });
});

describe('latencyChart', () => {
  it('has an axis from zero while the bars can be compared', () => {
    const advice = advise(withWorkload({}));
    const chart = latencyChart(advice)!;
    expect(chart.axis).toMatchObject({ scale: 'linear' });
    expect(chart.requirement).toBe(1);
    const serverless = advice.latency.perPattern.serverless;
    expect(chart.bars.at(-1)).toMatchObject(
      serverless.status === 'estimated'
        ? { subject: 'serverless', p99: serverless.p99 }
        : {},
    );
  });

  it('has a logarithmic axis where cold starts dominate', () => {
    const chart = latencyChart(
      advise(
        withWorkload({
          traffic: 'sporadic',
          requestsPerMonth: 2000,
          latency: 'near-real-time',
        }),
      ),
    )!;
    expect(chart.axis).toMatchObject({ scale: 'log' });
    const values = chart.bars.flatMap(({ p50, p99 }) => [p50, p99]);
    expect(chart.axis.domain[0]).toBeLessThanOrEqual(Math.min(...values));
    expect(chart.axis.domain[1]).toBeGreaterThanOrEqual(Math.max(...values));
  });

  it('draws nothing while nothing is known', () => {
    expect(latencyChart(advise({ profile: {} }))).toBeUndefined();
  });
});
