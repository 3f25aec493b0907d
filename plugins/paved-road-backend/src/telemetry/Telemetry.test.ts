import { tracingServiceMock } from '@backstage/backend-test-utils/alpha';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { Telemetry } from './Telemetry';

const away = new Error('away');
const fails = async () => {
  throw away;
};

describe('Telemetry', () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const provider = new MeterProvider({ readers: [reader] });
  const tracing = tracingServiceMock.mock();
  const createTelemetry = () =>
    new Telemetry({
      metrics: provider.getMeter('test') as MetricsService,
      tracing,
    });
  let telemetry: Telemetry;

  /** Name, unit and attributes of each value; of durations how many there are. */
  async function collected(): Promise<unknown[]> {
    await reader.forceFlush();
    const metrics = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(scope => scope.metrics);
    exporter.reset();
    return metrics.flatMap(({ descriptor: { name, unit }, dataPoints }) =>
      dataPoints.map(({ value, attributes }) => [
        name,
        unit,
        attributes,
        typeof value === 'number' ? value : value.count,
      ]),
    );
  }

  beforeEach(async () => {
    tracing.startActiveSpan.mockImplementation(
      async (_name: string, _options: any, work: any) =>
        work({ setAttribute() {}, setStatus() {} }),
    );
    telemetry = createTelemetry();
    await collected();
  });
  afterAll(() => provider.shutdown());

  it('tells what became of entities, and how long it took', async () => {
    const outcome = { looked: 5, changed: 2, saved: 2 };
    await expect(telemetry.evaluation(async () => outcome)).resolves.toBe(
      outcome,
    );
    await expect(telemetry.evaluation(fails)).rejects.toBe(away);
    telemetry.evaluationFailed();
    telemetry.runStarted('rules');
    expect(await collected()).toEqual([
      ['paved_road.evaluation.duration', 's', { outcome: 'success' }, 1],
      ['paved_road.evaluation.duration', 's', { outcome: 'error' }, 1],
      [
        'paved_road.evaluation.entities',
        '{entity}',
        { result: 'evaluated' },
        2,
      ],
      [
        'paved_road.evaluation.entities',
        '{entity}',
        { result: 'unchanged' },
        3,
      ],
      ['paved_road.evaluation.entities', '{entity}', { result: 'failed' }, 1],
      ['paved_road.evaluation.runs', '{run}', { trigger: 'rules' }, 1],
    ]);
  });

  it('tells of each collector what it found', async () => {
    const find = (collector: string, status: string) =>
      telemetry.collection(collector, async () => ({ status }));
    await find('repository', 'known');
    await find('repository', 'known');
    await find('repository', 'unknown');
    await find('slo', 'not-modified');
    const of = (collector: string, outcome: string, count: number) => [
      'paved_road.fact_collection.duration',
      's',
      { collector, outcome },
      count,
    ];
    expect(await collected()).toEqual([
      of('repository', 'known', 2),
      of('repository', 'unknown', 1),
      of('slo', 'not-modified', 1),
    ]);
    expect(tracing.startActiveSpan).toHaveBeenLastCalledWith(
      'paved_road.fact_collection',
      { attributes: { 'paved_road.collector': 'slo' } },
      expect.anything(),
    );
  });

  it('tells whether rule packs were read', async () => {
    await telemetry.rulePackLoad(async () => ({ changed: true }));
    await telemetry.rulePackLoad(async () => ({ changed: false }));
    await expect(telemetry.rulePackLoad(fails)).rejects.toBe(away);
    expect(await collected()).toEqual(
      ['changed', 'unchanged', 'error'].map(outcome => [
        'paved_road.rule_packs.load.duration',
        's',
        { outcome },
        1,
      ]),
    );
  });

  it('counts notifications that are sent, and those that are not', async () => {
    const send = jest.fn();
    const notifications = telemetry.countNotifications({ send });
    const notification = {
      recipients: { type: 'broadcast' as const },
      payload: { title: 'News', topic: 'team-summary' },
    };
    await notifications.send(notification);
    send.mockRejectedValue(away);
    await expect(notifications.send(notification)).rejects.toBe(away);
    expect(send).toHaveBeenCalledWith(notification);
    expect(await collected()).toEqual(
      ['success', 'error'].map(outcome => [
        'paved_road.notifications',
        '{notification}',
        { topic: 'team-summary', outcome },
        1,
      ]),
    );
  });

  it('tells what waits whenever it is asked', async () => {
    telemetry.observeBacklog(async () => ({ entities: 7, lag: 2.5 }));
    expect(await collected()).toEqual([
      ['paved_road.evaluation.backlog', '{entity}', {}, 7],
      ['paved_road.evaluation.lag', 's', {}, 2.5],
    ]);
  });
});
