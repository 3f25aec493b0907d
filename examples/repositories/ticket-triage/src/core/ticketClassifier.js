/**
 * What the service needs of a model.
 *
 * @typedef {object} TicketClassifier
 * @property {(text: string) => Promise<{queue: string, urgency: number}>} classify
 */

/** Asks the model, and sends what it is not sure about to a person. */
export async function triage(classifier, ticket) {
  const { queue, urgency } = await classifier.classify(ticket.text);
  return urgency > 4 ? { queue: 'people', urgency } : { queue, urgency };
}
