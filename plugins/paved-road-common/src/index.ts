/**
 * The core of Paved Road: the client, requests and responses, permissions and annotations. It does no I/O and runs in
 * Node and the browser.
 *
 * @packageDocumentation
 */
export type { ModelCriterion } from './advisor/options/DecisionModel';
export type { Advice, Remark, Risk, TradeOff } from './advisor/explain/advice';
export type {
  Contribution,
  Driver,
  RankedPattern,
  RankedPlacement,
  Veto,
} from './advisor/choice/schemas';
export type {
  CostEstimate,
  CostPoint,
  LatencyEstimate,
} from './advisor/quantities/schemas';
export type {
  AdviceCause,
  Change,
  ComparableAdvice,
  ComparedAssumption,
} from './advisor/explain/comparison/findCauses';
export type {
  AdviceComparison,
  AddedAndRemoved,
  ContributionComparison,
  PatternComparison,
  PlacementComparison,
} from './advisor/explain/comparison/compareAdvice';
export type {
  ModelDescription,
  StageDescription,
} from './advisor/explain/describeModel';
export type {
  CriterionId,
  PlatformId,
  Stage,
  Weights,
} from './advisor/profile/ids';
export type { PatternDescription } from './advisor/options/patterns/descriptions';
export type { Pattern, PlainPattern } from './advisor/profile/patterns';
export type { Placement } from './advisor/profile/placements';
export type { PlacementDescription } from './advisor/options/placements/descriptions';
export type { LanguageModelAdvice } from './advisor/explain/placementSchemas';
export type {
  PlacementAnswerFlip,
  PlacementNumberFlip,
} from './advisor/choice/schemas';
export type {
  PlacementCost,
  PlacementCostPoint,
  PlacementLatency,
  PlacementSetup,
} from './advisor/quantities/languageModels/schemas';
export type { Profile, ProfileInput } from './advisor/profile/profile';
export type { AssumptionId } from './advisor/quantities/assumptions';
export type { Platform } from './advisor/quantities/platforms';
export type {
  AnswerKind,
  AnswerOption,
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
export type { RiskDescription } from './advisor/explain/risks/findRisks';
export type {
  RoadmapStep,
  RoadmapTrigger,
} from './advisor/explain/roadmap/schemas';
export type {
  AnswerFlip,
  Confidence,
  Flips,
  NumberFlip,
  Verdict,
  WeightFlip,
} from './advisor/choice/schemas';
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
export type { AdvisorApi, AnswerGains } from './api/advisorApi';
export type {
  AssessmentListQuery,
  AssessmentsApi,
  EntityAssessmentsPage,
} from './api/assessmentsApi';
export { badgeSubjects } from './api/badgesApi';
export type { Badge, BadgesApi } from './api/badgesApi';
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
  type CreationApi,
  type CreationCheck,
  type CreationCheckRequest,
  type CreationOwners,
  type CreationOwnersQuery,
  type CreationProblem,
  type NewRepository,
  type RepositoryPlace,
  forges,
} from './api/creationApi';
export type {
  EvaluationRun,
  EvaluationRuns,
  EvaluationsApi,
} from './api/evaluationsApi';
export {
  type Fact,
  type FactHistory,
  type FactHistoryQuery,
  type FactSeries,
  type FactsApi,
  type PushedFact,
  type PushedItem,
  type PushResult,
  type PushResults,
  maxPushedFacts,
} from './api/factsApi';
export type {
  MeasuredApi,
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
  InboxApi,
  InboxCampaign,
  PreviewedLevel,
  WaiverReviewPreview,
} from './api/inboxApi';
export { listWork } from './inbox/listWork';
export type { FallenService, WorkItem } from './inbox/work';
export type { Page, PageQuery, UncountedPage } from './input/pages';
export type {
  Adoption,
  EntityAdoptionInput,
  FleetAdoptionInput,
  OrphanedRecords,
  Orphans,
  OrphansApi,
} from './api/orphansApi';
export { isDeeper, parseInput } from './input/parse';
export { type RulesApi, parsePackProblems } from './api/rulesApi';
export type { ScorecardsApi } from './api/scorecardsApi';
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
  type CatalogSnapshot,
  type ComparableSnapshot,
  compareSnapshots,
} from './assessments/catalogFacts';
export {
  refsInDecisionRecord,
  renderDecisionRecord,
} from './assessments/decisionRecord/renderDecisionRecord';
export type {
  DecisionRecordOptions,
  DecisionRecordSubject,
} from './assessments/decisionRecord/subject';
export {
  type AssessmentAction,
  type LifeCycleState,
  type LifeCycleSubject,
  type RequestedChanges,
  type Review,
  type ReviewedState,
  type Submission,
  approveAssessment,
  assertEditable,
  availableActions,
  hasAnswers,
  overriddenBy,
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
  type ChangeRequest,
  type DecisionRecordPreview,
  type DecisionRecordRequest,
  type DecisionRecordRequestInput,
  type NewAssessment,
  type NewAssessmentInput,
  type NewComment,
  type ReviewComment,
  type StaleReason,
  type Transition,
  assessmentStatuses,
  listReviewComments,
} from './assessments/schemas';
export {
  type Standing,
  type StandingId,
  type StandingTone,
  getStandingTone,
  standingIds,
  standingTitles,
} from './assessments/standing/schema';
export { formatChance } from './advisor/quantities/format';
export {
  presentStanding,
  type StandingPresentation,
} from './assessments/standing/presentStanding';
export {
  type AssessedComponent,
  type LanguageModelPart,
  type SystemPart,
  systemPart,
} from './assessments/system/SystemPart';
export {
  type SystemParts,
  composeSystem,
} from './assessments/system/composeSystem';
export type {
  SharedRisk,
  SystemComponent,
  SystemComposition,
  SystemEdge,
} from './assessments/systemComposition';
export {
  type CatalogModel,
  canBeModel,
  modelAnnotations,
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
  SourceOutcome,
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
export type { Lift, NextLevel } from './scorecards/nextLevel';
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
export type {
  GateRequest,
  GateRequestInput,
  GateResult,
  HeldFact,
} from './scorecards/gate';
export type { LevelColors, LevelLook } from './scorecards/levelLook';
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
  type WaiverSubject,
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
export type {
  YamlDocument,
  YamlFault,
  YamlLibrary,
  YamlOptions,
} from './yaml/parseYaml';
