// What a caller needs; package.json offers it as "./client".
export { HttpTextClassifier } from '../adapters/http/index.js';
export type { HttpTextClassifierOptions } from '../adapters/http/index.js';
export { ClassifierUnavailableError, InvalidTextError } from '../core/index.js';
export type { Classification, ModelInfo, TextClassifier } from '../core/index.js';
export type { components, operations, paths } from './api.js';
