import type { Ticket } from './ticket.js';

/** Which tickets, and from where on. */
export interface TicketQuery {
  queue?: string;
  /** How many at most. */
  limit: number;
  /** The id of the last ticket that the caller has seen. */
  after?: string;
}

/** Some tickets, newest first. */
export interface TicketPage {
  items: readonly Ticket[];
  /** There are more: ask again with this as `after`. */
  next?: string;
}

/** The port to where tickets are kept. */
export interface TicketRepository {
  /** Adds the ticket, or replaces the one with its id. */
  save(ticket: Ticket): Promise<void>;
  find(id: string): Promise<Ticket | undefined>;
  /** Newest first; new tickets do not move the pages. */
  list(query: TicketQuery): Promise<TicketPage>;
}
