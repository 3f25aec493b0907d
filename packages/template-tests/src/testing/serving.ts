import { expectToKeepContract, expectToTurnAway } from './contract';
import { Gate } from './Gate';
import { InstalledService } from './InstalledService';
import { Answer, RunningService } from './RunningService';

export const request = { text: 'I was charged twice for March' };

/** From the start of the process to its end. */
export async function expectToServe(
  installed: InstalledService,
): Promise<void> {
  await whileRunning(installed, {}, async service => {
    await service.untilReadiness(200);

    expect(json(await service.post('/v1/classify', request))).toEqual([
      200,
      expect.objectContaining({
        label: 'billing',
        confidence: expect.any(Number),
        needsReview: expect.any(Boolean),
      }),
    ]);
    expect(json(await service.post('/v1/classify', { txt: '' }))).toEqual([
      400,
      expect.objectContaining({ statusCode: 400, message: expect.any(String) }),
    ]);

    expect((await service.get('/livez')).status).toBe(200);
    const metrics = await service.get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(metrics.text).toMatch(/^\w+_count\{[^}]*classify[^}]*\} [1-9]/m);
    expect(json(await service.get('/openapi.json'))).toEqual([
      200,
      installed.readJson('openapi.json'),
    ]);
    await expectToKeepContract(installed, service);
  });
}

/** The core is made to be moved out: one process asks another one, which lets it wait. */
export async function expectToServeWithModelElsewhere(
  installed: InstalledService,
): Promise<void> {
  await whileRunning(installed, {}, async owner => {
    const gate = await Gate.before(owner.url);
    try {
      const settings = {
        CLASSIFIER_URL: gate.url,
        CONCURRENCY: '1',
        QUEUE_LIMIT: '0',
      };
      await whileRunning(installed, settings, async service => {
        await service.untilReadiness(503);
        expect((await service.post('/v1/classify', request)).status).toBe(503);
        await owner.untilReadiness(200);
        gate.open();
        await service.untilReadiness(200);
        expect(json(await service.post('/v1/classify', request))).toEqual(
          json(await owner.post('/v1/classify', request)),
        );

        gate.shut();
        const waiting = service.post('/v1/classify', request);
        await service.untilMetric('work_running', 1);
        await expectToTurnAway(service);
        gate.open();
        await waiting;
      });
    } finally {
      await gate.close();
    }
  });
}

/** Runs a service for as long as the task takes; it has to stop in order, and to keep texts to itself. */
export async function whileRunning(
  installed: InstalledService,
  settings: Record<string, string>,
  task: (service: RunningService) => Promise<void>,
): Promise<void> {
  const service = await installed.start(settings);
  try {
    await task(service);
    expect(await service.stop()).toBe(0);
    expect(service.log).not.toContain(request.text);
  } finally {
    service.kill();
  }
}

function json({ status, text }: Answer): [number, unknown] {
  return [status, JSON.parse(text)];
}
