import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Link, Text } from '@backstage/ui';
import { Waiver, WaiverStatus } from '@paved-road/plugin-paved-road-common';
import { column, DataColumn } from '../../ui/components/DataTable';
import { formatDate } from '../../ui/formats';
import { StatusChip } from '../../ui/components/StatusChip';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { waiversTexts } from '../../features/waivers/texts';
import { decisionTexts } from '../../features/decision/texts';
import { inboxTexts } from '../../features/inbox/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { endsWithinDays } from '../../features/waivers';
import { useRulesLink } from '../../data/links/urlQueries';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { FoldedText } from './FoldedText';
import styles from './Reviews.module.css';
import { ServiceName } from './ServiceName';

const WEEK = 7;

export function useWaiverColumns(options: {
  status: WaiverStatus;
  userRef?: string;
  onOpen: (waiver: Waiver) => void;
}): DataColumn<Waiver>[] {
  const { status, userRef, onOpen } = options;
  const t = useTexts(waiversTexts, decisionTexts, inboxTexts);
  const links = useEntityLinks();
  const rulesLink = useRulesLink();
  const columns: DataColumn<Waiver>[] = [
    column('service', t('waivers.tab.column.service'), waiver => (
      <ServiceName service={waiver} href={links.scorecard(waiver.entityRef)} />
    )),
    column(
      'check',
      t('waivers.tab.column.check'),
      ({ checkId, checkTitle }) => (
        <div className={styles.name}>
          <Link href={rulesLink({ check: checkId })}>{checkTitle}</Link>
        </div>
      ),
    ),
    column(
      'request',
      t('waivers.tab.column.request'),
      ({ reason, requestedBy, requestedAt, renews }) => (
        <Flex direction="column" gap="1" className={styles.reason}>
          <FoldedText>{reason}</FoldedText>
          <Text as="p" color="secondary" variant="body-small">
            <EntityRefLink entityRef={requestedBy} />{' '}
            <TimeAgo at={requestedAt} />
          </Text>
          {renews && (
            <div>
              <StatusChip tone="neutral">{t('waivers.renewal')}</StatusChip>
            </div>
          )}
        </Flex>
      ),
    ),
    column('until', t('waivers.tab.column.until'), ({ expiresAt }) => (
      <Flex direction="column" gap="1" className={styles.narrow}>
        <span>
          {formatDate(expiresAt)} (<TimeAgo at={expiresAt} />)
        </span>
        {status === 'approved' && endsWithinDays(expiresAt, WEEK) && (
          <div>
            <StatusChip tone="warning">{t('waivers.tab.thisWeek')}</StatusChip>
          </div>
        )}
      </Flex>
    )),
  ];
  if (status !== 'requested') {
    columns.push(
      column('decision', t('waivers.tab.column.decision'), waiver => (
        <Decision waiver={waiver} />
      )),
    );
  }
  columns.push(
    column('actions', t('waivers.tab.column.actions'), waiver => (
      <Flex direction="column" align="start" gap="1">
        <Button
          size="small"
          variant={waiver.allowed.review ? 'primary' : 'secondary'}
          aria-label={t(
            waiver.allowed.review
              ? 'reviews.reviewWaiver'
              : 'waivers.details.openOf',
            { check: waiver.checkTitle, service: waiver.entityTitle },
          )}
          onPress={() => onOpen(waiver)}
        >
          {t(waiver.allowed.review ? 'action.review' : 'waivers.details.open')}
        </Button>
        {status === 'requested' && waiver.requestedBy === userRef && (
          <Text as="p" color="secondary" variant="body-small">
            {t('waivers.decide.ownRequest')}
          </Text>
        )}
      </Flex>
    )),
  );
  return columns;
}

/** The last decision. */
function Decision(props: { waiver: Waiver }) {
  const { decision, revocation } = props.waiver;
  const t = useTexts(waiversTexts);
  const signature = revocation ?? decision;
  return (
    <div className={styles.narrow}>
      {signature ? (
        <>
          <EntityRefLink entityRef={signature.by} />{' '}
          <TimeAgo at={signature.at} />
          {signature.comment && (
            <Text as="p" color="secondary" variant="body-small">
              {signature.comment}
            </Text>
          )}
        </>
      ) : (
        <Text color="secondary">{t('waivers.tab.notDecided')}</Text>
      )}
    </div>
  );
}
