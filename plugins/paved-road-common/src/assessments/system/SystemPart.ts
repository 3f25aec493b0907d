import { Advice, Risk } from '../../advisor/advice';
import { coreOf, Pattern, PlainPattern } from '../../advisor/patterns';
import { Profile } from '../../advisor/profile';
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

/** What the composition of a system needs to know of a component. @public */
export interface SystemPart {
  component: SystemComponent;
  owner?: string;
  /** How its core path runs; absent while it is not assessed. */
  core?: PlainPattern;
  /** What it runs into with its pattern, most severe first. */
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
  const core = coreOf(pattern, advice.recommendation, advice.ranking);
  const cost = advice.cost.perPattern[pattern] ?? advice.cost.perPattern[core];
  const { stage, verdict } = advice.recommendation;
  const confidence = chanceOf(core, advice);
  return {
    component: {
      entityRef,
      title,
      assessment: {
        id,
        status,
        pattern,
        ...(verdict && !decision && { verdict }),
        stage,
        ...(confidence !== undefined && { confidence }),
        ...(cost.status === 'estimated' && { monthly: cost.monthly }),
      },
    },
    owner,
    core,
    risks: risksOf(pattern, advice),
    requestsPerMonth: profile.workload?.requestsPerMonth,
    dataPerRequestMb: profile.workload?.dataPerRequestMb,
    teamSize: profile.team?.teamSize,
    ...(core === 'serverless' && coldStartsOf(advice)),
  };
}

/** Model 1 knew no chance, but how sure it was of what it recommended. */
function chanceOf(
  core: PlainPattern,
  { confidence, recommendation }: Advice,
): number | undefined {
  return (
    confidence?.expected?.[core] ??
    (core === recommendation.core
      ? recommendation.confidence
      : confidence?.worstCase[core])
  );
}

function coldStartsOf({
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
function risksOf(pattern: Pattern, { risks }: Advice): Risk[] {
  const found = new Map<Risk['id'], Risk>();
  for (const risk of risks) {
    if (risk.subject.pattern === pattern && !found.has(risk.id)) {
      found.set(risk.id, risk);
    }
  }
  return [...found.values()];
}
