import { Advice, Risk } from '../../advisor/explain/advice';
import { CostEstimate } from '../../advisor/quantities/schemas';
import {
  getCorePattern,
  Pattern,
  PlainPattern,
} from '../../advisor/profile/patterns';
import { recommendedPlacement } from '../../advisor/explain/recommendedPlacement';
import { Placement } from '../../advisor/profile/placements';
import { Profile } from '../../advisor/profile/profile';
import { Range } from '../../advisor/quantities/range';
import { Decision } from '../../advisor/profile/request';
import { AssessmentStatus } from '../schemas';
import { Standing } from '../standing/schema';
import { SystemComponent } from '../systemComposition';

/** A component with its current assessment. @public */
export interface AssessedComponent {
  entityRef: string;
  title: string;
  /** Entity reference of the owner. */
  owner?: string;
  assessment?: {
    id: string;
    status: AssessmentStatus;
    profile: Profile;
    decision?: Decision;
    advice: Advice;
    standing?: Standing;
  };
}

/** The language model of a component. @public */
export interface LanguageModelPart {
  /** Absent if neither decided nor recommended. */
  placement?: Placement;
  /** Input and output tokens; absent if unknown. */
  tokensPerMonth?: number;
  /** USD per month in its placement; absent if unknown. */
  monthly?: Range;
  /** The provider of a hosted API with a known price. */
  provider?: string;
  /** Whether this component alone needs a gateway. */
  isGatewayDue: boolean;
}

/** The data of a component for the summary of its system. @public */
export interface SystemPart {
  component: SystemComponent;
  owner?: string;
  /** Pattern of its core path; absent without an assessment. */
  core?: PlainPattern;
  /** Absent if it uses none. */
  languageModel?: LanguageModelPart;
  /** Risks of its pattern and placement, most severe first. */
  risks: Risk[];
  requestsPerMonth?: number;
  dataPerRequestMb?: number;
  teamSize?: number;
  /** Share of requests with a cold start, 0..1; present for functions if known. */
  coldStartProbability?: number;
  /** Whether it has a latency requirement. */
  hasLatencyRequirement?: boolean;
}

/** Extracts the data for the summary of a system from an assessment. @public */
export function systemPart({
  entityRef,
  title,
  owner,
  assessment,
}: AssessedComponent): SystemPart {
  // Rejected and superseded assessments do not count.
  if (
    !assessment ||
    assessment.status === 'rejected' ||
    assessment.status === 'superseded'
  ) {
    return { component: { entityRef, title }, owner, risks: [] };
  }
  const { id, status, profile, decision, advice, standing } = assessment;
  const pattern = decision?.pattern ?? advice.recommendation.pattern;
  const core = getCorePattern(pattern, advice.recommendation, advice.ranking);
  const languageModel = toLanguageModelPart(advice, decision);
  const monthly = monthlyCostRange(
    advice,
    advice.cost.perPattern[pattern] ?? advice.cost.perPattern[core],
    languageModel,
  );
  const { stage, verdict } = advice.recommendation;
  return {
    component: {
      entityRef,
      title,
      assessment: {
        id,
        status,
        pattern,
        ...(languageModel?.placement && { placement: languageModel.placement }),
        ...(verdict && !decision && { verdict }),
        ...(standing && { standing }),
        stage,
        confidence: advice.confidence.expected[core],
        ...(monthly && { monthly }),
      },
    },
    owner,
    core,
    ...(languageModel && { languageModel }),
    risks: selectRisks(pattern, languageModel?.placement, advice),
    requestsPerMonth: profile.workload?.requestsPerMonth,
    dataPerRequestMb: profile.workload?.dataPerRequestMb,
    teamSize: profile.team?.teamSize,
    ...(core === 'serverless' && toColdStartFields(advice)),
  };
}

function toLanguageModelPart(
  advice: Advice,
  decision: Decision | undefined,
): LanguageModelPart | undefined {
  const { languageModel } = advice;
  if (!languageModel) {
    return undefined;
  }
  const { tokensPerMonth, cost, gateway } = languageModel;
  const placement = decision?.placement ?? recommendedPlacement(advice);
  const estimate = placement && cost.perPlacement[placement];
  const provider =
    placement === 'hosted-api' && estimate?.status === 'estimated'
      ? parseProvider(estimate.setup.model)
      : undefined;
  return {
    ...(placement && { placement }),
    ...(tokensPerMonth !== undefined && { tokensPerMonth }),
    ...(estimate?.status === 'estimated' && { monthly: estimate.monthly }),
    ...(provider && { provider }),
    isGatewayDue: gateway.due,
  };
}

/** The prefix of a hosted model, such as `anthropic` in `anthropic/claude-haiku-4-5`. */
function parseProvider(model: string): string | undefined {
  const [provider, name] = model.split('/');
  return name === undefined ? undefined : provider;
}

/** The cost of the pattern, including the language model. */
function monthlyCostRange(
  { recommendation }: Advice,
  cost: CostEstimate,
  languageModel: LanguageModelPart | undefined,
): Range | undefined {
  if (cost.status !== 'estimated') {
    return undefined;
  }
  const { low, mid, high } = cost.monthly;
  if (!languageModel) {
    return cost.monthly;
  }
  const { placement, monthly } = languageModel;
  // The cost of the application includes a model on its own processors.
  if (recommendation.placement === 'cpu') {
    return placement === 'cpu' ? cost.monthly : undefined;
  }
  return (
    monthly && {
      low: low + monthly.low,
      mid: mid + monthly.mid,
      high: high + monthly.high,
    }
  );
}

function toColdStartFields({
  latency: {
    perPattern: { serverless },
  },
}: Advice): Pick<SystemPart, 'coldStartProbability' | 'hasLatencyRequirement'> {
  return serverless.status === 'estimated'
    ? {
        coldStartProbability: serverless.coldStartProbability,
        hasLatencyRequirement: serverless.requirement !== undefined,
      }
    : {};
}

/** Each risk once; both the recommended and the observed pattern may have it. */
function selectRisks(
  pattern: Pattern,
  placement: Placement | undefined,
  { risks }: Advice,
): Risk[] {
  const found = new Map<Risk['id'], Risk>();
  for (const risk of risks) {
    const { subject } = risk;
    const isIts = subject.placement
      ? subject.placement === placement
      : subject.pattern === pattern;
    if (isIts && !found.has(risk.id)) {
      found.set(risk.id, risk);
    }
  }
  return [...found.values()];
}
