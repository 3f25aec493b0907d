import { formatDate } from '@paved-road/plugin-paved-road-common/advisor';
import { DateTime } from 'luxon';
import { StoredCampaign } from './CampaignStore';

type Due = Pick<StoredCampaign, 'dueOn'>;

/** Whole days until the deadline; negative when it is over. */
export function countDaysLeft({ dueOn }: Due, now: DateTime): number {
  const due = DateTime.fromISO(dueOn, { zone: 'utc' });
  return due.diff(now.toUTC().startOf('day'), 'days').days;
}

/** A predicate, such as "is due tomorrow". */
export function describeDeadline(due: Due, now: DateTime): string {
  const daysLeft = countDaysLeft(due, now);
  if (daysLeft < 0) {
    return `was due on ${formatDate(due.dueOn)}`;
  }
  switch (daysLeft) {
    case 0:
      return 'is due today';
    case 1:
      return 'is due tomorrow';
    default:
      return `is due in ${daysLeft} days`;
  }
}
