import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, ButtonLink, Flex, Text } from '@backstage/ui';
import {
  AssessmentSummary,
  Inbox,
  Waiver,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { useSystemTitle } from '../../features/advice';
import { Loaded } from '../../data/queries/useData';
import { AsyncView } from '../../ui/components/AsyncView';
import { column, DataColumn, DataTable } from '../../ui/components/DataTable';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { formatDate } from '../../ui/formats';
import { StatusChip } from '../../ui/components/StatusChip';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { reviewsTexts } from './texts';
import { decisionTexts } from '../../features/decision/texts';
import { waiversTexts } from '../../features/waivers/texts';
import { inboxTexts } from '../../features/inbox/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { FoldedText } from './FoldedText';
import styles from './Reviews.module.css';
import { OwnRequests } from './reviewCounts';
import { ReviewsQuery } from './reviewsQuery';
import { SmallButton } from '../../ui/components/SmallButton';
import { ServiceName } from './ServiceName';

type InboxState = Loaded<Inbox>;

type WaitingItem = { id: string; since: string } & (
  | { kind: 'assessment'; assessment: AssessmentSummary }
  | { kind: 'waiver'; waiver: Waiver }
);

const ofAssessment = (assessment: AssessmentSummary): WaitingItem => ({
  kind: 'assessment',
  id: assessment.id,
  since: assessment.submitted?.at ?? assessment.updatedAt,
  assessment,
});

const ofWaiver = (waiver: Waiver): WaitingItem => ({
  kind: 'waiver',
  id: waiver.id,
  since: waiver.requestedAt,
  waiver,
});

const oldestFirst = (items: WaitingItem[]) =>
  items.toSorted((a, b) => a.since.localeCompare(b.since));

/** Reviews that the person may do, longest waiting first. */
export function ToReview(props: {
  inbox: InboxState;
  onOpen: (item: Pick<ReviewsQuery, 'waiver' | 'assessment'>) => void;
}) {
  const { inbox, onOpen } = props;
  const t = useTexts(reviewsTexts, decisionTexts, inboxTexts);
  const action = (item: WaitingItem) => (
    <Button
      size="small"
      aria-label={
        item.kind === 'waiver'
          ? t('reviews.reviewWaiver', {
              check: item.waiver.checkTitle,
              service: item.waiver.entityTitle,
            })
          : t('reviews.reviewAssessment', {
              service: item.assessment.entityTitle,
            })
      }
      onPress={() => onOpen({ [item.kind]: item.id })}
    >
      {t('action.review')}
    </Button>
  );
  return (
    <AsyncView state={inbox}>
      {({ assessments, waiverRequests }, isStale) => {
        const rows = oldestFirst([
          ...assessments.items.map(ofAssessment),
          ...waiverRequests.items.map(ofWaiver),
        ]);
        const left =
          assessments.totalItems + waiverRequests.totalItems - rows.length;
        return rows.length === 0 ? (
          <Text as="p">{t('reviews.none.inbox')}</Text>
        ) : (
          <WaitingTable
            label={t('reviews.view.inbox')}
            rows={rows}
            action={action}
            isStale={isStale}
            more={left > 0 && t('reviews.more', { count: left })}
          />
        );
      }}
    </AsyncView>
  );
}

/** The person's pending requests, and requests that were returned. */
export function MyRequests(props: {
  inbox: InboxState;
  own: Loaded<OwnRequests | undefined>;
  onOpen: (item: Pick<ReviewsQuery, 'waiver' | 'assessment'>) => void;
}) {
  const { inbox, own, onOpen } = props;
  const t = useTexts(reviewsTexts, waiversTexts);
  const links = useEntityLinks();
  const action = (item: WaitingItem) =>
    item.kind === 'waiver' ? (
      <SmallButton
        aria-label={t('waivers.details.openOf', {
          check: item.waiver.checkTitle,
          service: item.waiver.entityTitle,
        })}
        onPress={() => onOpen({ waiver: item.id })}
      >
        {t('waivers.details.open')}
      </SmallButton>
    ) : (
      <ButtonLink
        size="small"
        variant="secondary"
        aria-label={t('reviews.openAssessment', {
          service: item.assessment.entityTitle,
        })}
        href={`${links.architecture(item.assessment.entityRef)}?assessment=${encodeURIComponent(item.id)}`}
      >
        {t('reviews.open')}
      </ButtonLink>
    );
  const returned = inbox.value?.requestedChanges.items ?? [];
  return (
    <>
      {inbox.error && !inbox.loading && (
        <ErrorAlert
          error={inbox.error}
          title={t('reviews.inboxFailed')}
          onRetry={inbox.retry}
        />
      )}
      <AsyncView state={own}>
        {(requests, isStale) => {
          if (!requests) {
            return null;
          }
          const { assessments, waivers } = requests;
          const rows = [
            ...oldestFirst(returned.map(ofAssessment)),
            ...oldestFirst([
              ...assessments.items.map(ofAssessment),
              ...waivers.items.map(ofWaiver),
            ]),
          ];
          const left =
            (inbox.value?.requestedChanges.totalItems ?? 0) +
            assessments.totalItems +
            waivers.totalItems -
            rows.length;
          return rows.length === 0 ? (
            <Text as="p">{t('reviews.none.mine')}</Text>
          ) : (
            <WaitingTable
              label={t('reviews.view.mine')}
              rows={rows}
              action={action}
              isStale={isStale}
              more={left > 0 && t('reviews.moreOwn', { count: left })}
            />
          );
        }}
      </AsyncView>
    </>
  );
}

/** Pending reviews with their actions. */
function WaitingTable(props: {
  label: string;
  rows: WaitingItem[];
  action: (item: WaitingItem) => ReactNode;
  isStale: boolean;
  /** Note about items not shown. */
  more: string | false;
}) {
  const { label, rows, action, isStale, more } = props;
  const t = useTexts(reviewsTexts);
  const links = useEntityLinks();
  const columns: DataColumn<WaitingItem>[] = [
    column('service', t('reviews.column.service'), item =>
      item.kind === 'waiver' ? (
        <ServiceName
          service={item.waiver}
          href={links.scorecard(item.waiver.entityRef)}
        />
      ) : (
        <ServiceName
          service={item.assessment}
          href={links.architecture(item.assessment.entityRef)}
        />
      ),
    ),
    column('request', t('reviews.column.request'), item =>
      item.kind === 'waiver' ? (
        <WaiverRequest waiver={item.waiver} />
      ) : (
        <DecisionRequest assessment={item.assessment} />
      ),
    ),
    column('by', t('reviews.column.by'), item => (
      <EntityRefLink
        entityRef={
          item.kind === 'waiver'
            ? item.waiver.requestedBy
            : (item.assessment.requestedChanges?.by ??
              item.assessment.submitted?.by ??
              item.assessment.author)
        }
      />
    )),
    column('since', t('reviews.column.since'), ({ since }) => (
      <TimeAgo at={since} />
    )),
    column('action', t('reviews.column.action'), action),
  ];
  return (
    <>
      <DataTable
        label={label}
        columns={columns}
        rows={rows}
        getKey={({ id }) => id}
        isStale={isStale}
        isStackable
      />
      {more && (
        <Text as="p" color="secondary">
          {more}
        </Text>
      )}
    </>
  );
}

function DecisionRequest(props: { assessment: AssessmentSummary }) {
  const { rationale, requestedChanges, ...summary } = props.assessment;
  const t = useTexts(reviewsTexts);
  const systemTitle = useSystemTitle();
  return (
    <Flex direction="column" gap="1" className={styles.reason}>
      <Text>
        {t('reviews.decision', {
          pattern: systemTitle(summary.pattern, summary.placement),
        })}
      </Text>
      {requestedChanges && (
        <div>
          <StatusChip tone="warning">{t('reviews.returned')}</StatusChip>{' '}
          {requestedChanges.comment}
        </div>
      )}
      {summary.standing?.overrides && (
        <div>
          <StatusChip tone="warning">
            {t('reviews.overrides', {
              pattern: systemTitle(
                summary.standing.overrides.pattern,
                summary.standing.overrides.placement,
              ),
            })}
          </StatusChip>
        </div>
      )}
      {rationale && !requestedChanges && <FoldedText>{rationale}</FoldedText>}
    </Flex>
  );
}

function WaiverRequest(props: { waiver: Waiver }) {
  const { checkTitle, expiresAt, reason, renews } = props.waiver;
  const t = useTexts(reviewsTexts);
  return (
    <Flex direction="column" gap="1" className={styles.reason}>
      <Text>
        {t(renews ? 'reviews.renewal' : 'reviews.waiver', {
          check: checkTitle,
          date: formatDate(expiresAt),
        })}
      </Text>
      <FoldedText>{reason}</FoldedText>
    </Flex>
  );
}
