import { STATUS_CODES } from 'node:http';
import type { APIGatewayProxyStructuredResultV2 as Answer } from 'aws-lambda';

/** An answer that the next try may improve on, so it must not be remembered. */
export class UnfinishedAnswer extends Error {
  override readonly name = 'UnfinishedAnswer';

  constructor(readonly answer: Answer) {
    super('The request may succeed when it is sent again');
  }
}

/** Whether the same request would be answered in the same way again. */
export function isFinal({ statusCode = 500 }: Answer): boolean {
  return statusCode < 500 && statusCode !== 429 && statusCode !== 499;
}

/** An error in the format of the HTTP shell. */
export function errorAnswer(
  statusCode: number,
  message: string,
  retryAfterSeconds?: number,
): Answer {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ statusCode, error: STATUS_CODES[statusCode], message }),
  };
}
