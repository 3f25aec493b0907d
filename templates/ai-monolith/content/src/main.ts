import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { OnnxTextClassifier } from './adapters/onnx/index.js';
import { TicketRouter } from './core/index.js';
import { createServer } from './http/index.js';
import { readSettings, serviceName } from './settings.js';

const settings = readSettings(process.env);
const logger = pino({ name: serviceName, level: settings.logLevel });

const classifier = await OnnxTextClassifier.load(
  fileURLToPath(new URL('../../model', import.meta.url)),
);
let stopping = false;
const server = createServer({
  router: new TicketRouter(classifier, { reviewBelow: settings.reviewBelow }),
  logger,
  isReady: () => !stopping,
});

async function stop(signal: string): Promise<void> {
  if (stopping) {
    return;
  }
  stopping = true;
  logger.info({ signal }, 'stopping');
  setTimeout(() => {
    logger.error('requests did not finish in time');
    process.exit(1);
  }, settings.shutdownTimeoutMs).unref();
  await server.close();
  logger.info('stopped');
}

process.on('SIGTERM', signal => stop(signal));
process.on('SIGINT', signal => stop(signal));

await server.listen({ host: settings.host, port: settings.port });
logger.info({ model: classifier.model }, 'model loaded');
