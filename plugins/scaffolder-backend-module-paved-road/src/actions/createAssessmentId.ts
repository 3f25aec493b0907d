import { v5 as uuidOfName } from 'uuid';

const namespace = 'f5e6a1eb-68d2-4143-9ae6-48a7eef29cf1';

/**
 * Creates the id of the assessment of a task for an entity: the same UUID for each run, because a retried task repeats
 * its last step.
 */
export function createAssessmentId(taskId: string, entityRef: string): string {
  return uuidOfName(`${taskId} ${entityRef}`, namespace);
}
