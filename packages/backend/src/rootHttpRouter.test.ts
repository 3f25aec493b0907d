import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { findFreePort } from './__testUtils__/findFreePort';
import { rootHttpRouter } from './rootHttpRouter';

/** Milliseconds. */
const keepAlive = 500;
/** Longer than the keep-alive, with the second that Node.js adds. */
const blocked = 2_500;

const routes = createBackendPlugin({
  pluginId: 'test',
  register(env) {
    env.registerInit({
      deps: { rootHttpRouter: coreServices.rootHttpRouter },
      async init(deps) {
        deps.rootHttpRouter.use('/test', (req, res) => {
          if (req.url === '/blocking') {
            const end = performance.now() + blocked;
            while (performance.now() < end);
          }
          res.json({ path: req.url });
        });
      },
    });
  },
});

/** Asks on an idle connection while another request keeps the server busy; in a thread, because the server is blocked. */
const client = `
  const { Agent, get } = require('node:http');
  const { setTimeout } = require('node:timers/promises');
  const { parentPort, workerData: port } = require('node:worker_threads');
  const agents = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  // Keep connections longer than the server says.
  agents.forEach(agent => { agent.keepSocketAlive = () => true; });
  const ask = (path, agent) => new Promise(resolve => {
    get({ port, path: '/test' + path, agent }, response => {
      let text = '';
      response.on('data', part => { text += part; });
      response.on('end', () => resolve(text));
    }).on('error', error => resolve(error.code));
  });
  (async () => {
    const first = await ask('/first', agents[0]);
    const blocking = ask('/blocking', agents[1]);
    await setTimeout(${keepAlive / 2});
    const second = await ask('/second', agents[0]);
    parentPort.postMessage([first, await blocking, second]);
  })();
`;

describe('rootHttpRouter', () => {
  it('answers a request that arrives on an idle connection while the event loop is late', async () => {
    const port = await findFreePort();
    const backend = createBackend();
    backend.add(
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: `http://localhost:${port}`,
            listen: { host: 'localhost', port },
            database: { client: 'better-sqlite3', connection: ':memory:' },
            server: { keepAliveTimeout: keepAlive },
          },
        },
      }),
    );
    backend.add(mockServices.rootLogger.factory());
    backend.add(rootHttpRouter);
    backend.add(routes);
    await backend.start();
    const worker = new Worker(client, { eval: true, workerData: port });
    try {
      const [answers] = await once(worker, 'message');
      expect(answers).toEqual(
        ['/first', '/blocking', '/second'].map(path =>
          JSON.stringify({ path }),
        ),
      );
    } finally {
      await worker.terminate();
      await backend.stop();
    }
  }, 20_000);
});
