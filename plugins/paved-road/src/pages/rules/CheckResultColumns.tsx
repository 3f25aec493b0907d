import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import {
  CheckResult,
  CheckResultOfEntity,
} from '@paved-road/plugin-paved-road-common';
import { formatEvidenceItem } from '@paved-road/plugin-paved-road-common/rules';
import { column, DataColumn } from '../../ui/components/DataTable';
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
    column(
      'service',
      t('checks.resultColumn.service'),
      ({ entityRef, title }) => (
        <Link
          href={links.scorecard(entityRef)}
          weight="bold"
          className={styles.name}
        >
          {title}
        </Link>
      ),
    ),
    column(
      'since',
      t('checks.resultColumn.since'),
      ({ result }) => result.since && <TimeAgo at={result.since} />,
    ),
    column('evidence', t('checks.resultColumn.evidence'), ({ result }) => (
      <Evidence result={result} />
    )),
    column(
      'owner',
      t('checks.resultColumn.owner'),
      ({ owner }) =>
        owner && (
          <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
        ),
    ),
    column('level', t('checks.resultColumn.level'), ({ level }) => (
      <LevelBadge level={rankedLevel(levels, level)} />
    )),
  ];
}

/** The values behind the result, and the reason if it is neither a pass nor a fail. */
function Evidence(props: { result: CheckResult }) {
  const { result } = props;
  const t = useTexts(checksTexts, checkResultTexts);
  return (
    <span className={styles.evidence}>
      {result.state === 'unknown' && (
        <Text variant="body-small">
          {t('scorecard.unknown', {
            reason: [result.reason, result.details].filter(Boolean).join(' · '),
          })}
        </Text>
      )}
      {result.state === 'waived' && (
        <Text variant="body-small">
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
