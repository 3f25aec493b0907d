import {
  Advice,
  AssessmentFacts,
  Decision,
} from '@paved-road/plugin-paved-road-common';

/** What rules may know of an advice and what was decided on it. */
export function toAdviceFacts(
  { modelVersion, recommendation, risks }: Advice,
  decision: Decision | undefined,
): Pick<
  AssessmentFacts,
  'pattern' | 'recommendedPattern' | 'stage' | 'modelVersion' | 'highRisks'
> {
  const highRisks = risks.filter(({ severity }) => severity === 'high');
  return {
    pattern: decision?.pattern ?? recommendation.pattern,
    recommendedPattern: recommendation.pattern,
    stage: recommendation.stage,
    modelVersion,
    highRisks: [...new Set(highRisks.map(({ id }) => id))],
  };
}
