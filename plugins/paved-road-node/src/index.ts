/**
 * Extension points of Paved Road for other backend plugins, a client, and the reader of repository facts.
 *
 * @packageDocumentation
 */
export * from './createFactCollectorModule';
export * from './createPavedRoadClient';
export * from './catalogInfo';
export * from './delivery';
export { builtInDetectors } from './detectors/builtInDetectors';
export { countEndedRuntimes } from './detectors/deployables';
export type {
  Detection,
  Detector,
  DetectorService,
} from './detectors/Detector';
export type { ParsedDocument } from './detectors/RepositoryFile';
export { RepositoryFile } from './detectors/RepositoryFile';
export type { StructuredPart } from './detectors/StructuredPart';
export * from './events';
export * from './extensionPoints';
export * from './FactCollector';
export * from './forges';
export * from './gitHosts';
export * from './history';
export * from './http/readHeaders';
export * from './http/requestJson';
export * from './http/requestPages';
export * from './http/SourceError';
export * from './http/SourceLimits';
export * from './http/sourceTime';
export * from './ingestion';
export { parseYamlApart } from './reading/readApart';
export * from './rejectWhenAborted';
export * from './repository';
export * from './rulePacks';
export * from './SharedResults';
export * from './TeamDirectory';
export * from './toFactName';
export * from './toFilterPredicate';
