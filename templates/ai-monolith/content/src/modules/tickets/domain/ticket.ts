import type { Classification } from '../../../core/index.js';
import type { Route } from './routing.js';

/** A question of a customer, and where it was sent. */
export interface Ticket extends Route {
  id: string;
  text: string;
  /** What the ticket is about: what the model said, or the person who corrected it. */
  label: string;
  /** What the model said when the ticket came in; it stays when a person corrects the label. */
  classification: Pick<Classification, 'label' | 'confidence' | 'model'>;
  createdAt: Date;
}
