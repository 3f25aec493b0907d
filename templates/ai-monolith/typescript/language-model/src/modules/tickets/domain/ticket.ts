/** A question of a customer, and the last draft of a reply. */
export interface Ticket {
  id: string;
  text: string;
  /** Null before the first draft. */
  draft: string | null;
  createdAt: Date;
}
