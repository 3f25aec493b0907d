import { InvalidTextError } from '../core/index.js';

/**
 * Reads a message of the queue. The errors do not quote it, unlike those of JSON.parse: they are logged.
 *
 * @throws InvalidTextError when it is not `{"text": "..."}`
 */
export function readText(body: string): string {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch {
    throw new InvalidTextError('The message is no JSON');
  }
  if (typeof message !== 'object' || message === null || Object.keys(message).join() !== 'text') {
    throw new InvalidTextError('The message must be an object with the field text, and no other');
  }
  const { text } = message as { text: unknown };
  if (typeof text !== 'string') {
    throw new InvalidTextError('The field text must be a string');
  }
  return text;
}
