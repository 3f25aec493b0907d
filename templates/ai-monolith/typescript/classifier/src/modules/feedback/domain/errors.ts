/** The ticket does not exist, so nobody can give feedback on it. */
export class UnknownTicketError extends Error {
  override readonly name = 'UnknownTicketError';

  constructor(ticketId: string) {
    super(`There is no ticket ${ticketId}`);
  }
}

/** No model will ever give this label. */
export class UnknownLabelError extends Error {
  override readonly name = 'UnknownLabelError';

  constructor(label: string, labels: readonly string[]) {
    super(`label: there is no "${label}"; choose one of ${labels.join(', ')}`);
  }
}
