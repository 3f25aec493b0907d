import type { Classification } from '../../../core/index.js';
import type { Route } from './routing.js';

/** A question of a customer, and where it was sent. */
export interface Ticket extends Route {
  id: string;
  text: string;
  /** The label of the ticket: from the model, or from the person who corrected it. */
  label: string;
  /** The model's answer when the ticket arrived; it stays when a person corrects the label. */
  classification: Pick<Classification, 'label' | 'confidence' | 'model'>;
  createdAt: Date;
}
