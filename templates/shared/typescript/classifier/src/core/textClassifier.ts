/** Which model answers, so that every answer can be traced back to it. */
export interface ModelInfo {
  name: string;
  version: string;
  labels: readonly string[];
}

/**
 * The port to the model. The service depends on this interface only. src/adapters/onnx implements it in
 * this process, src/adapters/http by calling a service that has the model; one contract suite holds both
 * to the same behaviour.
 */
export interface TextClassifier {
  /**
   * Known once the classifier is warm.
   *
   * @throws ClassifierUnavailableError until then
   */
  readonly model: ModelInfo;

  /**
   * Gets ready to answer, so that the first caller does not pay for it; until then nothing is classified.
   * To call it again is harmless, and tries again what has failed.
   *
   * @throws ClassifierUnavailableError when the model cannot be loaded or reached
   */
  warmUp(options?: { signal?: AbortSignal }): Promise<void>;

  /**
   * The probability of each label, 0..1; they sum to 1. The same text always gets the same answer. When
   * the signal aborts, the promise rejects with its reason.
   *
   * @throws ClassifierUnavailableError when the model cannot answer now, or is not warm
   */
  scores(text: string, options?: { signal?: AbortSignal }): Promise<ReadonlyMap<string, number>>;
}
