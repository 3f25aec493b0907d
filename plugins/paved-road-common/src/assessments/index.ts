export {
  renderDecisionRecord,
  type DecisionRecordSubject,
} from './decisionRecord';
export * from './lifeCycle';
export * from './schemas';
export {
  catalogChangeSchema,
  catalogFactsSchema,
  type CatalogChange,
  type CatalogFacts,
  type CatalogSnapshot,
} from './catalogFacts';
export {
  systemCompositionSchema,
  type SharedRisk,
  type SystemComponent,
  type SystemComposition,
  type SystemEdge,
} from './systemComposition';
