import {
  presentStanding,
  Standing,
  WorkItem,
} from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiArrowDownLine,
  RiArrowGoBackLine,
  RiDraftLine,
  RiErrorWarningLine,
  RiFlagLine,
  RiSearchEyeLine,
  RiShieldCheckLine,
  RiTimeLine,
} from '@remixicon/react';
import { useFleetSummary } from '../../data/fleet/fleetData';
import { useCampaignsLink, useReviewsLink } from '../../data/links/urlQueries';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { formatAge } from '../../ui/formats';
import { useLevelTitles } from '../../ui/levels';
import { useTexts } from '../../ui/texts/useTexts';
import { useDueText } from '../campaigns/due';
import { useLostLevelText } from '../checks/LostLevel';
import { waiversTexts } from '../waivers/texts';
import { inboxTexts } from './texts';

/** Work as a link, its cause and its time. */
interface WorkRow {
  key: string;
  icon: RemixiconComponentType;
  text: string;
  href: string;
  /** Of the decision in question. */
  standing?: Standing;
  /** Cause and time, if known. */
  details: (string | undefined)[];
}

/** Describes work in one line. */
export function useWorkRow(): (item: WorkItem) => WorkRow {
  const t = useTexts(inboxTexts, waiversTexts);
  const links = useEntityLinks();
  const reviewsLink = useReviewsLink();
  const campaignsLink = useCampaignsLink();
  const dueText = useDueText();
  const lostText = useLostLevelText();
  const levelTitle = useLevelTitles(useFleetSummary('level').value);
  const draftLink = (item: { assessmentId: string; entityRef: string }) =>
    `${links.architecture(item.entityRef)}?${new URLSearchParams({ assessment: item.assessmentId })}`;
  return item => {
    const service = item.title;
    switch (item.kind) {
      case 'reassess':
        return {
          key: `reassess ${item.assessmentId}`,
          icon: RiErrorWarningLine,
          text: t('home.reassess', { service }),
          href: `${links.architecture(item.entityRef)}${item.standing.id === 'no-longer-holds' ? '?section=measured' : ''}`,
          standing: item.standing,
          details: [presentStanding(item.standing).reason],
        };
      case 'recover-level':
        return {
          key: `recover ${item.entityRef}`,
          icon: RiArrowDownLine,
          text: t('home.recover', { service }),
          href: links.scorecard(item.entityRef),
          details: [
            lostText(item.lost, [
              { id: item.lost.level, title: levelTitle(item.lost.level) },
            ]),
          ],
        };
      case 'campaign':
        return {
          key: item.campaignId,
          icon: RiFlagLine,
          text: t('home.campaign', { title: service, count: item.open }),
          href: campaignsLink({ campaign: item.campaignId }),
          details: [dueText(item.dueOn)],
        };
      case 'review-assessment':
        return {
          key: item.assessmentId,
          icon: RiSearchEyeLine,
          text: t('reviews.reviewAssessment', { service }),
          href: reviewsLink({ assessment: item.assessmentId }),
          standing: item.standing,
          details: [t('home.waits', { age: formatAge(item.since) })],
        };
      case 'review-waiver':
        return {
          key: item.waiverId,
          icon: RiShieldCheckLine,
          text: t('reviews.reviewWaiver', { check: item.checkTitle, service }),
          href: reviewsLink({ waiver: item.waiverId }),
          details: [t('home.waits', { age: formatAge(item.since) })],
        };
      case 'change-draft':
        return {
          key: item.assessmentId,
          icon: RiArrowGoBackLine,
          text: t('home.returned', { service }),
          href: draftLink(item),
          standing: item.standing,
          details: [item.comment, formatAge(item.since)],
        };
      case 'renew-waiver':
        return {
          key: item.waiverId,
          icon: RiTimeLine,
          text: t('home.ending', { check: item.checkTitle, service }),
          href: links.scorecard(item.entityRef, item.checkId),
          details: [t('waivers.endsSoon', { in: formatAge(item.until) })],
        };
      default:
        return {
          key: item.assessmentId,
          icon: RiDraftLine,
          text: t('home.draft', { service }),
          href: draftLink(item),
          standing: item.standing,
          details: [formatAge(item.since)],
        };
    }
  };
}
