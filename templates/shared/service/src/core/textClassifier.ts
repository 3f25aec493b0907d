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
  /** Known once the classifier is warm. */
  readonly model: ModelInfo;

  /**
   * Gets ready to answer, so that the first caller does not pay for it; until then nothing is classified.
   *
   * @throws ClassifierUnavailableError when there is nothing to get ready
   */
  warmUp(options?: { signal?: AbortSignal }): Promise<void>;

  /**
   * The probability of each label, 0..1; they sum to 1.
   *
   * @throws ClassifierUnavailableError when the model cannot answer now, or is not warm
   */
  scores(
    text: string,
    options?: { signal?: AbortSignal },
  ): Promise<ReadonlyMap<string, number>>;
}
