/** The subject of feedback: a text with a label from a model. */
export interface FeedbackTarget {
  /** The label that the model gave. */
  predicted: string;
  /** The version of that model. */
  modelVersion: string;
}

/** The label that a person gives to a ticket. */
export interface Feedback extends FeedbackTarget {
  ticketId: string;
  /** The label that is right; the same as `predicted` where the model was right. */
  label: string;
  at: Date;
}
