import { randomUUID } from 'node:crypto';
import type { Classification } from '../../../core/index.js';
import { route } from './routing.js';
import type { Ticket } from './ticket.js';
import { TicketNotFoundError } from './ticketNotFoundError.js';
import type { TicketPage, TicketQuery, TicketRepository } from './ticketRepository.js';

/** Accepts tickets and routes them to queues. */
export class TicketService {
  readonly #tickets: TicketRepository;

  constructor(tickets: TicketRepository) {
    this.#tickets = tickets;
  }

  /** Asks what a text is about, decides where it goes, and keeps the ticket. */
  async submit(text: string, classify: (text: string) => Promise<Classification>): Promise<Ticket> {
    const { label, confidence, needsReview, model } = await classify(text);
    const ticket: Ticket = {
      id: randomUUID(),
      text,
      label,
      ...route(label, needsReview),
      classification: { label, confidence, model },
      createdAt: new Date(),
    };
    await this.#tickets.save(ticket);
    return ticket;
  }

  /** @throws TicketNotFoundError */
  async get(id: string): Promise<Ticket> {
    const ticket = await this.#tickets.find(id);
    if (!ticket) {
      throw new TicketNotFoundError(id);
    }
    return ticket;
  }

  /** A page of tickets, newest first. */
  list(query: TicketQuery): Promise<TicketPage> {
    return this.#tickets.list(query);
  }

  /**
   * Routes a ticket again after a person has corrected its label.
   *
   * @throws TicketNotFoundError
   */
  async relabel(id: string, label: string): Promise<Ticket> {
    const ticket = { ...(await this.get(id)), label, ...route(label, false) };
    await this.#tickets.save(ticket);
    return ticket;
  }
}
