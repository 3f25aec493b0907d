import { awsLambdaFastify } from '@fastify/aws-lambda';
import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyPersistenceLayerError,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import type { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2 as Answer,
  Context,
} from 'aws-lambda';
import { rememberedForSeconds } from '../aws/index.js';
import type { Observability } from '../aws/index.js';
import type { HttpServer } from '../http/index.js';
import { errorAnswer, isFinal, UnfinishedAnswer } from './answers.js';

export interface HttpHandlerParts extends Pick<Observability, 'logger' | 'metrics'> {
  app: HttpServer;
  idempotencyStore: BasePersistenceLayer;
}

/** Visible ASCII characters, as many as a header can reasonably have. */
const idempotencyKey = /^[\x21-\x7e]{1,255}$/;

/**
 * Answers events of an API Gateway HTTP API by the HTTP shell. A POST with the header Idempotency-Key is
 * worked on once for each caller and key; when it is repeated, it gets the first answer again.
 */
export function createHttpHandler({ app, idempotencyStore, logger, metrics }: HttpHandlerParts) {
  const answer = awsLambdaFastify<APIGatewayProxyEventV2>(app, { decorateRequest: false });

  const answerOnce = makeIdempotent(
    async ({ event }: ReturnType<typeof keyed>, context: Context): Promise<Answer> => {
      const result = await answer(event, context);
      if (!isFinal(result)) {
        throw new UnfinishedAnswer(result);
      }
      return result;
    },
    {
      persistenceStore: idempotencyStore,
      config: new IdempotencyConfig({
        eventKeyJmesPath: '[caller, route, key]',
        payloadValidationJmesPath: 'body',
        throwOnNoIdempotencyKey: true,
        hashFunction: 'sha256',
        expiresAfterSeconds: rememberedForSeconds,
        responseHook: stored => {
          const first = stored as Answer;
          return { ...first, headers: { ...first.headers, 'idempotency-replayed': 'true' } };
        },
      }),
    },
  );

  return async (received: APIGatewayProxyEventV2, context: Context): Promise<Answer> => {
    logger.addContext(context);
    metrics.captureColdStartMetric(context.functionName);
    // One id for the lines of the shell, of the handler and of Lambda.
    const headers = { ...received.headers, 'x-request-id': context.awsRequestId };
    const event: APIGatewayProxyEventV2 = { ...received, headers };
    const key = received.headers['idempotency-key'];
    try {
      if (key === undefined || event.requestContext.http.method !== 'POST') {
        return await answer(event, context);
      }
      if (!idempotencyKey.test(key)) {
        return errorAnswer(400, 'Idempotency-Key must have 1 to 255 visible ASCII characters');
      }
      return await answerOnce(keyed(event, key), context);
    } catch (error) {
      if (error instanceof UnfinishedAnswer) {
        return error.answer;
      }
      if (error instanceof IdempotencyAlreadyInProgressError) {
        return errorAnswer(409, 'A request with this Idempotency-Key is still running', 1);
      }
      if (error instanceof IdempotencyValidationError) {
        return errorAnswer(422, 'This Idempotency-Key was used with another body');
      }
      logger.error('request failed', error as Error);
      return error instanceof IdempotencyPersistenceLayerError
        ? errorAnswer(503, 'Idempotency-Key cannot be looked up now, try again later', 5)
        : errorAnswer(500, 'Something went wrong; see the log');
    } finally {
      if (metrics.hasStoredMetrics()) {
        metrics.publishStoredMetrics();
      }
    }
  };
}

/** Identifies a request. The store keeps hashes of it, and no text. */
function keyed(event: APIGatewayProxyEventV2, key: string) {
  const { authorizer, http } = event.requestContext as APIGatewayProxyEventV2['requestContext'] & {
    authorizer?: { iam?: { userArn?: string } };
  };
  return {
    caller: authorizer?.iam?.userArn ?? '',
    route: `${http.method} ${event.rawPath}`,
    key,
    body: event.body ?? '',
    event,
  };
}
