import { z } from 'zod';

/** @public */
export const placements = [
  'hosted-api',
  'own-gpu',
  'serverless-gpu',
  'cpu',
] as const;

/**
 * The placement of a language model: a provider's API, always-on GPUs, GPUs billed by the second, or the CPUs
 * of the application. The pattern describes the surrounding application.
 *
 * @public
 */
export type Placement = (typeof placements)[number];

/** @public */
export const placementSchema = z.enum(placements);
