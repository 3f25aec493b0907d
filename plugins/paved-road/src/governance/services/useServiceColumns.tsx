import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { ScorecardSummary } from '@paved-road/plugin-paved-road-common';
import { StatusOfAssessment } from '../../assessment/AssessmentStatusChips';
import { DataColumn } from '../../components/DataTable';
import { formatDate, formatNumber } from '../../components/formats';
import { StatusChip } from '../../components/StatusChip';
import { TimeAgo } from '../../components/TimeAgo';
import { useTitles } from '../../model';
import { LevelBadge, RankedLevel } from '../../levels';
import { pavedRoadTranslationRef } from '../../translation';
import { useEntityLinks } from '../../components/useEntityLinks';
import { LevelHistory } from './LevelHistory';
import { OpenChecks } from './OpenChecks';
import styles from './ServicesTable.module.css';

/**
 * What is told of each service. When it was evaluated is not: it is about the same for all.
 *
 * @param highestRank - the position of the highest level, 1 for the lowest; undefined until it is known
 */
export function useServiceColumns(
  levelOf: (level: string) => RankedLevel,
  highestRank: number | undefined,
): DataColumn<ScorecardSummary>[] {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return [
    {
      id: 'name',
      label: t('services.column.service'),
      isSortable: true,
      cell: service => <Service service={service} />,
    },
    {
      id: 'level',
      label: t('services.column.level'),
      isSortable: true,
      cell: ({ level, levelHistory, levelSince }) => (
        <div className={styles.level}>
          <LevelBadge level={levelOf(level)} />
          {highestRank !== undefined && (
            <LevelHistory
              history={levelHistory}
              since={levelSince}
              highestRank={highestRank}
              levelTitle={level => levelOf(level).title}
            />
          )}
        </div>
      ),
    },
    {
      id: 'since',
      label: t('services.column.since'),
      isSortable: true,
      cell: ({ levelSince }) => (
        <div className={styles.since}>
          {formatDate(levelSince)}
          <Text as="p" color="secondary" variant="body-small">
            <TimeAgo at={levelSince} />
          </Text>
        </div>
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
          <span className={styles.entity}>
            <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
          </span>
        ),
    },
    {
      id: 'failing',
      label: t('services.column.failing'),
      cell: service => <OpenChecks service={service} />,
    },
    {
      id: 'pattern',
      label: t('services.column.pattern'),
      cell: service => <Pattern service={service} />,
    },
  ];
}

function Service(props: { service: ScorecardSummary }) {
  const { entityRef, title, system } = props.service;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const links = useEntityLinks();
  return (
    <div className={styles.service}>
      <Link href={links.scorecard(entityRef)} weight="bold">
        {title}
      </Link>
      {system && (
        <Text as="p" variant="body-small" className={styles.entity}>
          {t('services.inSystem', {
            system: (
              <EntityRefLink entityRef={system} defaultKind="system" hideIcon />
            ),
          })}
        </Text>
      )}
    </div>
  );
}

/**
 * What a service declares to be, else what was decided for it, and how the decision stands, which can be for another
 * pattern; and whether one can still rely on it.
 */
function Pattern(props: { service: ScorecardSummary }) {
  const { pattern, assessmentStatus, stale } = props.service;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  return (
    <div className={styles.pattern}>
      {pattern && <Text as="span">{titles.pattern(pattern)}</Text>}
      <span className={styles.line}>
        {assessmentStatus ? (
          <>
            <Text as="span" color="secondary" variant="body-small">
              {t('services.decision')}
            </Text>
            <StatusOfAssessment status={assessmentStatus} />
          </>
        ) : (
          <Text as="span">{t('services.notAssessed')}</Text>
        )}
        {stale && <StatusChip tone="warning">{t('services.stale')}</StatusChip>}
      </span>
    </div>
  );
}
