import { Assessment } from '@paved-road/plugin-paved-road-common';
import { EntityAssessments } from './useEntityAssessments';

/** What is decided can be assessed again, unless that has already begun. */
export function isReassessable(
  { id, status }: Assessment,
  { assessments, counting }: EntityAssessments,
): boolean {
  const newest = assessments[0];
  const isNewest = id === newest?.id;
  if (status === 'rejected') {
    return isNewest;
  }
  return (
    status === 'approved' &&
    id === counting?.id &&
    (isNewest || newest?.status === 'rejected')
  );
}
