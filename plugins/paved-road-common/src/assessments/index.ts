export * from './decisionRecord';
export * from './lifeCycle';
export * from './schemas';
export { compareSnapshots } from './compareSnapshots';
export {
  catalogChangeSchema,
  catalogFactsSchema,
  type CatalogChange,
  type CatalogFacts,
  type CatalogSnapshot,
  type ComparableSnapshot,
} from './catalogFacts';
export * from './system';
export {
  systemCompositionSchema,
  type SharedRisk,
  type SystemComponent,
  type SystemComposition,
  type SystemEdge,
} from './systemComposition';
