/** What people can say something about: a text that a model has given a label. */
export interface FeedbackTarget {
  /** The label that the model gave. */
  predicted: string;
  /** The version of that model. */
  modelVersion: string;
}

/** What a person says a ticket is about. */
export interface Feedback extends FeedbackTarget {
  ticketId: string;
  /** The label that is right; the same as `predicted` where the model was right. */
  label: string;
  at: Date;
}
