/** There is no ticket with this id, or not any more. */
export class TicketNotFoundError extends Error {
  override readonly name = 'TicketNotFoundError';

  constructor(id: string) {
    super(`There is no ticket ${id}`);
  }
}
