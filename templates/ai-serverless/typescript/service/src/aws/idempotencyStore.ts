import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import { MemoryIdempotencyStore } from './memoryIdempotencyStore.js';

/** How long a repeated request is answered from the store. */
export const rememberedForSeconds = 24 * 60 * 60;

/**
 * Stores running requests and their answers.
 *
 * @param table - name of the DynamoDB table; without one it is remembered in this process
 */
export function createIdempotencyStore(table: string | undefined): BasePersistenceLayer {
  return table === undefined
    ? new MemoryIdempotencyStore()
    : new DynamoDBPersistenceLayer({ tableName: table });
}
