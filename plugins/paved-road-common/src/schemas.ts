/**
 * The schemas of requests and responses, for code that serves them. Only their input and output types are API.
 *
 * @packageDocumentation
 */
import { Opaque, WithFields } from './input/namedSchema';
import { modelExtensionSchema as modelExtension } from './advisor/extension/modelExtension';
import { platformIdSchema as platformId } from './advisor/profile/ids';
import { modelDescriptionSchema as modelDescription } from './advisor/explain/modelDescription';
import { patternSchema as pattern } from './advisor/profile/patterns';
import { placementSchema as placement } from './advisor/profile/placements';
import {
  badgeQuerySchema as badgeQuery,
  badgeSchema as badge,
} from './api/badgesApi';
import {
  burnDownSchema as burnDown,
  campaignPatchSchema as campaignPatch,
  campaignQuerySchema as campaignQuery,
  campaignReminderSchema as campaignReminder,
  campaignTaskQuerySchema as campaignTaskQuery,
  campaignTaskSchema as campaignTask,
  newCampaignSchema as newCampaign,
} from './api/campaignsApi';
import {
  creationCheckRequestSchema as creationCheckRequest,
  creationCheckSchema as creationCheck,
  creationOwnersQuerySchema as creationOwnersQuery,
  creationOwnersSchema as creationOwners,
  repositoryPlaceSchema as repositoryPlace,
} from './api/creationApi';
import {
  factHistoryQuerySchema as factHistoryQuery,
  factHistorySchema as factHistory,
  factSchema as fact,
  pushedFactSchema as pushedFact,
  pushedItemSchema as pushedItem,
} from './api/factsApi';
import {
  assessmentReviewPreviewSchema as assessmentReviewPreview,
  waiverReviewPreviewSchema as waiverReviewPreview,
} from './api/inboxApi';
import { predictionQuerySchema as predictionQuery } from './api/measuredApi';
import {
  adoptionSchema as adoption,
  entityAdoptionSchema as entityAdoption,
  fleetAdoptionSchema as fleetAdoption,
  orphansSchema as orphans,
} from './api/orphansApi';
import {
  assessmentQuerySchema as assessmentQuery,
  changeRequestSchema as changeRequest,
  newAssessmentSchema as newAssessment,
  newCommentSchema as newComment,
  reviewCommentSchema as reviewComment,
  transitionSchema as transition,
} from './assessments/schemas';
import { pageQuerySchema as pageQuery } from './input/pages';
import {
  checkResultOfEntitySchema as checkResultOfEntity,
  checkResultsQuerySchema as checkResultsQuery,
  failingChecksQuerySchema as failingChecksQuery,
  summaryQuerySchema as summaryQuery,
} from './scorecards/fleet';
import { filterPredicateSchema as filterPredicate } from './scorecards/filterPredicate';
import { gateQuerySchema as gateQuery } from './scorecards/gate';
import {
  dryRunRequestSchema as dryRunRequest,
  packProblemSchema as packProblem,
  previewChangeSchema as previewChange,
  previewChangesQuerySchema as previewChangesQuery,
  previewRequestSchema as previewRequest,
} from './scorecards/preview';
import {
  probeSchema as probe,
  rulePackSchema as rulePack,
} from './scorecards/rulePack';
import { factStateSchema as factState } from './scorecards/schemas';
import {
  patternMixSchema as patternMix,
  trendQuerySchema as trendQuery,
} from './scorecards/trend';
import {
  newWaiverSchema as newWaiver,
  waiverDecisionSchema as waiverDecision,
  waiverOptionsSchema as waiverOptions,
  waiverQuerySchema as waiverQuery,
} from './waivers/schemas';

export { adviceSchema } from './advisor/explain/advice';
export { type ProfileSchema, profileSchema } from './advisor/profile/profile';
export {
  type AdviceRequestSchema,
  adviceRequestSchema,
} from './advisor/profile/request';
export type { MediaType, Operation } from './api/Operation';
export {
  type Capability,
  type OperationName,
  capabilities,
  getOperation,
} from './api/operations';
export {
  type AssessmentSchema,
  assessmentSchema,
  assessmentSummarySchema,
  decisionRecordPreviewSchema,
  decisionRecordRequestSchema,
  assessmentPatchSchema,
} from './assessments/schemas';
export { gateResultSchema, gateRequestSchema } from './scorecards/gate';
export {
  scorecardSummarySchema,
  failingChecksSchema,
  type ScorecardQuerySchema,
  scorecardQuerySchema,
  scorecardsSummarySchema,
} from './scorecards/fleet';
export { rulesPreviewSchema, dryRunResultSchema } from './scorecards/preview';
export { waiverSchema } from './waivers/schemas';
export { inboxSchema } from './api/inboxApi';
export { campaignSchema } from './api/campaignsApi';
export { systemCompositionSchema } from './assessments/systemComposition';
export { activeRulesSchema } from './scorecards/activeRules';
export { predictionsSchema } from './api/measuredApi';
export { trendSchema } from './scorecards/trend';
export { evaluationRunSchema } from './api/evaluationsApi';
export { catalogFactsSchema } from './assessments/catalogFacts';
export { pushResultsSchema } from './api/factsApi';
export type { Opaque, WithFields } from './input/namedSchema';
export { measuredSchema } from './measurements/schemas';
export {
  type CheckResultSchema,
  checkResultSchema,
  scorecardTransitionSchema,
  scorecardSchema,
} from './scorecards/schemas';

/** @alpha */
export const newAssessmentSchema: WithFields<typeof newAssessment> =
  newAssessment;
/** @alpha */
export const newCampaignSchema: WithFields<typeof newCampaign> = newCampaign;
/** @alpha */
export const newWaiverSchema: WithFields<typeof newWaiver> = newWaiver;
/** @alpha */
export const waiverQuerySchema: WithFields<typeof waiverQuery> = waiverQuery;

/** @alpha */
export const modelExtensionSchema: Opaque<typeof modelExtension> =
  modelExtension;
/** @alpha */
export const platformIdSchema: Opaque<typeof platformId> = platformId;
/** @alpha */
export const patternSchema: Opaque<typeof pattern> = pattern;
/** @alpha */
export const placementSchema: Opaque<typeof placement> = placement;
/** @alpha */
export const creationCheckRequestSchema: Opaque<typeof creationCheckRequest> =
  creationCheckRequest;
/** @alpha */
export const creationOwnersQuerySchema: Opaque<typeof creationOwnersQuery> =
  creationOwnersQuery;
/** @alpha */
export const creationCheckSchema: Opaque<typeof creationCheck> = creationCheck;
/** @alpha */
export const creationOwnersSchema: Opaque<typeof creationOwners> =
  creationOwners;
/** @alpha */
export const repositoryPlaceSchema: Opaque<typeof repositoryPlace> =
  repositoryPlace;
/** @alpha */
export const modelDescriptionSchema: Opaque<typeof modelDescription> =
  modelDescription;
/** @alpha */
export const factStateSchema: Opaque<typeof factState> = factState;
/** @alpha */
export const assessmentQuerySchema: Opaque<typeof assessmentQuery> =
  assessmentQuery;
/** @alpha */
export const changeRequestSchema: Opaque<typeof changeRequest> = changeRequest;
/** @alpha */
export const newCommentSchema: Opaque<typeof newComment> = newComment;
/** @alpha */
export const reviewCommentSchema: Opaque<typeof reviewComment> = reviewComment;
/** @alpha */
export const pageQuerySchema: Opaque<typeof pageQuery> = pageQuery;
/** @alpha */
export const transitionSchema: Opaque<typeof transition> = transition;
/** @alpha */
export const burnDownSchema: Opaque<typeof burnDown> = burnDown;
/** @alpha */
export const campaignPatchSchema: Opaque<typeof campaignPatch> = campaignPatch;
/** @alpha */
export const campaignQuerySchema: Opaque<typeof campaignQuery> = campaignQuery;
/** @alpha */
export const campaignReminderSchema: Opaque<typeof campaignReminder> =
  campaignReminder;
/** @alpha */
export const campaignTaskQuerySchema: Opaque<typeof campaignTaskQuery> =
  campaignTaskQuery;
/** @alpha */
export const campaignTaskSchema: Opaque<typeof campaignTask> = campaignTask;
/** @alpha */
export const checkResultOfEntitySchema: Opaque<typeof checkResultOfEntity> =
  checkResultOfEntity;
/** @alpha */
export const failingChecksQuerySchema: Opaque<typeof failingChecksQuery> =
  failingChecksQuery;
/** @alpha */
export const checkResultsQuerySchema: Opaque<typeof checkResultsQuery> =
  checkResultsQuery;
/** @alpha */
export const summaryQuerySchema: Opaque<typeof summaryQuery> = summaryQuery;
/** @alpha */
export const gateQuerySchema: Opaque<typeof gateQuery> = gateQuery;
/** @alpha */
export const dryRunRequestSchema: Opaque<typeof dryRunRequest> = dryRunRequest;
/** @alpha */
export const packProblemSchema: Opaque<typeof packProblem> = packProblem;
/** @alpha */
export const previewChangeSchema: Opaque<typeof previewChange> = previewChange;
/** @alpha */
export const previewChangesQuerySchema: Opaque<typeof previewChangesQuery> =
  previewChangesQuery;
/** @alpha */
export const previewRequestSchema: Opaque<typeof previewRequest> =
  previewRequest;
/** @alpha */
export const probeSchema: Opaque<typeof probe> = probe;
/** @alpha */
export const rulePackSchema: Opaque<typeof rulePack> = rulePack;
/** @alpha */
export const patternMixSchema: Opaque<typeof patternMix> = patternMix;
/** @alpha */
export const trendQuerySchema: Opaque<typeof trendQuery> = trendQuery;
/** @alpha */
export const waiverDecisionSchema: Opaque<typeof waiverDecision> =
  waiverDecision;
/** @alpha */
export const assessmentReviewPreviewSchema: Opaque<
  typeof assessmentReviewPreview
> = assessmentReviewPreview;
/** @alpha */
export const waiverReviewPreviewSchema: Opaque<typeof waiverReviewPreview> =
  waiverReviewPreview;
/** @alpha */
export const badgeSchema: Opaque<typeof badge> = badge;
/** @alpha */
export const badgeQuerySchema: Opaque<typeof badgeQuery> = badgeQuery;
/** @alpha */
export const waiverOptionsSchema: Opaque<typeof waiverOptions> = waiverOptions;
/** @alpha */
export const orphansSchema: Opaque<typeof orphans> = orphans;
/** @alpha */
export const entityAdoptionSchema: Opaque<typeof entityAdoption> =
  entityAdoption;
/** @alpha */
export const fleetAdoptionSchema: Opaque<typeof fleetAdoption> = fleetAdoption;
/** @alpha */
export const adoptionSchema: Opaque<typeof adoption> = adoption;
/** @alpha */
export const factSchema: Opaque<typeof fact> = fact;
/** @alpha */
export const factHistorySchema: Opaque<typeof factHistory> = factHistory;
/** @alpha */
export const factHistoryQuerySchema: Opaque<typeof factHistoryQuery> =
  factHistoryQuery;
/** @alpha */
export const filterPredicateSchema: Opaque<typeof filterPredicate> =
  filterPredicate;
/** @alpha */
export const pushedFactSchema: Opaque<typeof pushedFact> = pushedFact;
/** @alpha */
export const pushedItemSchema: Opaque<typeof pushedItem> = pushedItem;
/** @alpha */
export const predictionQuerySchema: Opaque<typeof predictionQuery> =
  predictionQuery;
