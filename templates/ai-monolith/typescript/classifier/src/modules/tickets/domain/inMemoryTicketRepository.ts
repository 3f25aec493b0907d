import type { Ticket } from './ticket.js';
import type { TicketPage, TicketQuery, TicketRepository } from './ticketRepository.js';

/**
 * Keeps the newest tickets in this process: nothing to install, and gone after a restart. It has a bound,
 * so that the memory of the process has one.
 */
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
    for (const oldest of this.#tickets.keys()) {
      if (this.#tickets.size <= this.#capacity) {
        break;
      }
      this.#tickets.delete(oldest);
    }
  }

  async find(id: string): Promise<Ticket | undefined> {
    return this.#tickets.get(id);
  }

  async list({ queue, limit, after }: TicketQuery): Promise<TicketPage> {
    if (after !== undefined && !this.#tickets.has(after)) {
      // The oldest go first, so no cursor points behind a removed ticket.
      return { items: [] };
    }
    const newestFirst = [...this.#tickets.values()].reverse();
    const start = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
    const rest = newestFirst
      .slice(start)
      .filter(ticket => queue === undefined || ticket.queue === queue);
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return last && rest.length > limit ? { items, next: last.id } : { items };
  }
}
