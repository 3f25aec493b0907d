import { useApi } from '@backstage/core-plugin-api';
import { Link, Text } from '@backstage/ui';
import { Inbox } from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiArrowGoBackLine,
  RiDraftLine,
  RiFlagLine,
  RiSearchEyeLine,
  RiShieldCheckLine,
  RiTimeLine,
} from '@remixicon/react';
import { ReactNode, useId, useState } from 'react';
import { pavedRoadApiRef } from '../../data/api';
import { AsyncView } from '../../ui/components/AsyncView';
import { formatAge, formatNumber } from '../../ui/formats';
import { MoreButton } from '../../ui/components/MoreButton';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useCampaignsLink, useReviewsLink } from '../../data/links/urlQueries';
import { StandingBadge } from '../decision/StandingBadge';
import { useDueText } from '../campaigns/due';
import { useFleetData } from '../../data/fleet/fleetData';
import { inboxTexts } from './texts';
import { waiversTexts } from '../waivers/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './NeedsYou.module.css';

const SHOWN = 7;

/** A pending task with its link. */
interface Task {
  key: string;
  icon: RemixiconComponentType;
  text: string;
  href: string;
  detail: ReactNode;
}

/** Pending work of the person, most urgent first. */
export function NeedsYou(props: {
  /** Maximum number of tasks. */
  limit?: number;
  headingLevel?: 'h2' | 'h3';
}) {
  const { limit = SHOWN, headingLevel = 'h3' } = props;
  const t = useTexts(inboxTexts);
  const api = useApi(pavedRoadApiRef);
  const headingId = useId();
  const inbox = useFleetData(['inbox'], () => api.getInbox());
  const listTasks = useTasks();
  const [isExpanded, setExpanded] = useState(false);
  const count =
    inbox.value &&
    Object.values(inbox.value).reduce((sum, part) => sum + part.totalItems, 0);
  return (
    <section aria-labelledby={headingId} className={styles.part}>
      <Text as={headingLevel} id={headingId} weight="bold">
        {count
          ? t('home.needsYouCounted', { number: formatNumber(count) })
          : t('home.needsYou')}
      </Text>
      <AsyncView state={inbox}>
        {found => {
          const tasks = listTasks(found);
          const shown = isExpanded ? tasks : tasks.slice(0, limit);
          // The service lists only the first tasks of each kind.
          const unlisted = (count ?? 0) - tasks.length;
          return tasks.length === 0 ? (
            <Text as="p" color="secondary">
              {t('home.nothing')}
            </Text>
          ) : (
            <ul className={styles.list}>
              {shown.map(({ key, icon: Icon, text, href, detail }) => (
                <li key={key} className={styles.task}>
                  <Icon size={16} aria-hidden />
                  <span>
                    <Link href={href}>{text}</Link>{' '}
                    <Text
                      as="span"
                      color="secondary"
                      variant="body-small"
                      className={styles.detail}
                    >
                      {detail}
                    </Text>
                  </span>
                </li>
              ))}
              {shown.length === tasks.length && unlisted > 0 && (
                <li>
                  <Text as="span" color="secondary">
                    {t('home.unlisted', { count: unlisted })}
                  </Text>
                </li>
              )}
              {tasks.length > limit && (
                <li>
                  <MoreButton
                    isExpanded={isExpanded}
                    more={t('home.more', { count: (count ?? 0) - limit })}
                    fewer={t('home.fewer')}
                    onChange={setExpanded}
                  />
                </li>
              )}
            </ul>
          );
        }}
      </AsyncView>
    </section>
  );
}

function useTasks(): (inbox: Inbox) => Task[] {
  const t = useTexts(inboxTexts, waiversTexts);
  const links = useEntityLinks();
  const reviewsLink = useReviewsLink();
  const campaignsLink = useCampaignsLink();
  const dueText = useDueText();
  const draftLink = (id: string, entityRef: string) =>
    `${links.architecture(entityRef)}?${new URLSearchParams({ assessment: id })}`;
  return inbox => [
    ...inbox.assessments.items.map(
      ({ id, entityTitle, submitted, updatedAt, standing }): Task => ({
        key: id,
        icon: RiSearchEyeLine,
        text: t('reviews.reviewAssessment', { service: entityTitle }),
        href: reviewsLink({ assessment: id }),
        detail: (
          <>
            {t('home.waits', { age: formatAge(submitted?.at ?? updatedAt) })}{' '}
            <StandingBadge standing={standing} />
          </>
        ),
      }),
    ),
    ...inbox.waiverRequests.items.map(
      ({ id, checkTitle, entityTitle, requestedAt }): Task => ({
        key: id,
        icon: RiShieldCheckLine,
        text: t('reviews.reviewWaiver', {
          check: checkTitle,
          service: entityTitle,
        }),
        href: reviewsLink({ waiver: id }),
        detail: t('home.waits', { age: formatAge(requestedAt) }),
      }),
    ),
    ...inbox.requestedChanges.items.map(
      ({ id, entityRef, entityTitle, requestedChanges }): Task => ({
        key: id,
        icon: RiArrowGoBackLine,
        text: t('home.returned', { service: entityTitle }),
        href: draftLink(id, entityRef),
        detail: requestedChanges?.comment,
      }),
    ),
    ...inbox.campaigns.items.map(({ id, title, open, dueOn }): Task => ({
      key: id,
      icon: RiFlagLine,
      text: t('home.campaign', { title, count: open }),
      href: campaignsLink({ campaign: id }),
      detail: dueText(dueOn),
    })),
    ...inbox.endingWaivers.items.map(
      ({
        id,
        checkId,
        checkTitle,
        entityRef,
        entityTitle,
        expiresAt,
      }): Task => ({
        key: id,
        icon: RiTimeLine,
        text: t('home.ending', { check: checkTitle, service: entityTitle }),
        href: links.scorecard(entityRef, checkId),
        detail: t('waivers.endsSoon', { in: formatAge(expiresAt) }),
      }),
    ),
    ...inbox.drafts.items.map(
      ({ id, entityRef, entityTitle, updatedAt }): Task => ({
        key: id,
        icon: RiDraftLine,
        text: t('home.draft', { service: entityTitle }),
        href: draftLink(id, entityRef),
        detail: formatAge(updatedAt),
      }),
    ),
  ];
}
