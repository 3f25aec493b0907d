export { readFunctionSettings } from './functionSettings.js';
export type { FunctionSettings } from './functionSettings.js';
export { createIdempotencyStore, rememberedForSeconds } from './idempotencyStore.js';
export { createObservability } from './observability.js';
export type { Observability } from './observability.js';
{% if values.ai == 'language-model' %}export { withApiKey } from './apiKey.js';
{% endif %}export { createResultQueue } from './resultQueue.js';
export type { Result, ResultQueue } from './resultQueue.js';
