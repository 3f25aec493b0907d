import type { Ticket } from './ticket.js';
import type { TicketRepository } from './ticketRepository.js';

/** Keeps the newest tickets in this process, until it restarts. It has a bound, so that the memory of the process has one. */
export class InMemoryTicketRepository implements TicketRepository {
  /** In the order in which they came: the first is the oldest. */
  readonly #tickets = new Map<string, Ticket>();
  readonly #capacity: number;

  /** @param options.capacity - number of tickets; one more displaces the oldest */
  constructor(options: { capacity: number }) {
    this.#capacity = options.capacity;
  }

  async save(ticket: Ticket): Promise<void> {
    this.#tickets.set(ticket.id, ticket);
    const [oldest] = this.#tickets.keys();
    if (this.#tickets.size > this.#capacity && oldest !== undefined) {
      this.#tickets.delete(oldest);
    }
  }

  async find(id: string): Promise<Ticket | undefined> {
    return this.#tickets.get(id);
  }
}
