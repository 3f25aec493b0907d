export { createScorecardRouter } from './createScorecardRouter';
export { KnexScorecardStore } from './KnexScorecardStore';
export { ScorecardEvaluator } from './ScorecardEvaluator';
export { ScorecardService } from './ScorecardService';
