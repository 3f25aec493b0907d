import type { Feedback } from './feedback.js';

/** The port to where feedback is kept. */
export interface FeedbackRepository {
  /** Adds what was said, or replaces what was said about the same ticket before. */
  save(feedback: Feedback): Promise<void>;
  /** Everything that was said, of one version of the model where it is given. */
  list(query: { modelVersion?: string }): Promise<readonly Feedback[]>;
}
