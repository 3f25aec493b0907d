/** One call of a model. */
export interface CompletionRequest {
  /** Rules of the service; no text of a user is in it. */
  system: string;
  /** What a user wrote, and what the service says about it. */
  user: string;
  /** The model must stop there, and nothing beyond it is read. */
  maxOutputTokens: number;
}

export interface Completion {
  text: string;
  inputTokens: number;
  outputTokens: number;
  /** `length`: it was cut off at the limit. */
  finishReason: 'stop' | 'length';
}

/**
 * The port to a model. src/adapters/chat calls one over HTTP, src/adapters/stub answers without a network; one
 * contract suite holds both to the same behaviour.
 */
export interface LanguageModel {
  /**
   * When the signal aborts, the promise rejects with its reason.
   *
   * @throws ModelUnavailableError when the model cannot answer now
   */
  complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion>;
}

/** Which model answers, so that every draft can be traced back to it. */
export interface ModelInfo {
  provider: string;
  name: string;
  version: string;
}

/** A model that drafts are asked of, with its prices. */
export interface PricedModel extends ModelInfo {
  inputUsdPerMillion: number;
  outputUsdPerMillion: number;
  adapter: LanguageModel;
}

/** The length of a text as JSON Schema counts it. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/**
 * What texts are counted as before a provider has counted them: four bytes are a token, so four letters of English,
 * two of Cyrillic, or a little more than one of Chinese.
 */
export function estimateTokens(...texts: string[]): number {
  return texts.reduce((sum, text) => sum + Math.ceil(Buffer.byteLength(text) / 4), 0);
}
