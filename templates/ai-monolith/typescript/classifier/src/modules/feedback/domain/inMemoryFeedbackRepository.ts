import type { Feedback } from './feedback.js';
import type { FeedbackRepository } from './feedbackRepository.js';

/**
 * Keeps the newest feedback in this process, until it restarts. It has a bound, so that the memory of the
 * process has one.
 */
export class InMemoryFeedbackRepository implements FeedbackRepository {
  /** In the order in which it was given: the first is the oldest. */
  readonly #feedback = new Map<string, Feedback>();
  readonly #capacity: number;

  /** @param options.capacity - number of tickets with feedback; one more displaces the oldest */
  constructor(options: { capacity: number }) {
    this.#capacity = options.capacity;
  }

  async save(feedback: Feedback): Promise<void> {
    this.#feedback.delete(feedback.ticketId);
    this.#feedback.set(feedback.ticketId, feedback);
    for (const oldest of this.#feedback.keys()) {
      if (this.#feedback.size <= this.#capacity) {
        break;
      }
      this.#feedback.delete(oldest);
    }
  }

  async list({ modelVersion }: { modelVersion?: string }): Promise<readonly Feedback[]> {
    return [...this.#feedback.values()].filter(
      feedback => modelVersion === undefined || feedback.modelVersion === modelVersion,
    );
  }
}
