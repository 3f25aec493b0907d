import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { AssessmentSummary } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { useSystemTitle } from '../../features/advice';
import { usePavedRoadApi } from '../../data/api';
import { AssessmentStatusChips } from '../../features/decision/AssessmentStatusChips';
import { RecordDialog } from '../../features/decision/RecordDialog';
import { ListSection } from '../../features/list/ListSection';
import { usePagedList } from '../../features/list/usePagedList';
import { Fields } from '../../ui/components/Layout';
import { column, DataColumn } from '../../ui/components/DataTable';
import { formatCount, formatDate } from '../../ui/formats';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useTitles } from '../../ui/model';
import { ViewToggle } from '../../ui/components/ViewToggle';
import { reviewsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { OwnerSelect } from '../../features/fleet/OwnerSelect';
import { useFleetData } from '../../data/fleet/fleetData';
import { assessmentLists } from '../../data/links/urlQueries';
import styles from './Reviews.module.css';
import { SmallButton } from '../../ui/components/SmallButton';
import { ReviewsQuery } from './reviewsQuery';

const PAGE_SIZE = 20;

const queries = {
  submitted: { status: 'submitted' },
  stale: { status: 'approved', stale: true },
  changed: { status: 'approved', measured: 'changed' },
  overridden: { status: 'approved', overridden: true },
  approved: { status: 'approved' },
  rejected: { status: 'rejected' },
} as const satisfies Record<(typeof assessmentLists)[number], object>;

/** Assessments of the fleet by status, page by page. */
export function AssessmentHistory(props: {
  query: ReviewsQuery;
  /** A new value reloads the list. */
  version: number;
  onChange: (change: Partial<ReviewsQuery>) => void;
}) {
  const { version, onChange } = props;
  const { list, owner } = props.query;
  const t = useTexts(reviewsTexts);
  const api = usePavedRoadApi();
  const columns = useColumns();
  const assessments = usePagedList(
    'assessments',
    { list, owner, version },
    cursor =>
      api.listAssessments({
        ...queries[list],
        owner,
        limit: PAGE_SIZE,
        cursor,
      }),
  );
  const counts = useFleetData(['assessmentCounts', owner, version], () =>
    Promise.all(
      assessmentLists.map(async id => {
        const filter = { ...queries[id], owner, limit: 1 };
        return (await api.listAssessments(filter)).totalItems;
      }),
    ),
  ).value;
  return (
    <>
      <ViewToggle
        label={t('reviews.lists')}
        size="small"
        views={assessmentLists.map((id, index) => ({
          id,
          label: t(`reviews.list.${id}.title`),
          count: formatCount(counts?.[index]),
        }))}
        selected={list}
        onSelect={next => onChange({ list: next })}
      />
      <Fields role="search" aria-label={t('reviews.filterAssessments')}>
        <OwnerSelect
          value={owner}
          onChange={chosen => onChange({ owner: chosen })}
        />
      </Fields>
      <ListSection
        title={t(`reviews.list.${list}.title`)}
        list={assessments}
        pageSize={PAGE_SIZE}
        count={count => t('reviews.assessments', { count })}
        empty={
          owner === undefined
            ? t(`reviews.list.${list}.none`)
            : t('reviews.noneOfOwner')
        }
        header={
          <Text as="p" color="secondary">
            {t(`reviews.list.${list}.help`)}
          </Text>
        }
        rows={{ columns, getKey: ({ id }) => id }}
      />
    </>
  );
}

function useColumns(): DataColumn<AssessmentSummary>[] {
  const t = useTexts(reviewsTexts);
  const titles = useTitles();
  const systemTitle = useSystemTitle();
  const links = useEntityLinks();
  return [
    column('service', t('reviews.column.service'), assessment =>
      assessment.orphaned ? (
        <OrphanedAssessment assessment={assessment} />
      ) : (
        <div className={styles.name}>
          <Link
            href={`${links.architecture(assessment.entityRef)}?assessment=${encodeURIComponent(assessment.id)}${
              assessment.measured?.holds === false ? '&section=measured' : ''
            }`}
            weight="bold"
          >
            {assessment.entityTitle}
          </Link>
        </div>
      ),
    ),
    column(
      'owner',
      t('reviews.column.owner'),
      ({ owner }) =>
        owner && <EntityRefLink entityRef={owner} defaultKind="group" />,
    ),
    column('pattern', t('reviews.column.pattern'), summary => (
      <Flex direction="column" gap="0.5">
        <Text>{systemTitle(summary.pattern, summary.placement)}</Text>
        {summary.standing?.overrides && (
          <Text variant="body-small">
            {t('reviews.overrides', {
              pattern: systemTitle(
                summary.standing.overrides.pattern,
                summary.standing.overrides.placement,
              ),
            })}
          </Text>
        )}
        {summary.measured && !summary.measured.holds && (
          <Text variant="body-small">
            {t(
              summary.measured.since
                ? 'reviews.measuredSince'
                : 'reviews.measured',
              {
                pattern: titles.pattern(summary.measured.pattern),
                date: formatDate(summary.measured.since ?? summary.updatedAt),
              },
            )}
          </Text>
        )}
      </Flex>
    )),
    column('author', t('reviews.column.author'), ({ author }) => (
      <EntityRefLink entityRef={author} defaultKind="user" />
    )),
    column('changed', t('reviews.column.changed'), ({ updatedAt }) => (
      <TimeAgo at={updatedAt} />
    )),
    column('status', t('reviews.column.status'), assessment => (
      <Flex gap="1" style={{ flexWrap: 'wrap' }}>
        <AssessmentStatusChips assessment={assessment} />
      </Flex>
    )),
  ];
}

/** An orphaned assessment, which has only its decision record. */
function OrphanedAssessment(props: { assessment: AssessmentSummary }) {
  const { id, entityRef, entityTitle } = props.assessment;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.name}>
      <SmallButton onPress={() => setOpen(true)}>{entityTitle}</SmallButton>
      {isOpen && (
        <RecordDialog
          assessmentId={id}
          entityRef={entityRef}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
