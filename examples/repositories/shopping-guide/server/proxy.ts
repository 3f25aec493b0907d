import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

/** Passes on what the page sends. */
export const guide = (messages: Anthropic.MessageParam[]) =>
  client.messages.create({ model: 'claude-haiku-4-5-20251001', max_tokens: 500, messages });
