import { createHash } from 'node:crypto';

/**
 * The id of the assessment that a task of the scaffolder makes for an entity: a UUID (version 8) that is the
 * same for each run of a step, because a task that is retried runs its last step again.
 */
export function assessmentIdOf(taskId: string, entityRef: string): string {
  const bytes = createHash('sha256').update(`${taskId} ${entityRef}`).digest();
  /* eslint-disable no-bitwise */
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  /* eslint-enable no-bitwise */
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
