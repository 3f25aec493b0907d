export { ChatLanguageModel } from './chatLanguageModel.js';
export type { ChatLanguageModelOptions } from './chatLanguageModel.js';
