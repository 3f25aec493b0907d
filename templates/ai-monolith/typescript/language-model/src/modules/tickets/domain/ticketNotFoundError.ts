/** No ticket has this id, or it was removed. */
export class TicketNotFoundError extends Error {
  override readonly name = 'TicketNotFoundError';

  constructor(id: string) {
    super(`There is no ticket ${id}`);
  }
}
