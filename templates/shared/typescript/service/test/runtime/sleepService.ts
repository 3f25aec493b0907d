import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Readiness } from '../../src/http/index.js';
import { runService } from '../../src/runtime/index.js';
import { readSettings } from '../../src/settings.js';
import { sleepModule, testServer } from '../http/support.js';

/** The service that the tests start, ask and stop: its start takes a while, or fails. */
await runService({
  name: 'sleep-service',
  readSettings,
  createApp: async (settings, logger) => {
    const readiness = new Readiness();
    return {
      app: await testServer({ modules: [sleepModule()], readiness, logger }),
      readiness,
      start: async ({ signal }) => {
        await sleep(Number(process.env.TEST_START_MS ?? 0), undefined, { signal });
        if (process.env.TEST_START_ERROR) {
          throw new Error(process.env.TEST_START_ERROR);
        }
        if (process.env.TEST_LATER_ERROR) {
          setTimeout(() => void Promise.reject(new Error(process.env.TEST_LATER_ERROR)), 10);
        }
      },
      stop: async () => logger.info({ port: settings.port }, 'gave back what it took'),
    };
  },
});
