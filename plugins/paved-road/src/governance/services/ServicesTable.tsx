import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, SortState, Text } from '@backstage/ui';
import {
  noLevel,
  ScorecardQuery,
  ScorecardSummary,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { StatusOfAssessment } from '../../assessment/AssessmentStatusChips';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatNumber } from '../../components/formats';
import { TimeAgo } from '../../components/TimeAgo';
import { useTitles } from '../../model';
import { SCORECARD_FRAGMENT } from '../../routes';
import { CheckStateChip, LevelBadge } from '../../scorecard';
import { pavedRoadTranslationRef } from '../../translation';
import { useArchitectureLink } from '../useArchitectureLink';
import { LevelHistory } from './LevelHistory';
import styles from './ServicesTable.module.css';

type Sort = ScorecardQuery['sort'];

/** More would make the rows high. */
const NAMED_CHECKS = 2;

/** One page of services with what stands between them and the next level. */
export function ServicesTable(props: {
  services: ScorecardSummary[];
  levelTitle: (level: string) => string;
  /** The position of the highest level, 1 for the lowest; undefined until it is known. */
  highestRank?: number;
  sort: Sort;
  onSortChange: (sort: Sort) => void;
  isStale: boolean;
  emptyState: ReactNode;
}) {
  const { services, sort, onSortChange, isStale, emptyState } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <DataTable
      label={t('services.title')}
      columns={useColumns(props.levelTitle, props.highestRank)}
      rows={services}
      getKey={service => service.entityRef}
      sort={sortState(sort, onSortChange)}
      isStale={isStale}
      emptyState={emptyState}
    />
  );
}

function useColumns(
  levelTitle: (level: string) => string,
  highestRank: number | undefined,
): DataColumn<ScorecardSummary>[] {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const architectureLink = useArchitectureLink();
  const titles = useTitles();
  // Where not all fits, what comes last can only be scrolled to.
  return [
    {
      id: 'name',
      label: t('services.column.service'),
      isSortable: true,
      cell: ({ entityRef, title }) => (
        <Link
          href={`${architectureLink(entityRef)}#${SCORECARD_FRAGMENT}`}
          weight="bold"
          className={styles.name}
        >
          {title}
        </Link>
      ),
    },
    {
      id: 'level',
      label: t('services.column.level'),
      isSortable: true,
      cell: ({ level }) => (
        <LevelBadge title={level === noLevel ? undefined : levelTitle(level)} />
      ),
    },
    {
      id: 'score',
      label: t('services.column.score'),
      isSortable: true,
      align: 'end',
      cell: ({ score }) => formatNumber(Math.round(score)),
    },
    {
      id: 'owner',
      label: t('services.column.owner'),
      isSortable: true,
      cell: ({ owner }) =>
        owner && (
          <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
        ),
    },
    {
      id: 'failing',
      label: t('services.column.failing'),
      cell: service => <OpenChecks service={service} />,
    },
    {
      id: 'history',
      label: t('services.column.history'),
      cell: ({ levelHistory }) =>
        highestRank !== undefined && (
          <LevelHistory
            history={levelHistory}
            highestRank={highestRank}
            levelTitle={levelTitle}
          />
        ),
    },
    {
      id: 'pattern',
      label: t('services.column.pattern'),
      cell: ({ pattern }) => pattern && titles.pattern(pattern),
    },
    {
      id: 'decision',
      label: t('services.column.decision'),
      cell: ({ assessmentStatus }) =>
        assessmentStatus ? (
          <StatusOfAssessment status={assessmentStatus} />
        ) : (
          <Text as="span">{t('services.notAssessed')}</Text>
        ),
    },
    {
      id: 'system',
      label: t('services.column.system'),
      cell: ({ system }) =>
        system && (
          <EntityRefLink entityRef={system} defaultKind="system" hideIcon />
        ),
    },
    {
      id: 'evaluated',
      label: t('services.column.evaluated'),
      cell: ({ evaluatedAt }) => <TimeAgo at={evaluatedAt} />,
    },
  ];
}

/** What fails, by name; how many could not be evaluated or are waived, by number. */
function OpenChecks(props: { service: ScorecardSummary }) {
  const { failing, counts } = props.service;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const shown = failing.slice(0, NAMED_CHECKS);
  const more = counts.fail - shown.length;
  return (
    <span className={styles.open}>
      <Text as="span" variant="body-small">
        {shown.map(({ title }) => title).join(', ')}
        {more > 0 && ` ${t('services.moreFailing', { count: more })}`}
      </Text>
      {(['unknown', 'waived'] as const)
        .filter(state => counts[state] > 0)
        .map(state => (
          <CheckStateChip key={state} state={state} count={counts[state]} />
        ))}
    </span>
  );
}

function sortState(sort: Sort, onSortChange: (sort: Sort) => void): SortState {
  const isDescending = sort.startsWith('-');
  return {
    descriptor: {
      column: isDescending ? sort.slice(1) : sort,
      direction: isDescending ? 'descending' : 'ascending',
    },
    onSortChange: ({ column, direction }) =>
      onSortChange(`${direction === 'descending' ? '-' : ''}${column}` as Sort),
  };
}
