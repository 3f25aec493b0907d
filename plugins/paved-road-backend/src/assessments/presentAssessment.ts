import {
  Assessment,
  LifeCycleState,
} from '@paved-road/plugin-paved-road-common';
import { etagOf } from '../http/etag';
import { StaleCriteria, StoredAssessment } from './AssessmentStore';
import { staleReasons } from './staleness';

/** A stored assessment as the API shows it today. */
export function presentAssessment(
  { revision, ...stored }: StoredAssessment,
  orphaned: boolean,
  criteria: StaleCriteria,
): Assessment {
  return {
    ...stored,
    orphaned,
    stale: staleReasons(
      {
        status: stored.status,
        modelVersion: stored.advice.modelVersion,
        reviewedAt: 'review' in stored ? stored.review.at : undefined,
      },
      criteria,
    ),
    etag: etagOf(revision),
  };
}

/** The assessment in another state, without what belonged to the old one. */
export function withState(
  assessment: StoredAssessment,
  state: LifeCycleState,
): StoredAssessment {
  const {
    id,
    entityRef,
    author,
    revision,
    profile,
    weights,
    assumptions,
    platform,
    advice,
    createdAt,
    updatedAt,
    events,
  } = assessment;
  return {
    id,
    entityRef,
    author,
    revision,
    profile,
    weights,
    assumptions,
    platform,
    advice,
    createdAt,
    updatedAt,
    events,
    ...state,
  };
}
