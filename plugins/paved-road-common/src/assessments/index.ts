export {
  renderDecisionRecord,
  type DecisionRecordSubject,
} from './decisionRecord';
export * from './lifeCycle';
export * from './schemas';
