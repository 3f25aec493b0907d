import {
  IdempotencyItemAlreadyExistsError,
  IdempotencyItemNotFoundError,
  IdempotencyRecordStatus,
} from '@aws-lambda-powertools/idempotency';
import { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import type { IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';

/**
 * Stands in for the table on a developer's machine and in tests, and forgets with the process. It takes a
 * new record where DynamoDBPersistenceLayer does: where there is none, where it has expired, and where
 * its worker has run out of time.
 */
export class MemoryIdempotencyStore extends BasePersistenceLayer {
  readonly #records = new Map<string, IdempotencyRecord>();

  protected override async _putRecord(record: IdempotencyRecord): Promise<void> {
    // Nothing is awaited between the look and the change, so two callers cannot both be the first.
    const existing = this.#records.get(record.idempotencyKey);
    if (existing && !existing.isExpired() && !isAbandoned(existing)) {
      throw new IdempotencyItemAlreadyExistsError('The key is in use', existing);
    }
    this.#records.set(record.idempotencyKey, record);
  }

  protected override async _getRecord(key: string): Promise<IdempotencyRecord> {
    const record = this.#records.get(key);
    if (!record) {
      throw new IdempotencyItemNotFoundError('The key is not in use');
    }
    return record;
  }

  protected override async _updateRecord(record: IdempotencyRecord): Promise<void> {
    this.#records.set(record.idempotencyKey, record);
  }

  protected override async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    this.#records.delete(record.idempotencyKey);
  }
}

function isAbandoned(record: IdempotencyRecord): boolean {
  return (
    record.getStatus() === IdempotencyRecordStatus.INPROGRESS &&
    record.inProgressExpiryTimestamp !== undefined &&
    record.inProgressExpiryTimestamp < Date.now()
  );
}
