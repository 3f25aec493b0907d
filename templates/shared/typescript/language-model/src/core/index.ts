export type { DraftLimits } from './draftBudget.js';
export { maxDraftLength } from './draftRules.js';
export type { DraftRule } from './draftRules.js';
export { DraftService, maxTextLength } from './draftService.js';
export type {
  Draft,
  DraftModels,
  DraftObserver,
  DraftServiceOptions,
  ModelCall,
} from './draftService.js';
export { DraftRefusedError, InvalidTextError, ModelUnavailableError } from './errors.js';
export { estimateTokens } from './languageModel.js';
export type {
  Completion,
  CompletionRequest,
  LanguageModel,
  ModelInfo,
  PricedModel,
} from './languageModel.js';
