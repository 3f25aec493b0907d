export { HttpTextClassifier } from './httpTextClassifier.js';
export type { HttpTextClassifierOptions } from './httpTextClassifier.js';
