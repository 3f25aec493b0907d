import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ${{ 'Draft' if values.ai == 'language-model' else 'Classification' }} } from '../core/index.js';

/** The result for one message of the queue. */
export interface Result {
  /** The SQS id of the message with the text; it identifies the text. */
  messageId: string;
  ${{ 'draft: Draft' if values.ai == 'language-model' else 'classification: Classification' }};
}

/** Where results go. */
export interface ResultQueue {
  send(result: Result): Promise<void>;
}

/** @param url - of the SQS queue; without one results are written to standard output */
export function createResultQueue(url: string | undefined): ResultQueue {
  if (url === undefined) {
    return {
      send: async result => {
        process.stdout.write(`${JSON.stringify({ result })}\n`);
      },
    };
  }
  const client = new SQSClient();
  return {
    send: async result => {
      await client.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(result) }),
      );
    },
  };
}
