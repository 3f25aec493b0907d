export { StubLanguageModel } from './stubLanguageModel.js';
export type { StubAnswers } from './stubLanguageModel.js';
