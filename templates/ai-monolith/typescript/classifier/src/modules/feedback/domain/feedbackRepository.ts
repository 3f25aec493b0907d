import type { Feedback } from './feedback.js';

/** The port to where feedback is kept. */
export interface FeedbackRepository {
  /** Adds feedback, or replaces earlier feedback on the same ticket. */
  save(feedback: Feedback): Promise<void>;
  /** All feedback, or the feedback on one version of the model. */
  list(query: { modelVersion?: string }): Promise<readonly Feedback[]>;
}
