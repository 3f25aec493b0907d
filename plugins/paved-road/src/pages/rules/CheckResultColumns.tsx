import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import {
  CheckResult,
  CheckResultOfEntity,
} from '@paved-road/plugin-paved-road-common';
import { formatEvidenceItem } from '@paved-road/plugin-paved-road-common/rules';
import { DataColumn } from '../../ui/components/DataTable';
import { formatDate } from '../../ui/formats';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { LevelBadge, rankedLevel } from '../../ui/levels';
import { checksTexts } from './checksTexts';
import { checkResultTexts } from '../../features/checks/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { FleetChecks } from './fleetChecks';
import styles from './rules.module.css';

/** Columns of the results of a check, with evidence and time. */
export function useResultColumns(
  levels: FleetChecks['levels'],
): DataColumn<CheckResultOfEntity>[] {
  const t = useTexts(checksTexts);
  const links = useEntityLinks();
  return [
    {
      id: 'service',
      label: t('checks.resultColumn.service'),
      cell: ({ entityRef, title }) => (
        <Link
          href={links.scorecard(entityRef)}
          weight="bold"
          className={styles.name}
        >
          {title}
        </Link>
      ),
    },
    {
      id: 'since',
      label: t('checks.resultColumn.since'),
      cell: ({ result }) => result.since && <TimeAgo at={result.since} />,
    },
    {
      id: 'evidence',
      label: t('checks.resultColumn.evidence'),
      cell: ({ result }) => <Evidence result={result} />,
    },
    {
      id: 'owner',
      label: t('checks.resultColumn.owner'),
      cell: ({ owner }) =>
        owner && (
          <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
        ),
    },
    {
      id: 'level',
      label: t('checks.resultColumn.level'),
      cell: ({ level }) => <LevelBadge level={rankedLevel(levels, level)} />,
    },
  ];
}

/** The values behind the result, and the reason if it is neither a pass nor a fail. */
function Evidence(props: { result: CheckResult }) {
  const { result } = props;
  const t = useTexts(checksTexts, checkResultTexts);
  return (
    <span className={styles.evidence}>
      {result.state === 'unknown' && (
        <Text as="span" variant="body-small">
          {t('scorecard.unknown', {
            reason: [result.reason, result.details].filter(Boolean).join(' · '),
          })}
        </Text>
      )}
      {result.state === 'waived' && (
        <Text as="span" variant="body-small">
          {t('checks.waivedUntil', {
            approver: (
              <EntityRefLink
                entityRef={result.waiver.approvedBy}
                defaultKind="user"
                hideIcon
              />
            ),
            date: formatDate(result.waiver.expiresAt),
            reason: result.waiver.reason,
          })}
        </Text>
      )}
      {result.evidence.map(formatEvidenceItem).map(text => (
        <Text key={text} as="span" variant="body-small">
          {text}
        </Text>
      ))}
    </span>
  );
}
