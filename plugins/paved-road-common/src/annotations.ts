import type { FilterPredicate } from '@backstage/filter-predicates';

/** Annotations that Paved Road reads from and writes to catalog entities. @public */
export const pavedRoadAnnotations = {
  /** Architecture pattern of the entity. */
  pattern: 'paved-road.io/pattern',
  /** Id of the first assessment of the entity. */
  assessmentId: 'paved-road.io/assessment-id',
  /** Name of the software template of the entity. */
  template: 'paved-road.io/template',
  /** Tool that enforces module boundaries, such as `dependency-cruiser`. */
  boundaryCheck: 'paved-road.io/boundary-check',
} as const;

/** Type of the status items with failed checks of the ingestion policy; their level is `warning`. @public */
export const ingestionStatusType = 'paved-road.io/policy';

/** The default filter for AI services. @public */
export const defaultServiceFilter = {
  kind: 'Component',
  'spec.type': { $in: ['ai-service', 'ai-function', 'ai-pipeline'] },
} satisfies FilterPredicate;
