/** Finds tickets like a new one. An adapter of a model implements it. */
export class TicketEmbedder {
  /** @returns {Promise<number[]>} */
  async embed(text) {
    throw new Error(`nothing embeds ${text}`);
  }
}
