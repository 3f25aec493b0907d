export { ClassificationService, maxTextLength } from './classificationService.js';
export type { Classification } from './classificationService.js';
export { ClassifierUnavailableError } from './classifierUnavailableError.js';
export { InvalidTextError } from './invalidTextError.js';
export type { ModelInfo, TextClassifier } from './textClassifier.js';
