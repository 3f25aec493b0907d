/**
 * The core of Paved Road: the client, requests and responses, permissions and annotations. It does no I/O and runs in
 * Node and the browser.
 *
 * @packageDocumentation
 */
export type { ModelCriterion } from './advisor/options/DecisionModel';
export type { Advice, Remark, Risk } from './advisor/explain/advice';
export type {
  Contribution,
  RankedPattern,
  Veto,
  PlacementAnswerFlip,
  PlacementNumberFlip,
  AnswerFlip,
  Confidence,
  Flips,
  NumberFlip,
  Verdict,
  WeightFlip,
} from './advisor/choice/schemas';
export type {
  CostEstimate,
  LatencyEstimate,
} from './advisor/quantities/schemas';
export type { ModelDescription } from './advisor/explain/describeModel';
export type {
  CriterionId,
  PlatformId,
  Stage,
  Weights,
} from './advisor/profile/ids';
export type { Pattern, PlainPattern } from './advisor/profile/patterns';
export type { Placement } from './advisor/profile/placements';
export type { LanguageModelAdvice } from './advisor/explain/placementSchemas';
export type {
  PlacementCost,
  PlacementLatency,
  PlacementSetup,
} from './advisor/quantities/languageModels/schemas';
export type { Profile } from './advisor/profile/profile';
export type { Platform } from './advisor/quantities/platforms';
export type {
  AnswerKind,
  Question,
  QuestionPath,
  QuestionStep,
} from './advisor/profile/questions';
export type { Range } from './advisor/quantities/range';
export type {
  AdviceRequest,
  AdviceRequestInput,
  Decision,
  Observed,
} from './advisor/profile/request';
export type { RoadmapStep } from './advisor/explain/roadmap/schemas';
export {
  defaultServiceFilter,
  ingestionStatusType,
  pavedRoadAnnotations,
} from './annotations';
export {
  type PavedRoadApi,
  type PavedRoadConnection,
  createPavedRoadApi,
} from './api/PavedRoadApi';
export type { AnswerGains } from './api/advisorApi';
export type {
  AssessmentListQuery,
  AssessmentsApi,
  EntityAssessmentsPage,
} from './api/assessmentsApi';
export { badgeSubjects, type Badge } from './api/badgesApi';
export type {
  BurnDown,
  Campaign,
  CampaignPatch,
  CampaignPatchInput,
  CampaignQuery,
  CampaignQueryInput,
  CampaignReminder,
  CampaignsApi,
  CampaignScope,
  CampaignTask,
  CampaignTaskQuery,
  CampaignTaskQueryInput,
  NewCampaign,
  NewCampaignInput,
} from './api/campaignsApi';
export {
  type CreationCheck,
  type CreationCheckRequest,
  type CreationOwners,
  type CreationProblem,
  type NewRepository,
  type RepositoryPlace,
  forges,
} from './api/creationApi';
export type { EvaluationRun, EvaluationRuns } from './api/evaluationsApi';
export {
  type Fact,
  type FactHistory,
  type FactSeries,
  type PushedFact,
  type PushResult,
  type PushResults,
  maxPushedFacts,
} from './api/factsApi';
export type {
  PredictionExportQuery,
  PredictionQuery,
  Predictions,
} from './api/measuredApi';
export type {
  AssumedMeasurement,
  CrossedFlip,
  Drift,
  Measured,
  MeasuredCondition,
  Measurement,
  NearFlip,
  Prediction,
  PredictionGroup,
  ServicePrediction,
} from './measurements/schemas';
export type {
  AssessmentReviewPreview,
  Inbox,
  InboxCampaign,
  InboxCounts,
  PreviewedLevel,
  WaiverReviewPreview,
} from './api/inboxApi';
export { listWork } from './inbox/listWork';
export type { FallenService, WorkItem } from './inbox/work';
export type { Page, PageQuery, UncountedPage } from './input/pages';
export type {
  Adoption,
  EntityAdoptionInput,
  OrphanedRecords,
  Orphans,
} from './api/orphansApi';
export { loadedVersions } from './loadedVersions';
export { isErrorWithName } from './input/isErrorWithName';
export { isDeeper, parseInput } from './input/parse';
export { type RulesApi, parsePackProblems } from './api/rulesApi';
export {
  type AssessmentSignal,
  type FleetSignal,
  assessmentsChannelFor,
  fleetChannel,
  manyScorecardsChannel,
  scorecardChannelFor,
} from './api/signals';
export type { WaiversApi } from './api/waiversApi';
export {
  type CatalogChange,
  type CatalogFacts,
  type ComparableSnapshot,
  compareSnapshots,
} from './assessments/catalogFacts';
export {
  refsInDecisionRecord,
  renderDecisionRecord,
} from './assessments/decisionRecord/renderDecisionRecord';
export type { DecisionRecordSubject } from './assessments/decisionRecord/subject';
export {
  type AssessmentAction,
  type LifeCycleState,
  type RequestedChanges,
  type Review,
  type Submission,
  approveAssessment,
  assertEditable,
  availableActions,
  hasAnswers,
  rejectAssessment,
  requestChanges,
  findRequestedChanges,
  submitAssessment,
  supersedeAssessment,
  withdrawAssessment,
} from './assessments/lifeCycle';
export {
  type Assessment,
  type AssessmentEvent,
  type AssessmentPatch,
  type AssessmentPatchInput,
  type AssessmentQuery,
  type AssessmentStatus,
  type AssessmentSummary,
  type DecisionRecordPreview,
  type DecisionRecordRequest,
  type NewAssessment,
  type NewAssessmentInput,
  type NewComment,
  type ReviewComment,
  type StaleReason,
  type Transition,
  assessmentStatuses,
  isCurrent,
  listReviewComments,
} from './assessments/schemas';
export {
  type Standing,
  type StandingId,
  type StandingTone,
  standingIds,
  standingTitles,
} from './assessments/standing/schema';
export { formatChance } from './advisor/quantities/format';
export { presentStanding } from './assessments/standing/presentStanding';
export { type SystemPart, systemPart } from './assessments/system/SystemPart';
export { composeSystem } from './assessments/system/composeSystem';
export type {
  SharedRisk,
  SystemComponent,
  SystemComposition,
  SystemEdge,
} from './assessments/systemComposition';
export {
  type CatalogModel,
  canBeModel,
  readCatalogModel,
} from './models/CatalogModel';
export {
  assessmentEditPermission,
  assessmentReviewPermission,
  campaignManagePermission,
  evaluationRunPermission,
  factPushPermission,
  orphanedAssessmentReadPermission,
  pavedRoadPermissions,
  rulePreviewPermission,
  scorecardEvaluatePermission,
  waiverRequestPermission,
  waiverReviewPermission,
} from './permissions';
export type {
  ActiveRulePack,
  ActiveRules,
  FactDescription,
} from './scorecards/activeRules';
export type { Evaluation } from './scorecards/evaluate';
export type {
  SourceExpression,
  SourceResponse,
  SourceVariables,
} from './scorecards/expressions/compileSourceExpression';
export type { SourceVariable } from './scorecards/expressions/environment';
export type { FactSchemas } from './scorecards/expressions/factTypes';
export type {
  Finding,
  FindingKindName,
  FindingValue,
  RepositoryFindings,
} from './scorecards/findings/kinds';
export type { Lift } from './scorecards/nextLevel';
export type {
  CheckResultOfEntity,
  FailingChecks,
  FailingChecksQuery,
  FailingChecksQueryInput,
  CheckResultsQuery,
  CheckResultsQueryInput,
  ScorecardQuery,
  ScorecardQueryInput,
  ScorecardSummary,
  ScorecardsSummary,
  SummaryGrouping,
  SummaryQuery,
  SummaryQueryInput,
} from './scorecards/fleet';
export type { GateRequest, GateResult, HeldFact } from './scorecards/gate';
export type { LevelColors } from './scorecards/levelLook';
export type {
  RulePackChange,
  RulePackChanges,
} from './scorecards/changeRulePack';
export type { ParsedRulePack } from './scorecards/parseRulePack';
export type {
  DryRunRequest,
  DryRunRequestInput,
  DryRunResult,
  PackProblem,
  PreviewChange,
  PreviewChangeKind,
  PreviewChangesQuery,
  PreviewChangesQueryInput,
  PreviewRequest,
  PreviewRequestInput,
  RulesPreview,
} from './scorecards/preview';
export type { Probe, RulePack, RulePackCheck } from './scorecards/rulePack';
export type { Rules } from './scorecards/rules';
export type {
  ChangeCause,
  CheckResult,
  CheckState,
  FactState,
  Remediation,
  Scorecard,
  LostLevel,
  ScorecardTransition,
  StateCounts,
} from './scorecards/schemas';
export type {
  AssessmentFacts,
  FactOutcome,
  RelationFacts,
  Subject,
  WaiverFacts,
} from './scorecards/subject';
export type {
  PatternMix,
  Trend,
  TrendPoint,
  TrendQuery,
  TrendQueryInput,
} from './scorecards/trend';
export type { LocatedVerdict } from './verdicts/explain';
export {
  type WaiverAction,
  type WaiverSignature,
  type WaiverState,
  approveWaiver,
  assertRenewable,
  availableWaiverActions,
  endRenewedWaiver,
  expireWaiver,
  isInForce,
  isRenewable,
  rejectWaiver,
  revokeWaiver,
  waiverActions,
} from './waivers/lifeCycle';
export {
  type NewWaiver,
  type NewWaiverInput,
  type Waiver,
  type WaiverDecision,
  type WaiverEvent,
  type WaiverOptions,
  type WaiverQuery,
  type WaiverQueryInput,
  type WaiverStatus,
  waiverStatuses,
} from './waivers/schemas';
export type { YamlDocument, YamlFault, YamlOptions } from './yaml/parseYaml';
