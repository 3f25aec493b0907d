import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import type { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { rememberedForSeconds } from '../aws/index.js';
import type { Observability, ResultQueue } from '../aws/index.js';
import type { {% if values.ai == 'language-model' %}FunctionApplication } from '../app.js{% else %}Classifies } from '../http/index.js{% endif %}';
import { readText } from './textMessage.js';

export interface QueueHandlerParts extends Pick<Observability, 'logger' | 'metrics'> {
  {% if values.ai == 'language-model' %}draft: FunctionApplication['draft']{% else %}classification: Classifies{% endif %};
  results: ResultQueue;
  idempotencyStore: BasePersistenceLayer;
  /** For one text; one that hangs must not take its whole batch with it. */
  requestTimeoutMs: number;
}

/** Needed at the end to report failures; without it, all messages would be delivered again. */
const reportingMs = 500;

/**
 * ${{ 'Drafts replies to' if values.ai == 'language-model' else 'Classifies' }} a batch of messages `{"text": "..."}` from SQS and sends the results to the result queue.
 * What fails is reported by its id, so that SQS hands out nothing else again, and moves what keeps
 * failing to the dead-letter queue. A message delivered twice is ${{ 'answered' if values.ai == 'language-model' else 'classified' }} once.
 */
export function createQueueHandler(parts: QueueHandlerParts) {
  const { ${{ 'draft' if values.ai == 'language-model' else 'classification' }}, results, idempotencyStore, requestTimeoutMs, logger, metrics } = parts;

  const ${{ 'draft' if values.ai == 'language-model' else 'classify' }}Once = makeIdempotent(
    async ({ messageId, body }: SQSRecord, context: Context): Promise<void> => {
      const timeLeftMs = context.getRemainingTimeInMillis() - reportingMs;
      const signal = AbortSignal.timeout(Math.max(0, Math.min(requestTimeoutMs, timeLeftMs)));
      await results.send({
        messageId,
        {% if values.ai == 'language-model' %}draft: await draft(readText(body), signal){% else %}classification: await classification.classify(readText(body), { signal }){% endif %},
      });
    },
    {
      persistenceStore: idempotencyStore,
      config: new IdempotencyConfig({
        eventKeyJmesPath: 'messageId',
        throwOnNoIdempotencyKey: true,
        hashFunction: 'sha256',
        expiresAfterSeconds: rememberedForSeconds,
      }),
    },
  );

  const handleRecord = async (record: SQSRecord, context: Context): Promise<void> => {
    try {
      await ${{ 'draft' if values.ai == 'language-model' else 'classify' }}Once(record, context);
    } catch (error) {
      const receives = Number(record.attributes.ApproximateReceiveCount);
      logger.error('message failed', {
        messageId: record.messageId,
        receives,
        error: error as Error,
      });
      throw error;
    }
  };

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    logger.addContext(context);
    metrics.captureColdStartMetric(context.functionName);
    const processor = new BatchProcessor(EventType.SQS);
    try {
      return await processPartialResponse(event, handleRecord, processor, {
        context,
        throwOnFullBatchFailure: false,
      });
    } finally {
      if (metrics.hasStoredMetrics()) {
        metrics.publishStoredMetrics();
      }
    }
  };
}
