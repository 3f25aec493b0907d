export {
  refsInDecisionRecord,
  renderDecisionRecord,
} from './renderDecisionRecord';
export type { DecisionRecordOptions, DecisionRecordSubject } from './subject';
