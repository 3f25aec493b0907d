export type { AdvisorApi } from './advisorApi';
export type {
  AssessmentListQuery,
  AssessmentsApi,
  EntityAssessmentsPage,
} from './assessmentsApi';
export type { BadgesApi } from './badgesApi';
export type { CampaignsApi } from './campaignsApi';
export {
  creationCheckRequestSchema,
  creationOwnersQuerySchema,
  forges,
  newRepositorySchema,
  type CreationApi,
  type CreationCheck,
  type CreationCheckRequest,
  type CreationOwners,
  type CreationOwnersQuery,
  type CreationProblem,
  type NewRepository,
  type RepositoryPlace,
} from './creationApi';
export type { EvaluationsApi } from './evaluationsApi';
export type { PavedRoadConnection } from './HttpClient';
export type { InboxApi } from './inboxApi';
export * from './pages';
export { parseInput } from './parse';
export * from './PavedRoadApi';
export { packProblemsOf, type RulesApi } from './rulesApi';
export type { ScorecardsApi } from './scorecardsApi';
export * from './signals';
export type { WaiversApi } from './waiversApi';
