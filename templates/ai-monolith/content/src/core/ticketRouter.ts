import { InvalidTextError } from './invalidTextError.js';
import type { ModelInfo, TextClassifier } from './textClassifier.js';

/** The longest text that is classified, in characters. */
export const maxTextLength = 5000;

/** The decision for one ticket. */
export interface Routing {
  /** The queue with the highest score. */
  queue: string;
  /** The score of that queue, 0..1. */
  confidence: number;
  /** True when the model is too unsure; a person should look at the ticket. */
  needsReview: boolean;
  /** The score of every queue, highest first. */
  scores: ReadonlyArray<{ label: string; score: number }>;
  model: Pick<ModelInfo, 'name' | 'version'>;
}

/** Routes support tickets to queues; the rules of the service live here. */
export class TicketRouter {
  readonly #classifier: TextClassifier;
  readonly #reviewBelow: number;

  /** @param options.reviewBelow - confidence (0..1) under which a person should look */
  constructor(classifier: TextClassifier, options: { reviewBelow: number }) {
    this.#classifier = classifier;
    this.#reviewBelow = options.reviewBelow;
  }

  /** @throws InvalidTextError when the text is blank or too long */
  async route(text: string): Promise<Routing> {
    if (text.trim() === '') {
      throw new InvalidTextError('The text is empty');
    }
    if (text.length > maxTextLength) {
      throw new InvalidTextError(
        `The text has ${text.length} characters, at most ${maxTextLength} are allowed`,
      );
    }
    const scores = [...(await this.#classifier.scores(text))]
      .map(([label, score]) => ({ label, score }))
      .sort((a, b) => b.score - a.score);
    const best = scores[0];
    if (!best) {
      throw new Error('The model returned no scores');
    }
    const { name, version } = this.#classifier.model;
    return {
      queue: best.label,
      confidence: best.score,
      needsReview: best.score < this.#reviewBelow,
      scores,
      model: { name, version },
    };
  }
}
