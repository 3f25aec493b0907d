import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../src/app.js';
import { ClassificationService, ClassifierUnavailableError } from '../../src/core/index.js';
import { classificationModule, createServer, Readiness } from '../../src/http/index.js';
import type { HttpModule, HttpServer } from '../../src/http/index.js';
import { createLogger } from '../../src/runtime/index.js';
import { readSettings, service } from '../../src/settings.js';
import { readContract, readContracts } from './contract.js';
import { schemaProblems, verifyProvider } from './verifyProvider.js';

const logger = createLogger({ name: service.name, level: 'silent' });
const servers: HttpServer[] = [];

after(() => Promise.all(servers.map(server => server.close())));

/** The service as it is deployed, with its model. */
async function wholeService(): Promise<HttpServer> {
  const application = await createApp(readSettings({}), logger);
  servers.push(application.app);
  await application.start({ signal: AbortSignal.timeout(10_000) });
  return application.app;
}

/** The service with another model, room for one text at a time, and perhaps with a change. */
async function serviceWith(
  scores: (text: string, options?: { signal?: AbortSignal }) => Promise<Map<string, number>>,
  change: (module: HttpModule) => HttpModule = module => module,
): Promise<HttpServer> {
  const model = { name: 'fake', version: '1.0.0', labels: ['account', 'billing'] };
  const classification = new ClassificationService(
    { model, warmUp: async () => {}, scores },
    { reviewBelow: 0.5 },
  );
  const app = await createServer({
    info: service,
    logger,
    readiness: new Readiness(),
    modules: [change(classificationModule(classification))],
    limits: { concurrency: 1, queueLimit: 0, requestTimeoutMs: 1000 },
  });
  servers.push(app);
  return app;
}

/** How the service gets into the states that contracts name. */
const states: Record<string, () => Promise<HttpServer>> = {
  'all places are taken': async () => {
    const taken = new EventEmitter();
    const app = await serviceWith(async (_text, options) => {
      taken.emit('running');
      await sleep(60_000, undefined, options);
      return new Map();
    });
    const running = once(taken, 'running');
    void app.inject({ method: 'POST', url: '/v1/classify', payload: { text: 'the first one' } });
    await running;
    return app;
  },
  'the model is unavailable': () =>
    serviceWith(async () => {
      throw new ClassifierUnavailableError('The model cannot answer now');
    }),
};

function serviceIn(given: string): Promise<HttpServer> {
  const state = states[given];
  assert.ok(state, `nobody knows how the service gets into the state "${given}"`);
  return state();
}

describe('what consumers expect', () => {
  for (const contract of readContracts()) {
    it(`is what the service does: ${contract.consumer}`, async () => {
      const app = await wholeService();
      const problems = await verifyProvider(contract, async given =>
        given === undefined ? app : serviceIn(given),
      );
      assert.deepEqual(problems, []);
    });

    it(`is shown by examples that keep to it: ${contract.consumer}`, () => {
      for (const { description, response } of contract.interactions) {
        assert.deepEqual(schemaProblems(response.schema, response.body), [], description);
        for (const [name, { example, pattern }] of Object.entries(response.headers ?? {})) {
          assert.match(example, new RegExp(pattern), `${description}: ${name}`);
        }
      }
    });
  }
});

describe('a changed service', () => {
  const contract = readContract('text-classifier-client.json');
  const scores = async () =>
    new Map([
      ['account', 0.2],
      ['billing', 0.8],
    ]);

  /** The routes as they are, in a scope where the change is made first. */
  const changing = (change: (app: HttpServer) => void) => (module: HttpModule) => ({
    ...module,
    register: (app: HttpServer, ...rest: [Parameters<HttpModule['register']>[1]]) => {
      change(app);
      return module.register(app, ...rest);
    },
  });

  const changes: Record<string, [(module: HttpModule) => HttpModule, RegExp]> = {
    'calls a field by another name': [
      changing(app =>
        app.addHook('onSend', async (_request, _reply, payload) =>
          String(payload).replace('"scores"', '"probabilities"'),
        ),
      ),
      /^sends a text: body must have required properties scores$/,
    ],
    'counts in per cent': [
      changing(app =>
        app.addHook('onSend', async (_request, _reply, payload) =>
          String(payload).replaceAll(/"score":0\.(\d)/g, '"score":$10'),
        ),
      ),
      /^sends a text: body\/scores\/0\/score must be <= 1$/,
    ],
    'demands a field more': [
      changing(app =>
        app.addHook('preValidation', async request => {
          if (request.method === 'POST' && !('language' in (request.body as object))) {
            throw Object.assign(new Error('language is missing'), { statusCode: 422 });
          }
        }),
      ),
      /^sends a text: status 422, not 200/,
    ],
    'has lost a route': [
      () => ({ name: 'nothing', register: () => {} }),
      /^asks which model answers: status 404, not 200/,
    ],
  };

  for (const [what, [change, expected]] of Object.entries(changes)) {
    it(`that ${what} breaks the contract`, async () => {
      const problems = await verifyProvider(contract, given =>
        given === undefined ? serviceWith(scores, change) : serviceIn(given),
      );
      assert.ok(
        problems.some(problem => expected.test(problem)),
        `found: ${problems.join('; ')}`,
      );
    });
  }

  it('breaks nothing as long as it is not changed', async () => {
    const problems = await verifyProvider(contract, given =>
      given === undefined ? serviceWith(scores) : serviceIn(given),
    );
    assert.deepEqual(problems, []);
  });
});
