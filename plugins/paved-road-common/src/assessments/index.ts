export { renderDecisionRecord } from './decisionRecord';
export * from './lifeCycle';
export * from './schemas';
