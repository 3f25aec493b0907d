import { LifeCycleState } from '@paved-road/plugin-paved-road-common';
import { StoredAssessment } from './AssessmentStore';

/** The assessment in another state, without what belonged to the old one. */
export function withState(
  assessment: StoredAssessment,
  state: LifeCycleState,
): StoredAssessment {
  const {
    status,
    decision,
    submitted,
    review,
    ...content
  }: StoredAssessment & { submitted?: unknown; review?: unknown } = assessment;
  return { ...content, ...state };
}
