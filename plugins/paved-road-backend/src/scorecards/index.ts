export { createScorecardRouter } from './createScorecardRouter';
export { KnexScorecardStore } from './KnexScorecardStore';
export { loadScorecardRules } from './loadScorecardRules';
export { ScorecardEvaluator } from './ScorecardEvaluator';
export { ScorecardService } from './ScorecardService';
