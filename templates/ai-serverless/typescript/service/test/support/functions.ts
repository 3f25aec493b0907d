import { randomUUID } from 'node:crypto';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
  SQSEvent,
} from 'aws-lambda';
import { createApp } from '../../src/app.js';
import { createObservability } from '../../src/aws/index.js';
{% if values.ai == 'language-model' %}import type { ModelCall } from '../../src/core/index.js';
{% else %}import type { Classification } from '../../src/core/index.js';
{% endif %}import { createLogger } from '../../src/runtime/index.js';
import { readSettings } from '../../src/settings.js';

/** Powertools reads these; what the functions write is looked at in test/invoke.test.ts. */
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';

export const observability = createObservability('test');
export const logger = createLogger({ name: 'test', level: 'silent' });

/** The application with the ${{ 'stub' if values.ai == 'language-model' else 'bundled model' }}, warm, and all ${{ 'calls of it' if values.ai == 'language-model' else 'that was classified with it' }}. */
export async function startApplication() {
{% if values.ai == 'language-model' %}  const calls: ModelCall[] = [];
  const application = await createApp(readSettings({}), logger, {
    called: call => calls.push(call),
    fellBack: () => undefined,
    refused: () => undefined,
  });
{% else %}  const classified: Classification[] = [];
  const application = await createApp(readSettings({}), logger, result => classified.push(result));
{% endif %}  await application.start({ signal: new AbortController().signal });
  await application.app.ready();
  application.readiness.ready();
  return { ...application, ${{ 'calls' if values.ai == 'language-model' else 'classified' }} };
}

/** What Lambda says of an invocation. */
export function context(): Context {
  return {
    awsRequestId: randomUUID(),
    functionName: 'test',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:local:000000000000:function:test',
    memoryLimitInMB: '1024',
    getRemainingTimeInMillis: () => 10_000,
  } as Context;
}

/** An event of the HTTP API: a POST where there is a body. */
export function httpEvent(request: {
  path?: string;
  body?: string;
  base64?: boolean;
  headers?: Record<string, string>;
  caller?: string;
}): APIGatewayProxyEventV2 {
  const { path = '/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}', body, base64 = false, headers, caller = 'caller' } = request;
  const method = body === undefined ? 'GET' : 'POST';
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', ...headers },
    requestContext: {
      requestId: 'JKJaXmPLvHcESHA=',
      stage: '$default',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      authorizer: { iam: { userArn: `arn:aws:iam::123456789012:role/${caller}` } },
    },
    body: base64 ? Buffer.from(body ?? '').toString('base64') : body,
    isBase64Encoded: base64,
  } as unknown as APIGatewayProxyEventV2;
}

export function parseBody(answer: APIGatewayProxyStructuredResultV2): Record<string, unknown> {
  return JSON.parse(answer.body ?? '') as Record<string, unknown>;
}

/** A batch of messages: their ids and bodies. */
export function sqsEvent(bodies: Record<string, string>): SQSEvent {
  return {
    Records: Object.entries(bodies).map(([messageId, body]) => ({
      messageId,
      body,
      receiptHandle: messageId,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: 'test',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:local:000000000000:texts',
      awsRegion: 'local',
    })),
  };
}
