import { Entity } from '@backstage/catalog-model';
import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';
import {
  defaultServiceFilter,
  pavedRoadAnnotations,
} from '@paved-road/plugin-paved-road-common';

/**
 * For which entities the parts of an entity page stand there.
 *
 * @public
 */
export interface EntityFilters {
  /** The Architecture tab and the card: AI services, and systems, which are assessed as a whole. */
  isArchitectureAvailable: (entity: Entity) => boolean;
  /** The Scorecard tab: AI services. */
  isScorecardAvailable: (entity: Entity) => boolean;
}

/**
 * The filters of an entity page of a portal. A component or system with an annotation of Paved Road counts as an AI
 * service, whatever its type.
 *
 * @param services - which entities are AI services, as `pavedRoad.scorecards.filter` has it in the config
 * @public
 */
export function createEntityFilters(
  services: FilterPredicate = defaultServiceFilter,
): EntityFilters {
  const isService = filterPredicateToFilterFunction<Entity>(services);
  const isScorecardAvailable = (entity: Entity) =>
    isAssessable(entity) && (isService(entity) || isAnnotated(entity));
  return {
    isScorecardAvailable,
    isArchitectureAvailable: entity =>
      isScorecardAvailable(entity) || isOfKind(entity, 'system'),
  };
}

/** Whether entities of this kind can have an assessment and a scorecard: Components and Systems can. */
export function isAssessable(entity: Pick<Entity, 'kind'>): boolean {
  return isOfKind(entity, 'component') || isOfKind(entity, 'system');
}

function isOfKind({ kind }: Pick<Entity, 'kind'>, other: string): boolean {
  return kind.toLocaleLowerCase('en-US') === other;
}

function isAnnotated({ metadata }: Entity): boolean {
  return Object.values(pavedRoadAnnotations).some(
    name => metadata.annotations?.[name] !== undefined,
  );
}

const byDefault = createEntityFilters();

/**
 * Whether an entity has the Architecture tab and the card where the config does not say which entities are AI services.
 *
 * @public
 */
export const isArchitectureAvailable = byDefault.isArchitectureAvailable;

/**
 * Whether an entity has the Scorecard tab where the config does not say which entities are AI services.
 *
 * @public
 */
export const isScorecardAvailable = byDefault.isScorecardAvailable;
