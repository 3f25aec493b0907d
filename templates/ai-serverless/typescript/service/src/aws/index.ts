export { readFunctionSettings } from './functionSettings.js';
export type { FunctionSettings } from './functionSettings.js';
export { createIdempotencyStore, rememberedForSeconds } from './idempotencyStore.js';
export { createObservability } from './observability.js';
export type { Observability } from './observability.js';
export { createResultQueue } from './resultQueue.js';
export type { Result, ResultQueue } from './resultQueue.js';
