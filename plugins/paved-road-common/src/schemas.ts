/**
 * The schemas of requests and responses, for code that serves them. Only their input and output types are API.
 *
 * @packageDocumentation
 */
import { z } from 'zod';
import { adviceSchema as advice } from './advisor/explain/advice';
import { modelExtensionSchema as modelExtension } from './advisor/extension/modelExtension';
import { platformIdSchema as platformId } from './advisor/profile/ids';
import { modelDescriptionSchema as modelDescription } from './advisor/explain/modelDescription';
import { patternSchema as pattern } from './advisor/profile/patterns';
import { placementSchema as placement } from './advisor/profile/placements';
import { profileSchema as profile } from './advisor/profile/profile';
import { adviceRequestSchema as adviceRequest } from './advisor/profile/request';
import {
  badgeQuerySchema as badgeQuery,
  badgeSchema as badge,
} from './api/badgesApi';
import {
  burnDownSchema as burnDown,
  campaignPatchSchema as campaignPatch,
  campaignQuerySchema as campaignQuery,
  campaignReminderSchema as campaignReminder,
  campaignSchema as campaign,
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
import { evaluationRunSchema as evaluationRun } from './api/evaluationsApi';
import {
  factHistoryQuerySchema as factHistoryQuery,
  factHistorySchema as factHistory,
  factSchema as fact,
  pushedFactSchema as pushedFact,
  pushedItemSchema as pushedItem,
  pushResultsSchema as pushResults,
} from './api/factsApi';
import {
  assessmentReviewPreviewSchema as assessmentReviewPreview,
  inboxSchema as inbox,
  waiverReviewPreviewSchema as waiverReviewPreview,
} from './api/inboxApi';
import {
  predictionQuerySchema as predictionQuery,
  predictionsSchema as predictions,
} from './api/measuredApi';
import {
  adoptionSchema as adoption,
  entityAdoptionSchema as entityAdoption,
  fleetAdoptionSchema as fleetAdoption,
  orphansSchema as orphans,
} from './api/orphansApi';
import { catalogFactsSchema as catalogFacts } from './assessments/catalogFacts';
import {
  assessmentPatchSchema as assessmentPatch,
  assessmentQuerySchema as assessmentQuery,
  assessmentSchema as assessment,
  assessmentSummarySchema as assessmentSummary,
  changeRequestSchema as changeRequest,
  decisionRecordPreviewSchema as decisionRecordPreview,
  decisionRecordRequestSchema as decisionRecordRequest,
  newAssessmentSchema as newAssessment,
  newCommentSchema as newComment,
  reviewCommentSchema as reviewComment,
  transitionSchema as transition,
} from './assessments/schemas';
import { systemCompositionSchema as systemComposition } from './assessments/systemComposition';
import { pageQuerySchema as pageQuery } from './input/pages';
import { measuredSchema as measured } from './measurements/schemas';
import { activeRulesSchema as activeRules } from './scorecards/activeRules';
import {
  checkResultOfEntitySchema as checkResultOfEntity,
  checkResultsQuerySchema as checkResultsQuery,
  failingChecksQuerySchema as failingChecksQuery,
  failingChecksSchema as failingChecks,
  scorecardQuerySchema as scorecardQuery,
  scorecardsSummarySchema as scorecardsSummary,
  scorecardSummarySchema as scorecardSummary,
  summaryQuerySchema as summaryQuery,
} from './scorecards/fleet';
import { filterPredicateSchema as filterPredicate } from './scorecards/filterPredicate';
import {
  gateQuerySchema as gateQuery,
  gateRequestSchema as gateRequest,
  gateResultSchema as gateResult,
} from './scorecards/gate';
import {
  dryRunRequestSchema as dryRunRequest,
  dryRunResultSchema as dryRunResult,
  packProblemSchema as packProblem,
  previewChangeSchema as previewChange,
  previewChangesQuerySchema as previewChangesQuery,
  previewRequestSchema as previewRequest,
  rulesPreviewSchema as rulesPreview,
} from './scorecards/preview';
import {
  probeSchema as probe,
  rulePackSchema as rulePack,
} from './scorecards/rulePack';
import {
  checkResultSchema as checkResult,
  factStateSchema as factState,
  scorecardSchema as scorecard,
  scorecardTransitionSchema as scorecardTransition,
} from './scorecards/schemas';
import {
  patternMixSchema as patternMix,
  trendQuerySchema as trendQuery,
  trendSchema as trend,
} from './scorecards/trend';
import {
  newWaiverSchema as newWaiver,
  waiverDecisionSchema as waiverDecision,
  waiverOptionsSchema as waiverOptions,
  waiverQuerySchema as waiverQuery,
  waiverSchema as waiver,
} from './waivers/schemas';

export type { MediaType, Operation } from './api/Operation';
export {
  type Capability,
  type OperationName,
  capabilities,
  getOperation,
} from './api/operations';

/** A schema with only its input and output types. @alpha */
export type Opaque<Schema extends z.ZodType> = z.ZodType<
  z.output<Schema>,
  z.input<Schema>
>;

/** A schema whose fields forms and scripts read one by one. @alpha */
export type WithFields<Schema extends z.ZodObject> = z.ZodObject<
  Schema['shape'],
  z.core.$strict
>;

/** @alpha */
export const newAssessmentSchema: WithFields<typeof newAssessment> =
  newAssessment;
/** @alpha */
export const newCampaignSchema: WithFields<typeof newCampaign> = newCampaign;
/** @alpha */
export const newWaiverSchema: WithFields<typeof newWaiver> = newWaiver;
/** @alpha */
export const scorecardQuerySchema: WithFields<typeof scorecardQuery> =
  scorecardQuery;
/** @alpha */
export const waiverQuerySchema: WithFields<typeof waiverQuery> = waiverQuery;

/** @alpha */
export const adviceSchema: Opaque<typeof advice> = advice;
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
export const profileSchema: Opaque<typeof profile> = profile;
/** @alpha */
export const adviceRequestSchema: Opaque<typeof adviceRequest> = adviceRequest;
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
export const checkResultSchema: Opaque<typeof checkResult> = checkResult;
/** @alpha */
export const factStateSchema: Opaque<typeof factState> = factState;
/** @alpha */
export const catalogFactsSchema: Opaque<typeof catalogFacts> = catalogFacts;
/** @alpha */
export const assessmentPatchSchema: Opaque<typeof assessmentPatch> =
  assessmentPatch;
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
export const decisionRecordRequestSchema: Opaque<typeof decisionRecordRequest> =
  decisionRecordRequest;
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
export const campaignSchema: Opaque<typeof campaign> = campaign;
/** @alpha */
export const campaignReminderSchema: Opaque<typeof campaignReminder> =
  campaignReminder;
/** @alpha */
export const campaignTaskQuerySchema: Opaque<typeof campaignTaskQuery> =
  campaignTaskQuery;
/** @alpha */
export const campaignTaskSchema: Opaque<typeof campaignTask> = campaignTask;
/** @alpha */
export const inboxSchema: Opaque<typeof inbox> = inbox;
/** @alpha */
export const activeRulesSchema: Opaque<typeof activeRules> = activeRules;
/** @alpha */
export const evaluationRunSchema: Opaque<typeof evaluationRun> = evaluationRun;
/** @alpha */
export const checkResultOfEntitySchema: Opaque<typeof checkResultOfEntity> =
  checkResultOfEntity;
/** @alpha */
export const failingChecksQuerySchema: Opaque<typeof failingChecksQuery> =
  failingChecksQuery;
/** @alpha */
export const failingChecksSchema: Opaque<typeof failingChecks> = failingChecks;
/** @alpha */
export const checkResultsQuerySchema: Opaque<typeof checkResultsQuery> =
  checkResultsQuery;
/** @alpha */
export const scorecardSummarySchema: Opaque<typeof scorecardSummary> =
  scorecardSummary;
/** @alpha */
export const scorecardsSummarySchema: Opaque<typeof scorecardsSummary> =
  scorecardsSummary;
/** @alpha */
export const summaryQuerySchema: Opaque<typeof summaryQuery> = summaryQuery;
/** @alpha */
export const gateQuerySchema: Opaque<typeof gateQuery> = gateQuery;
/** @alpha */
export const gateRequestSchema: Opaque<typeof gateRequest> = gateRequest;
/** @alpha */
export const gateResultSchema: Opaque<typeof gateResult> = gateResult;
/** @alpha */
export const dryRunRequestSchema: Opaque<typeof dryRunRequest> = dryRunRequest;
/** @alpha */
export const dryRunResultSchema: Opaque<typeof dryRunResult> = dryRunResult;
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
export const rulesPreviewSchema: Opaque<typeof rulesPreview> = rulesPreview;
/** @alpha */
export const probeSchema: Opaque<typeof probe> = probe;
/** @alpha */
export const rulePackSchema: Opaque<typeof rulePack> = rulePack;
/** @alpha */
export const scorecardSchema: Opaque<typeof scorecard> = scorecard;
/** @alpha */
export const scorecardTransitionSchema: Opaque<typeof scorecardTransition> =
  scorecardTransition;
/** @alpha */
export const patternMixSchema: Opaque<typeof patternMix> = patternMix;
/** @alpha */
export const trendQuerySchema: Opaque<typeof trendQuery> = trendQuery;
/** @alpha */
export const trendSchema: Opaque<typeof trend> = trend;
/** @alpha */
export const waiverDecisionSchema: Opaque<typeof waiverDecision> =
  waiverDecision;
/** @alpha */
export const waiverSchema: Opaque<typeof waiver> = waiver;
/** @alpha */
export const assessmentReviewPreviewSchema: Opaque<
  typeof assessmentReviewPreview
> = assessmentReviewPreview;
/** @alpha */
export const waiverReviewPreviewSchema: Opaque<typeof waiverReviewPreview> =
  waiverReviewPreview;
/** @alpha */
export const assessmentSchema: Opaque<typeof assessment> = assessment;
/** @alpha */
export const assessmentSummarySchema: Opaque<typeof assessmentSummary> =
  assessmentSummary;
/** @alpha */
export const decisionRecordPreviewSchema: Opaque<typeof decisionRecordPreview> =
  decisionRecordPreview;
/** @alpha */
export const badgeSchema: Opaque<typeof badge> = badge;
/** @alpha */
export const badgeQuerySchema: Opaque<typeof badgeQuery> = badgeQuery;
/** @alpha */
export const systemCompositionSchema: Opaque<typeof systemComposition> =
  systemComposition;
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
export const pushResultsSchema: Opaque<typeof pushResults> = pushResults;
/** @alpha */
export const measuredSchema: Opaque<typeof measured> = measured;
/** @alpha */
export const predictionQuerySchema: Opaque<typeof predictionQuery> =
  predictionQuery;
/** @alpha */
export const predictionsSchema: Opaque<typeof predictions> = predictions;
