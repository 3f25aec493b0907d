import { InvalidTextError } from './invalidTextError.js';
import type { ModelInfo, TextClassifier } from './textClassifier.js';

/** The longest text that is classified, in characters. */
export const maxTextLength = 5000;

/** The answer of the AI core for one text. */
export interface Classification {
  /** The label with the highest score. */
  label: string;
  /** The score of that label, 0..1. */
  confidence: number;
  /** True when the model is too unsure; a person should look at the text. */
  needsReview: boolean;
  /** The score of every label, highest first. */
  scores: ReadonlyArray<{ label: string; score: number }>;
  model: Pick<ModelInfo, 'name' | 'version'>;
}

/** Classifies texts, with the requirements of every model, wherever it runs. */
export class ClassificationService {
  readonly #classifier: TextClassifier;
  readonly #reviewBelow: number;

  /** @param options.reviewBelow - confidence (0..1) under which a person should look */
  constructor(classifier: TextClassifier, options: { reviewBelow: number }) {
    this.#classifier = classifier;
    this.#reviewBelow = options.reviewBelow;
  }

  /** Which model answers; known once it is warm. */
  get model(): ModelInfo {
    return this.#classifier.model;
  }

  /** @throws InvalidTextError when the text is blank or too long */
  async classify(text: string, options?: { signal?: AbortSignal }): Promise<Classification> {
    if (text.trim() === '') {
      throw new InvalidTextError('The text is empty');
    }
    if (text.length > maxTextLength) {
      throw new InvalidTextError(
        `The text has ${text.length} characters, at most ${maxTextLength} are allowed`,
      );
    }
    const scores = [...(await this.#classifier.scores(text, options))]
      .map(([label, score]) => ({ label, score }))
      .sort((a, b) => b.score - a.score);
    const best = scores[0];
    if (!best) {
      throw new Error('The model returned no scores');
    }
    const { name, version } = this.#classifier.model;
    return {
      label: best.label,
      confidence: best.score,
      needsReview: best.score < this.#reviewBelow,
      scores,
      model: { name, version },
    };
  }
}
