import { randomUUID } from 'node:crypto';
import { InvalidTextError } from '../../../core/index.js';
import type { Ticket } from './ticket.js';
import { TicketNotFoundError } from './ticketNotFoundError.js';
import type { TicketRepository } from './ticketRepository.js';

/** Takes tickets in and keeps the drafts of their replies. */
export class TicketService {
  readonly #tickets: TicketRepository;

  constructor(tickets: TicketRepository) {
    this.#tickets = tickets;
  }

  /** @throws InvalidTextError when the text is blank */
  async submit(text: string): Promise<Ticket> {
    if (text.trim() === '') {
      throw new InvalidTextError('The text is empty');
    }
    const ticket = { id: randomUUID(), text, draft: null, createdAt: new Date() };
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

  /**
   * Has a reply drafted, and keeps it in the place of the last one.
   *
   * @throws TicketNotFoundError
   */
  async draft(id: string, write: (text: string) => Promise<string>): Promise<Ticket> {
    const { text } = await this.get(id);
    const draft = await write(text);
    // Meanwhile it may have been removed.
    const ticket = { ...(await this.get(id)), draft };
    await this.#tickets.save(ticket);
    return ticket;
  }
}
