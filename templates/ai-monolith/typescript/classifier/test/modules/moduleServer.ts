import { pino } from 'pino';
import { createServer, Readiness } from '../../src/http/index.js';
import type { HttpModule, HttpServer } from '../../src/http/index.js';

/** The HTTP shell with one module in it, and none of the others. */
export function moduleServer(module: HttpModule): Promise<HttpServer> {
  return createServer({
    info: { name: module.name, version: '1.0.0', description: `Only ${module.name}` },
    logger: pino({ level: 'silent' }),
    readiness: new Readiness(),
    modules: [module],
    limits: { concurrency: 1, queueLimit: 0, requestTimeoutMs: 1000 },
  });
}
