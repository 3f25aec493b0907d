import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { FactCollector, PushedFactDeclaration } from './FactCollector';
import { ScorecardHistorySource } from './history';

/**
 * Accepts collectors of facts, and declarations of pushed facts, from other plugins.
 *
 * @public
 */
export interface FactCollectorsExtensionPoint {
  /**
   * Adds a collector. Several may have an id, such as one for each Git host, if they have the same schema and filters;
   * of an entity that matches several filters, the one that was added first collects.
   *
   * @throws Error if the id is taken or is not a name that expressions can use
   */
  addFactCollector<T>(collector: FactCollector<T>): void;
  /**
   * Declares a fact that is pushed.
   *
   * @throws Error if the id is taken or is not a name that expressions can use
   */
  addPushedFact<T>(fact: PushedFactDeclaration<T>): void;
}

/**
 * Where a module of the plugin `paved-road` adds collectors of facts.
 *
 * @public
 */
export const factCollectorsExtensionPoint =
  createExtensionPoint<FactCollectorsExtensionPoint>({
    id: 'paved-road.fact-collectors',
  });

/**
 * Accepts rule packs from other plugins, active beside those of the config.
 *
 * @public
 */
export interface RulePacksExtensionPoint {
  /**
   * Adds a rule pack.
   *
   * @param pack - YAML
   * @param source - name for messages, such as the package it comes from
   */
  addRulePack(pack: string, source: string): void;
}

/**
 * Where a module of the plugin `paved-road` adds rule packs.
 *
 * @public
 */
export const rulePacksExtensionPoint =
  createExtensionPoint<RulePacksExtensionPoint>({
    id: 'paved-road.rule-packs',
  });

/**
 * Accepts the levels that entities had before Paved Road, so that trends begin with those of another tool.
 *
 * @public
 */
export interface ScorecardHistoryExtensionPoint {
  /**
   * Adds a source. It is read once, after the first pass over the catalog has evaluated everything.
   *
   * @throws Error if the id is empty, longer than 255 characters, or taken
   */
  addHistory(source: ScorecardHistorySource): void;
}

/**
 * Where a module of the plugin `paved-road` adds levels from before Paved Road.
 *
 * @public
 */
export const scorecardHistoryExtensionPoint =
  createExtensionPoint<ScorecardHistoryExtensionPoint>({
    id: 'paved-road.scorecard-history',
  });

/**
 * Where templates can publish beside the forges of the integrations, such as a folder of the machine.
 *
 * @public
 */
export interface RepositoryPlaceSource {
  /** As named in parameters of templates. */
  id: string;
  title: string;
  /** Whether it has a repository with that name. */
  has(repository: string): Promise<boolean>;
}

/**
 * Accepts places to publish from other plugins, so that the form can refuse taken names before a run.
 *
 * @public
 */
export interface RepositoryPlacesExtensionPoint {
  /**
   * Adds a place.
   *
   * @throws Error if the id is taken or is that of a forge
   */
  addRepositoryPlace(place: RepositoryPlaceSource): void;
}

/**
 * Where a module of the plugin `paved-road` adds places to publish.
 *
 * @public
 */
export const repositoryPlacesExtensionPoint =
  createExtensionPoint<RepositoryPlacesExtensionPoint>({
    id: 'paved-road.repository-places',
  });
