import { UnknownLabelError, UnknownTicketError } from './errors.js';
import type { Feedback, FeedbackTarget } from './feedback.js';
import type { FeedbackRepository } from './feedbackRepository.js';
import { report } from './report.js';
import type { Report } from './report.js';

/**
 * The port to what people give feedback on. This module imports no other one: src/app.ts binds the
 * tickets, from a module of this process or a separate service.
 */
export interface FeedbackTargets {
  /** The labels that there are. */
  labels(): readonly string[];
  find(ticketId: string): Promise<FeedbackTarget | undefined>;
  /** Passes the label to the owner of the ticket. */
  correct(ticketId: string, label: string): Promise<void>;
}

/** Accepts feedback on the labels of the model, and reports how often people agree. */
export class FeedbackService {
  readonly #targets: FeedbackTargets;
  readonly #feedback: FeedbackRepository;

  constructor(targets: FeedbackTargets, feedback: FeedbackRepository) {
    this.#targets = targets;
    this.#feedback = feedback;
  }

  /**
   * The newest word on a ticket counts.
   *
   * @throws UnknownLabelError
   * @throws UnknownTicketError
   */
  async give(ticketId: string, label: string): Promise<Feedback> {
    const labels = this.#targets.labels();
    if (!labels.includes(label)) {
      throw new UnknownLabelError(label, labels);
    }
    const target = await this.#targets.find(ticketId);
    if (!target) {
      throw new UnknownTicketError(ticketId);
    }
    await this.#targets.correct(ticketId, label);
    const feedback: Feedback = { ticketId, label, at: new Date(), ...target };
    await this.#feedback.save(feedback);
    return feedback;
  }

  /** How good people find the model, or one version of it. */
  async report(query: { modelVersion?: string } = {}): Promise<Report> {
    return report(await this.#feedback.list(query));
  }
}
