import { v5 as uuidOfName } from 'uuid';

/** Sets these ids apart from those that others make of the same names; drawn once, at random. */
const namespace = 'f5e6a1eb-68d2-4143-9ae6-48a7eef29cf1';

/**
 * The id of the assessment that a task of the scaffolder makes for an entity: a UUID that is the same for each
 * run of a step, because a task that is retried runs its last step again.
 */
export function assessmentIdOf(taskId: string, entityRef: string): string {
  return uuidOfName(`${taskId} ${entityRef}`, namespace);
}
