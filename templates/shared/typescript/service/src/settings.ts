import { Environment, logLevels } from './runtime/index.js';
import type { LogLevel } from './runtime/index.js';

/** What the service is called; logs, traces, the OpenAPI document and the catalog agree on it. */
export const service = {
  name: '${{ values.name }}',
  /** The version of the API, not of the code behind it: raise it when callers notice a difference. */
  version: '1.0.0',
  description: ${{ values.description | dump }},
};

/** What can be set from outside, through environment variables. */
export interface Settings {
  /** HOST: the address to listen on. */
  host: string;
  /** PORT: 0 takes a free one. */
  port: number;
  /** LOG_LEVEL */
  logLevel: LogLevel;
{% if values.ai == 'language-model' %}  /** LLM_URL: where chat/completions is; without it the answers of ai/stub.json are used. */
  llmUrl: string | undefined;
  /** LLM_API_KEY: sent as bearer, and never logged. */
  llmApiKey: string | undefined;
  /** TOKEN_TIMEOUT_MS: milliseconds until the first token of a try, and between two tokens. */
  tokenTimeoutMs: number;
  /** MODEL_TIMEOUT_MS: milliseconds for a call with its retries. */
  modelTimeoutMs: number;
  /** CONCURRENCY: drafts that are made at the same time. */
  concurrency: number;
  /** QUEUE_LIMIT: drafts that wait; one more is answered with 429. */
  queueLimit: number;
  /** REQUEST_TIMEOUT_MS: milliseconds until a draft is answered with 503. */
{% else %}  /** REVIEW_BELOW: confidence (0..1) under which a text is marked for review. */
  reviewBelow: number;
  /** CLASSIFIER_URL: a service that has the model; without it the bundled model is used. */
  classifierUrl: string | undefined;
  /** CONCURRENCY: classifications that run at the same time. */
  concurrency: number;
  /** QUEUE_LIMIT: classifications that wait; one more is answered with 429. */
  queueLimit: number;
  /** REQUEST_TIMEOUT_MS: milliseconds until a classification is answered with 503. */
{% endif %}  requestTimeoutMs: number;
  /** SHUTDOWN_DELAY_MS: milliseconds between "not ready" and refusing connections. */
  shutdownDelayMs: number;
  /** SHUTDOWN_TIMEOUT_MS: milliseconds that running requests get to finish after that. */
  shutdownTimeoutMs: number;
}

/** @throws InvalidEnvironmentError that names every variable with a wrong value */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const environment = new Environment(env);
  const minutes = 60_000;
  const settings: Settings = {
    host: environment.text('HOST', '0.0.0.0'),
    port: environment.integer('PORT', { byDefault: ${{ values.options.port }}, min: 0, max: 65_535 }),
    logLevel: environment.oneOf('LOG_LEVEL', logLevels, 'info'),
{% if values.ai == 'language-model' %}    llmUrl: environment.url('LLM_URL'),
    // A line break in a header is an error that quotes the key.
    llmApiKey: environment.text('LLM_API_KEY', '').replace(/[\r\n]/g, '') || undefined,
    tokenTimeoutMs: environment.integer('TOKEN_TIMEOUT_MS', {
      byDefault: ${{ '6000' if values.pattern == 'serverless' else '10_000' }},
      min: 1,
      max: 5 * minutes,
    }),
    modelTimeoutMs: environment.integer('MODEL_TIMEOUT_MS', {
      byDefault: ${{ '12_000' if values.pattern == 'serverless' else '20_000' }},
      min: 1,
      max: 5 * minutes,
    }),
{% else %}    reviewBelow: environment.number('REVIEW_BELOW', { byDefault: 0.5, min: 0, max: 1 }),
    classifierUrl: environment.url('CLASSIFIER_URL'),
{% endif %}    concurrency: environment.integer('CONCURRENCY', { byDefault: 4, min: 1, max: 1000 }),
    queueLimit: environment.integer('QUEUE_LIMIT', { byDefault: 64, min: 0, max: 100_000 }),
    requestTimeoutMs: environment.integer('REQUEST_TIMEOUT_MS', {
      byDefault: ${{ ('24_000' if values.pattern == 'serverless' else '30_000') if values.ai == 'language-model' else '5000' }},
      min: 1,
      max: 5 * minutes,
    }),
    shutdownDelayMs: environment.integer('SHUTDOWN_DELAY_MS', {
      byDefault: 0,
      min: 0,
      max: 5 * minutes,
    }),
    shutdownTimeoutMs: environment.integer('SHUTDOWN_TIMEOUT_MS', {
      byDefault: 10_000,
      min: 0,
      max: 5 * minutes,
    }),
  };
  environment.check();
  return settings;
}
