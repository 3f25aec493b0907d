export * from './advice';
export { advise } from './advise';
export {
  describeModel,
  type ModelDescription,
  type StageDescription,
} from './describeModel';
export type { DemandRule, DemandTerm } from './fit/demandTable';
export * from './fitRatings';
export * from './model';
export * from './patterns';
export * from './profile';
export * from './quantities';
export * from './questions';
export * from './request';
export type { RiskDescription } from './risks/findRisks';
