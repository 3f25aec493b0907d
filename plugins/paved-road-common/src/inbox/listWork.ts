import { getStandingTone, standingIds } from '../assessments/standing/schema';
import type { Inbox } from '../api/inboxApi';
import { WorkItem } from './work';

/*
 * Worst first: broken decisions and levels, missed deadlines, people who wait, things that may break, deadlines to
 * come, and own drafts.
 */
const order = [
  'broken decision',
  'recover-level',
  'missed deadline',
  'review-assessment',
  'review-waiver',
  'change-draft',
  'renew-waiver',
  'reassess',
  'campaign',
  'finish-draft',
] as const;

/**
 * All work in an inbox as one list, worst first; of the same kind, the longest wait or the next deadline first.
 *
 * @public
 */
export function listWork(inbox: Omit<Inbox, 'work'>, now: Date): WorkItem[] {
  return listItems(inbox, now)
    .map(item => ({ item, rank: rankItem(item) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ item }) => item);
}

function rankItem(item: WorkItem): (number | string)[] {
  const place = (kind: (typeof order)[number]) => order.indexOf(kind);
  switch (item.kind) {
    case 'reassess': {
      const isBroken = getStandingTone(item.standing) === 'critical';
      return [
        place(isBroken ? 'broken decision' : 'reassess'),
        standingIds.indexOf(item.standing.id),
        item.since ?? '',
      ];
    }
    case 'campaign':
      return [
        place(item.isOverdue ? 'missed deadline' : 'campaign'),
        item.dueOn,
      ];
    case 'renew-waiver':
      return [place('renew-waiver'), item.until];
    default:
      return [place(item.kind), item.since];
  }
}

function compareRanks(a: (number | string)[], b: (number | string)[]): number {
  const differs = a.findIndex((value, index) => value !== b[index]);
  if (differs === -1) {
    return 0;
  }
  return a[differs] < b[differs] ? -1 : 1;
}

function listItems(inbox: Omit<Inbox, 'work'>, now: Date): WorkItem[] {
  const today = now.toISOString().slice(0, 10);
  return [
    ...inbox.standings.items.flatMap(
      ({ id, entityRef, entityTitle, standing, measured }): WorkItem[] =>
        standing
          ? [
              {
                kind: 'reassess',
                assessmentId: id,
                entityRef,
                title: entityTitle,
                standing,
                since: measured?.since,
              },
            ]
          : [],
    ),
    ...inbox.lostLevels.items.map((fallen): WorkItem => ({
      kind: 'recover-level',
      ...fallen,
      since: fallen.lost.at,
    })),
    ...inbox.campaigns.items.map(({ id, ...campaign }): WorkItem => ({
      kind: 'campaign',
      campaignId: id,
      ...campaign,
      isOverdue: campaign.dueOn < today,
    })),
    ...inbox.assessments.items.map((assessment): WorkItem => ({
      kind: 'review-assessment',
      ...toAssessmentWork(assessment),
      since: assessment.submitted?.at ?? assessment.updatedAt,
    })),
    ...inbox.waiverRequests.items.map(
      ({ id, entityRef, entityTitle, checkTitle, requestedAt }): WorkItem => ({
        kind: 'review-waiver',
        waiverId: id,
        entityRef,
        title: entityTitle,
        checkTitle,
        since: requestedAt,
      }),
    ),
    ...inbox.requestedChanges.items.map((draft): WorkItem => ({
      kind: 'change-draft',
      ...toAssessmentWork(draft),
      comment: draft.requestedChanges?.comment ?? '',
      since: draft.requestedChanges?.at ?? draft.updatedAt,
    })),
    ...inbox.endingWaivers.items.map(
      ({ id, entityRef, entityTitle, ...waiver }): WorkItem => ({
        kind: 'renew-waiver',
        waiverId: id,
        entityRef,
        title: entityTitle,
        checkId: waiver.checkId,
        checkTitle: waiver.checkTitle,
        until: waiver.expiresAt,
      }),
    ),
    ...inbox.drafts.items.map((draft): WorkItem => ({
      kind: 'finish-draft',
      ...toAssessmentWork(draft),
      since: draft.updatedAt,
    })),
  ];
}

function toAssessmentWork({
  id,
  entityRef,
  entityTitle,
  standing,
}: Inbox['drafts']['items'][number]) {
  return { assessmentId: id, entityRef, title: entityTitle, standing };
}
