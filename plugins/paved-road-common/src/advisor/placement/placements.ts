import { z } from 'zod';
import { patternDescriptions } from '../model';
import { Pattern } from '../patterns';

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

/** The placements in which the team runs the model itself. */
export const selfHostedPlacements: readonly Placement[] = [
  'own-gpu',
  'serverless-gpu',
  'cpu',
];

/** Name and meaning of a placement. @public */
export interface PlacementDescription {
  id: Placement;
  title: string;
  description: string;
  /** Completes the title of a pattern, such as "calling a hosted API". */
  beside: string;
}

/** @public */
export const placementDescriptions: Readonly<
  Record<Placement, PlacementDescription>
> = {
  'hosted-api': {
    id: 'hosted-api',
    title: 'Hosted API',
    description: 'A provider runs the model and bills each token.',
    beside: 'calling a hosted API',
  },
  'own-gpu': {
    id: 'own-gpu',
    title: 'Own GPUs',
    description:
      'A model server on always-on GPUs, bought or rented by the hour.',
    beside: 'and a model server',
  },
  'serverless-gpu': {
    id: 'serverless-gpu',
    title: 'Serverless GPU',
    description:
      'A model server on GPUs billed by the second that scale to zero.',
    beside: 'calling a model on serverless GPUs',
  },
  cpu: {
    id: 'cpu',
    title: 'CPU',
    description: "A small model on the application's CPUs, without a GPU.",
    beside: 'with the model on its own CPUs',
  },
};

/**
 * The title of a pattern with its placement, such as "Modular monolith calling a hosted API"; without a
 * placement, just the pattern.
 *
 * @public
 */
export function choiceTitle(pattern: Pattern, placement?: Placement): string {
  const { title } = patternDescriptions[pattern];
  return placement
    ? `${title} ${placementDescriptions[placement].beside}`
    : title;
}

/** Something for each placement. */
export function perPlacement<T>(
  of: (placement: Placement) => T,
): Record<Placement, T> {
  return {
    'hosted-api': of('hosted-api'),
    'own-gpu': of('own-gpu'),
    'serverless-gpu': of('serverless-gpu'),
    cpu: of('cpu'),
  };
}
