import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Item = Record<string, { S?: string; N?: string; M?: unknown } | undefined>;

interface Input {
  TableName: string;
  Key: Item;
  Item: Item;
  QueueUrl: string;
  MessageBody: string;
{% if values.ai == 'language-model' %}  SecretId: string;
{% endif %}  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Item;
}

interface Answer extends Record<string, unknown> {
  /** The type of the exception, where it is one. */
  error?: string;
}

/**
 * Speaks the protocols of DynamoDB and SQS as far as the functions use them, so that tests show what they
 * would send. The condition of a PutItem is taken to be that there is no such item yet.
 */
export async function startAwsServices() {
  const items = new Map<string, Item>();
  const messages: { queue: string; body: unknown }[] = [];
  const calls: string[] = [];

  const operations: Partial<Record<string, (input: Input) => Answer>> = {
    'DynamoDB_20120810.PutItem': ({ Item: item }) => {
      const existing = items.get(getItemId(item));
      if (existing) {
        return { error: 'ConditionalCheckFailedException', Item: existing };
      }
      items.set(getItemId(item), item);
      return {};
    },
    'DynamoDB_20120810.UpdateItem': ({
      Key,
      ExpressionAttributeNames,
      ExpressionAttributeValues,
    }) => {
      const changes = Object.entries(ExpressionAttributeNames).map(([placeholder, name]) => [
        name,
        ExpressionAttributeValues[placeholder.replace('#', ':')],
      ]);
      items.set(getItemId(Key), { ...items.get(getItemId(Key)), ...(Object.fromEntries(changes) as Item) });
      return {};
    },
    'DynamoDB_20120810.DeleteItem': ({ Key }) => {
      items.delete(getItemId(Key));
      return {};
    },
{% if values.ai == 'language-model' %}    'secretsmanager.GetSecretValue': ({ SecretId }) =>
      SecretId === 'unset'
        ? { error: 'ResourceNotFoundException' }
        : { SecretString: `key of ${SecretId}\n` },
{% endif %}    'AmazonSQS.SendMessage': ({ QueueUrl, MessageBody }) => {
      messages.push({ queue: QueueUrl, body: JSON.parse(MessageBody) });
      const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
      return { MessageId: String(messages.length), MD5OfMessageBody };
    },
  };

  const server = createServer((request, response) => {
    void json(request).then(input => {
      const operation = String(request.headers['x-amz-target']);
      calls.push(operation);
      const { error, ...body } = operations[operation]?.(input as Input) ?? {
        error: 'UnknownOperation',
      };
      response.writeHead(error ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(error ? { __type: `com.amazonaws#${error}`, ...body } : body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    items,
    messages,
    calls,
    /** What a function needs in its environment to find these instead of AWS. */
    env: {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: url,
      IDEMPOTENCY_TABLE: 'table',
      RESULT_QUEUE_URL: `${url}/000000000000/results`,
    },
    stop: () => server.close(),
  };
}

const getItemId = (item: Item) => item.id?.S ?? '';
