import type { Ticket } from './ticket.js';

/** The port to where tickets are kept. */
export interface TicketRepository {
  /** Adds the ticket, or replaces the one with its id. */
  save(ticket: Ticket): Promise<void>;
  find(id: string): Promise<Ticket | undefined>;
}
