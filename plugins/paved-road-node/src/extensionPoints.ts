import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { FactCollector } from './FactCollector';
import { ScorecardHistorySource } from './history';

/**
 * Takes collectors of facts from other plugins.
 *
 * @public
 */
export interface FactCollectorsExtensionPoint {
  /**
   * Adds a collector.
   *
   * @throws Error when the id is not a name that expressions can use, or is taken
   */
  addFactCollector<T>(collector: FactCollector<T>): void;
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
 * Takes rule packs from other plugins; they are active beside those of the config.
 *
 * @public
 */
export interface RulePacksExtensionPoint {
  /**
   * Adds a rule pack.
   *
   * @param pack - YAML
   * @param source - as messages name it, such as the package it comes from
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
 * Takes the levels that entities had before Paved Road, so that trends begin where those of another tool did.
 *
 * @public
 */
export interface ScorecardHistoryExtensionPoint {
  /**
   * Adds a source. It is read once, after the first pass over the catalog has evaluated everything that is in it.
   *
   * @throws Error when the id is empty, longer than 255 characters, or taken
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
  /** As parameters of templates name it. */
  id: string;
  title: string;
  /** Whether it has a repository of that name. */
  has(repository: string): Promise<boolean>;
}

/**
 * Takes places to publish from other plugins, so that a name that is taken is told before a template runs.
 *
 * @public
 */
export interface RepositoryPlacesExtensionPoint {
  /**
   * Adds a place.
   *
   * @throws Error when the id is that of a forge, or taken
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
