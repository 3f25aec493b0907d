import { z } from 'zod';
import { PageQuery, pageQuerySchema } from '../input/pages';
import { evaluationRunPermission } from '../permissions';
import { Operation, uncountedPageSchema } from './Operation';

/** The trigger of a run over the fleet. @public */
const evaluationTriggers = ['schedule', 'rules', 'request'] as const;

/** @public */
const evaluationRunStates = [
  'running',
  'finished',
  'cancelled',
  'failed',
] as const;

/**
 * A run over the fleet. It examines every entity and evaluates each one with changed inputs. A change of a single entity
 * needs no run.
 *
 * @public
 */
const evaluationRunFields = z.object({
  id: z.string(),
  trigger: z.enum(evaluationTriggers),
  state: z.enum(evaluationRunStates),
  /** Entity reference of the requester; only with `request`. */
  requestedBy: z.string().optional(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  /**
   * Entities to examine; during the catalog scan, the number of the last run. Counts are absent for callers who may not
   * see all entities.
   */
  total: z.number().int().optional(),
  /** Examined entities. */
  done: z.number().int().optional(),
  /** Evaluated entities, because an input had changed. */
  changed: z.number().int().optional(),
  /** Reason of the failure. */
  problem: z.string().optional(),
});

/** @public */
export interface EvaluationRun extends z.output<typeof evaluationRunFields> {}

/** @alpha */
export const evaluationRunSchema: z.ZodType<EvaluationRun> =
  evaluationRunFields;

/** The newest runs, and how far the repositories have been read. @public */
export const evaluationRunsSchema = uncountedPageSchema(
  evaluationRunSchema,
).extend({
  /**
   * Repositories that have ever been read, and those read since the detectors last changed. The services of the others keep
   * their verdicts until then. Absent for callers who may not see all entities.
   */
  repositories: z
    .object({ total: z.number().int(), read: z.number().int() })
    .optional(),
});

/** @public */
export type EvaluationRuns = z.output<typeof evaluationRunsSchema>;

export const evaluationOperations = {
  listEvaluations: {
    route: 'GET /evaluations',
    summary: 'List runs over the fleet, newest first',
    query: pageQuerySchema,
    answer: evaluationRunsSchema,
  },
  getEvaluation: {
    route: 'GET /evaluations/:id',
    summary: 'Get a run over the fleet',
    answer: evaluationRunSchema,
  },
  startEvaluation: {
    route: 'POST /evaluations',
    summary: 'Start a run over the whole fleet',
    permission: evaluationRunPermission,
    answer: evaluationRunSchema,
    statuses: [201],
    errors: [409],
  },
  cancelEvaluation: {
    route: 'POST /evaluations/:id/cancel',
    summary: 'Cancel a run',
    permission: evaluationRunPermission,
    answer: evaluationRunSchema,
    errors: [409],
  },
} as const satisfies Record<string, Operation>;

/** Runs over the fleet. @public */
export interface EvaluationsApi {
  /** Newest first. */
  listEvaluations(page?: PageQuery): Promise<EvaluationRuns>;
  getEvaluation(id: string): Promise<EvaluationRun>;
  /** Starts a run over the whole fleet; 409 while one is running. */
  startEvaluation(): Promise<EvaluationRun>;
  cancelEvaluation(id: string): Promise<EvaluationRun>;
}
