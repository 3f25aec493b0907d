import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigApi } from '@backstage/core-plugin-api';
import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';
import {
  defaultServiceFilter,
  pavedRoadAnnotations,
} from '@paved-road/plugin-paved-road-common';
import { ARCHITECTURE_PATH, SCORECARD_PATH } from '../routes';

/**
 * Which entities get the parts of an entity page.
 */
export interface EntityFilters {
  /** Selects entities with the Architecture tab and the card: AI services and systems. */
  isArchitectureAvailable: (entity: Entity) => boolean;
  /** Selects entities with the Scorecard tab: AI services and other entities in the config. */
  isScorecardAvailable: (entity: Entity) => boolean;
}

/**
 * Filters for the parts of an entity page. Components and systems with an annotation of Paved Road always count as AI
 * services. So does an entity whose tab is opened by URL, until the page reloads: rule packs can select more entities
 * than the config, and lists and notifications link to them.
 *
 * @param services - selects AI services, as `pavedRoad.scorecards.filter` in the config
 * @param others - selects other entities with a Scorecard tab, as `pavedRoad.scorecards.tabFilter` in the config
 */
export function createEntityFilters(
  services: FilterPredicate = defaultServiceFilter,
  others?: FilterPredicate,
): EntityFilters {
  const isService = filterPredicateToFilterFunction<Entity>(services);
  const isOther = others
    ? filterPredicateToFilterFunction<Entity>(others)
    : () => false;
  const isOnTheRoad = (entity: Entity) =>
    isService(entity) ||
    isAnnotated(entity) ||
    isOpened(entity, SCORECARD_PATH);
  return {
    isScorecardAvailable: entity =>
      canHaveScorecard(entity) &&
      (isAssessable(entity)
        ? isOnTheRoad(entity) || isOther(entity)
        : isOther(entity) || isOpened(entity, SCORECARD_PATH)),
    isArchitectureAvailable: entity =>
      isAssessable(entity) &&
      (isOnTheRoad(entity) ||
        isOfKind(entity, 'system') ||
        isOpened(entity, ARCHITECTURE_PATH)),
  };
}

/** Filters as `pavedRoad.scorecards` in the config of the app has them. */
export function readEntityFilters(config?: ConfigApi): EntityFilters {
  const scorecards = config?.getOptionalConfig('pavedRoad.scorecards');
  return createEntityFilters(
    scorecards?.getOptional<FilterPredicate>('filter'),
    scorecards?.getOptional<FilterPredicate>('tabFilter'),
  );
}

/** The kinds of the catalog's own model that can have a scorecard, for choices. */
export const commonKinds = [
  'API',
  'AiResource',
  'Component',
  'Domain',
  'Group',
  'Resource',
  'System',
  'Template',
];

/** Whether entities of this kind can have a scorecard: all that rule packs can select. */
export function canHaveScorecard(entity: Pick<Entity, 'kind'>): boolean {
  return !isOfKind(entity, 'user') && !isOfKind(entity, 'location');
}

/** Whether entities of this kind can have an assessment: Components and Systems can. */
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

/** Tabs opened by URL, by entity. They stay visible when another tab is opened. */
const opened = new Set<string>();

function isOpened(entity: Entity, path: string): boolean {
  const key = `${stringifyEntityRef(entity)}${path}`;
  const address = `/${entity.metadata.name}${path}`.toLocaleLowerCase('en-US');
  if (
    window.location.pathname
      .replace(/\/+$/, '')
      .toLocaleLowerCase('en-US')
      .endsWith(address)
  ) {
    opened.add(key);
  }
  return opened.has(key);
}
