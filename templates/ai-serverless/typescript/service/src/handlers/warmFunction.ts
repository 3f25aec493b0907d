{% if values.ai == 'language-model' %}import {
  createIdempotencyStore,
  createObservability,
  readFunctionSettings,
  withApiKey,
} from '../aws/index.js';
{% else %}import { createIdempotencyStore, createObservability, readFunctionSettings } from '../aws/index.js';
{% endif %}import { createApp } from '../app.js';
import { createLogger } from '../runtime/index.js';
import { readSettings, service } from '../settings.js';

/** Lambda gives the init phase ten seconds, and then starts it again within the first request. */
const initTimeoutMs = 9_000;

/**
 * Does in the init phase what every request needs: reads the settings, and ${{ 'finds' if values.ai == 'language-model' else 'loads' }} the model. When it
 * fails, so does the init phase, and Lambda sends the instance no request.
 */
export async function warmFunction() {
  const functionSettings = readFunctionSettings(process.env, { serviceName: service.name });
  const settings = readSettings(${{ 'await withApiKey(process.env)' if values.ai == 'language-model' else 'process.env' }});
  const observability = createObservability(functionSettings.serviceName);
  const application = await createApp(
    settings,
    createLogger({ name: functionSettings.serviceName, level: settings.logLevel }),
    {% if values.ai == 'language-model' %}observability.counter{% else %}classification => observability.countClassification(classification){% endif %},
  );
  try {
    await application.start({ signal: AbortSignal.timeout(initTimeoutMs) });
    await application.app.ready();
  } catch (error) {
    observability.logger.critical('could not start', error as Error);
    throw error;
  }
  application.readiness.ready();
  return {
    ...application,
    ...observability,
    requestTimeoutMs: settings.requestTimeoutMs,
    resultQueueUrl: functionSettings.resultQueueUrl,
    idempotencyStore: createIdempotencyStore(functionSettings.idempotencyTable),
  };
}
