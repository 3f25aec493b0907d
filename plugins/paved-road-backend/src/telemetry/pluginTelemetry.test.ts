import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  MetricsService,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  admin,
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { until } from '../__testUtils__/until';

const ada = 'user:default/ada';

describe('the plugin', () => {
  const exporter = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const reader = new PeriodicExportingMetricReader({ exporter });
  const provider = new MeterProvider({ readers: [reader] });

  afterAll(() => provider.shutdown());

  /** Each metric with the attributes that its values have. */
  async function collected(): Promise<Map<string, object[]>> {
    exporter.reset();
    await reader.forceFlush();
    return new Map(
      exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap(({ metrics }) => metrics)
        .map(({ descriptor, dataPoints }) => [
          descriptor.name,
          dataPoints.map(({ attributes }) => attributes),
        ]),
    );
  }

  it('tells of its work, and never of which entity', async () => {
    const backend = await startPavedRoad([createComponent('search', ada)], {}, [
      createServiceFactory({
        service: metricsServiceRef,
        deps: {},
        factory: () => provider.getMeter('test') as MetricsService,
      }),
    ]);
    const user = backend.asUser(ada);
    const path = '/entities/component/default/search';
    await until(
      async () => (await user.get(`${path}/scorecard`)).status === 200,
    );
    await user.post(`${path}/scorecard`).expect(200);
    const { body } = await user.post(`${path}/assessments`, {
      profile: { team: { teamSize: 4 } },
    });
    await user.post(`/assessments/${body.id}/submit`).expect(200);
    await backend
      .asUser(admin)
      .post(`/assessments/${body.id}/reject`, { comment: 'Why?' })
      .expect(200);

    const metrics = await collected();
    expect(metrics.get('paved_road.evaluation.duration')).toEqual([
      { outcome: 'success' },
    ]);
    expect(metrics.get('paved_road.evaluation.entities')).toContainEqual({
      result: 'evaluated',
    });
    expect(metrics.get('paved_road.evaluation.runs')).toContainEqual({
      trigger: 'schedule',
    });
    expect(metrics.get('paved_road.evaluation.backlog')).toEqual([{}]);
    expect(metrics.get('paved_road.evaluation.lag')).toEqual([{}]);
    expect(metrics.get('paved_road.fact_collection.duration')).toEqual([
      { collector: 'repository', outcome: 'unknown' },
    ]);
    expect(metrics.get('paved_road.rule_packs.load.duration')).toEqual([
      { outcome: 'changed' },
    ]);
    expect(metrics.get('paved_road.notifications')).toEqual([
      { topic: 'assessment-review', outcome: 'success' },
    ]);
    expect(JSON.stringify([...metrics])).not.toContain('search');
  });
});
