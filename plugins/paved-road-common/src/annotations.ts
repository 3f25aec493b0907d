import type { FilterPredicate } from '@backstage/filter-predicates';

/**
 * Annotations that Paved Road reads from and writes to catalog entities.
 *
 * @public
 */
export const pavedRoadAnnotations = {
  /** The architecture pattern that the entity implements. */
  pattern: 'paved-road.io/pattern',
  /** The id of the assessment that the entity was created with. */
  assessmentId: 'paved-road.io/assessment-id',
  /** The name of the software template that the entity was created from. */
  template: 'paved-road.io/template',
  /** Names the check that enforces module boundaries, such as `dependency-cruiser`. */
  boundaryCheck: 'paved-road.io/boundary-check',
} as const;

/**
 * Type of the items in the status of an entity that say which checks of the ingestion policy it fails; their level is
 * `warning`.
 *
 * @public
 */
export const ingestionStatusType = 'paved-road.io/policy';

/** Which entities are AI services where neither the portal nor a rule pack says so. @public */
export const defaultServiceFilter = {
  kind: 'Component',
  'spec.type': { $in: ['ai-service', 'ai-function', 'ai-pipeline'] },
} satisfies FilterPredicate;
