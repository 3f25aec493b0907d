import { z } from 'zod';

const triggerSchema = z.object({
  /** When to take the step, in one sentence. */
  text: z.string(),
  /** The measure: a profile field such as `workload.requestsPerMonth`, or a metric of the running service. */
  measure: z.string(),
  comparison: z.literal('above'),
  threshold: z.union([z.number(), z.string()]),
  unit: z.string().optional(),
});

/** A measurable sign that a step of the roadmap is due. @public */
export type RoadmapTrigger = z.output<typeof triggerSchema>;

export const roadmapStepSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  /** `done` is built; `here` is the position of the chosen pattern; `next` is the first step after it. */
  state: z.enum(['done', 'here', 'next', 'later']),
  /** Signs that the step is due; empty for steps that are done or here. */
  triggers: z.array(triggerSchema),
});

/** A step on the way from a first version to a governed fleet. @public */
export type RoadmapStep = z.output<typeof roadmapStepSchema>;
