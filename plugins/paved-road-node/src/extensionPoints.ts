import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Detector } from './detectors/Detector';
import { FactCollector, PushedFactDeclaration } from './FactCollector';
import { ScorecardHistorySource } from './history';

/** Accepts collectors of facts, and declarations of pushed facts, from other plugins. @public */
export interface FactCollectorsExtensionPoint {
  /**
   * Adds a collector. Collectors with the same schema and filters may share an id, such as one for each Git host. If an
   * entity matches several filters, the first collector is used.
   *
   * @throws Error if the id is taken or is not a valid name in expressions
   */
  addFactCollector<T>(collector: FactCollector<T>): void;
  /**
   * Declares a pushed fact.
   *
   * @throws Error if the id is taken or is not a valid name in expressions
   */
  addPushedFact<T>(fact: PushedFactDeclaration<T>): void;
}

/** Extension point for collectors of facts. @public */
export const factCollectorsExtensionPoint =
  createExtensionPoint<FactCollectorsExtensionPoint>({
    id: 'paved-road.fact-collectors',
  });

/** Accepts detectors of technologies from other plugins, in addition to the built-in ones. @public */
export interface DetectorsExtensionPoint {
  /**
   * Adds a detector.
   *
   * @throws Error if the id is taken
   */
  addDetector(detector: Detector): void;
}

/** Extension point for detectors. @public */
export const detectorsExtensionPoint =
  createExtensionPoint<DetectorsExtensionPoint>({
    id: 'paved-road.detectors',
  });

/** Accepts rule packs from other plugins, in addition to the config. @public */
export interface RulePacksExtensionPoint {
  /**
   * Adds a rule pack.
   *
   * @param pack - YAML
   * @param source - name in messages, such as the package
   */
  addRulePack(pack: string, source: string): void;
}

/** Extension point for rule packs. @public */
export const rulePacksExtensionPoint =
  createExtensionPoint<RulePacksExtensionPoint>({
    id: 'paved-road.rule-packs',
  });

/** Accepts levels from before Paved Road, so that trends include the results of another tool. @public */
export interface ScorecardHistoryExtensionPoint {
  /**
   * Adds a source. It is read once, after the first full evaluation of the catalog.
   *
   * @throws Error if the id is empty, longer than 255 characters, or taken
   */
  addHistory(source: ScorecardHistorySource): void;
}

/** Extension point for levels from before Paved Road. @public */
export const scorecardHistoryExtensionPoint =
  createExtensionPoint<ScorecardHistoryExtensionPoint>({
    id: 'paved-road.scorecard-history',
  });

/** A place other than a forge where templates can publish, such as a local folder. @public */
export interface RepositoryPlaceSource {
  /** Name in template parameters. */
  id: string;
  title: string;
  /** Whether a repository with that name exists. */
  has(repository: string): Promise<boolean>;
}

/** Accepts places to publish from other plugins, so that the form can reject taken names before a run. @public */
export interface RepositoryPlacesExtensionPoint {
  /**
   * Adds a place.
   *
   * @throws Error if the id is taken or names a forge
   */
  addRepositoryPlace(place: RepositoryPlaceSource): void;
}

/** Extension point for places to publish. @public */
export const repositoryPlacesExtensionPoint =
  createExtensionPoint<RepositoryPlacesExtensionPoint>({
    id: 'paved-road.repository-places',
  });
