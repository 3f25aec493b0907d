import { z } from 'zod';

/** What started a run over the fleet. @public */
export const evaluationTriggers = ['schedule', 'rules', 'request'] as const;

/** @public */
export const evaluationRunStates = [
  'running',
  'finished',
  'cancelled',
  'failed',
] as const;

/**
 * A run over the fleet: every entity is looked at, and those whose inputs changed are evaluated. Single
 * entities are evaluated without a run when something about them changes.
 *
 * @public
 */
export const evaluationRunSchema = z.object({
  id: z.string(),
  trigger: z.enum(evaluationTriggers),
  state: z.enum(evaluationRunStates),
  /** Entity reference of the requester; only with `request`. */
  requestedBy: z.string().optional(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  /**
   * Entities to look at; while the catalog is read, the number of last time. Figures of the run are absent for callers
   * who may not see all entities.
   */
  total: z.number().int().optional(),
  /** Entities looked at so far. */
  done: z.number().int().optional(),
  /** Of these, those evaluated because an input had changed. */
  changed: z.number().int().optional(),
  /** Why it failed. */
  problem: z.string().optional(),
});

/** @public */
export type EvaluationRun = z.output<typeof evaluationRunSchema>;
