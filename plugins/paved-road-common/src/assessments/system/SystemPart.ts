import { Advice, CostEstimate, Risk } from '../../advisor/advice';
import { getCorePattern, Pattern, PlainPattern } from '../../advisor/patterns';
import { announcedPlacement } from '../../advisor/placement/announcedPlacement';
import { Placement } from '../../advisor/placement/placements';
import { Profile } from '../../advisor/profile';
import { Range } from '../../advisor/range';
import { Decision } from '../../advisor/request';
import { AssessmentStatus } from '../schemas';
import { SystemComponent } from '../systemComposition';

/** A component with the assessment that counts for it. @public */
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
  };
}

/** The language model of a component. @public */
export interface LanguageModelPart {
  /** Absent where none is decided and none is recommended. */
  placement?: Placement;
  /** Input and output tokens; absent while they are not known. */
  tokensPerMonth?: number;
  /** USD per month where it runs; absent while it is not known. */
  monthly?: Range;
  /** Who sells it, of a hosted API whose price is known. */
  provider?: string;
  /** Whether a gateway is due for the component alone. */
  isGatewayDue: boolean;
}

/** What the composition of a system needs to know of a component. @public */
export interface SystemPart {
  component: SystemComponent;
  owner?: string;
  /** How its core path runs; absent while it is not assessed. */
  core?: PlainPattern;
  /** Absent where none is used. */
  languageModel?: LanguageModelPart;
  /** What it runs into with its pattern and its placement, most severe first. */
  risks: Risk[];
  requestsPerMonth?: number;
  dataPerRequestMb?: number;
  teamSize?: number;
  /** Share of the requests that meet a cold start, 0..1; present for functions where it is known. */
  coldStartProbability?: number;
  /** Whether somebody waits for the answer within a time. */
  hasLatencyRequirement?: boolean;
}

/**
 * Takes from an assessment what the composition of a system needs; the rest may be forgotten.
 *
 * @public
 */
export function systemPart({
  entityRef,
  title,
  owner,
  assessment,
}: AssessedComponent): SystemPart {
  // Nobody stands by a rejected one, and a superseded one has a successor that counts.
  if (
    !assessment ||
    assessment.status === 'rejected' ||
    assessment.status === 'superseded'
  ) {
    return { component: { entityRef, title }, owner, risks: [] };
  }
  const { id, status, profile, decision, advice } = assessment;
  const pattern = decision?.pattern ?? advice.recommendation.pattern;
  const core = getCorePattern(pattern, advice.recommendation, advice.ranking);
  const languageModel = toLanguageModelPart(advice, decision);
  const monthly = monthlyCost(
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
    ...(core === 'serverless' && coldStartExposure(advice)),
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
  const placement = decision?.placement ?? announcedPlacement(advice);
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

/** The part before the slash of a hosted model, such as `anthropic` of `anthropic/claude-haiku-4-5`. */
function parseProvider(model: string): string | undefined {
  const [provider, name] = model.split('/');
  return name === undefined ? undefined : provider;
}

/** Of the pattern, with the language model where one is used. */
function monthlyCost(
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
  // A model on the processors of the application is in its cost: it is counted once, and cannot be taken out of it.
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

function coldStartExposure({
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

/** Each failure pattern once; the recommended and the observed pattern may both run into it. */
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
