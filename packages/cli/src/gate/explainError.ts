import { toError } from '@backstage/errors';
import { printable } from '@paved-road/plugin-paved-road-common/rules';

/** The message of an error for a terminal, with its line breaks. */
export function explainError(error: unknown): string {
  const { name, message } = toError(error);
  if (name === 'TimeoutError' || name === 'AbortError') {
    return 'It took too long, use --timeout to wait longer';
  }
  return message
    .split('\n')
    .map((line, index) => `${index > 0 ? '  ' : ''}${printable(line)}`)
    .join('\n');
}
