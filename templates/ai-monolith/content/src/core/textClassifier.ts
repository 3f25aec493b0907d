/** Which model answers, so that every answer can be traced back to it. */
export interface ModelInfo {
  name: string;
  version: string;
  labels: readonly string[];
}

/**
 * The port to the model. The service depends on this interface only; an adapter in src/adapters
 * implements it, in this process or, later, in a service of its own.
 */
export interface TextClassifier {
  readonly model: ModelInfo;

  /** The probability of each label, 0..1; they sum to 1. */
  scores(text: string): Promise<ReadonlyMap<string, number>>;
}
