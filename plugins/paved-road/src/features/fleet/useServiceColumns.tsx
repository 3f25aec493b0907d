import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { ScorecardSummary } from '@paved-road/plugin-paved-road-common';
import { StatusOfAssessment } from '../decision/AssessmentStatusChips';
import { StandingBadge } from '../decision/StandingBadge';
import {
  column,
  DataColumn,
  numberColumn,
} from '../../ui/components/DataTable';
import { formatDate, formatNumber } from '../../ui/formats';
import { StatusChip } from '../../ui/components/StatusChip';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { isAssessable } from '../../data/entities/entityFilters';
import { unusualKindTitle } from '../../data/entities/kinds';
import { LevelBadge, RankedLevel } from '../../ui/levels';
import { useTitles } from '../../ui/model';
import { CheckStateChip } from '../checks/CheckStateChip';
import { LostLevel } from '../checks/LostLevel';
import { fleetTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { LevelHistory } from './LevelHistory';
import { clamp } from '../../ui/components/Layout';
import styles from './fleet.module.css';

type Column = DataColumn<ScorecardSummary>;

export function useServiceColumns(options: {
  levelOf: (level: string) => RankedLevel;
  /** Rank of the highest level, 1 for the lowest; undefined while loading. */
  highestRank?: number;
  /** Compact columns: one line each, and only falls instead of the level history. */
  isBrief?: boolean;
}) {
  const { levelOf, highestRank, isBrief = false } = options;
  const t = useTexts(fleetTexts);
  return {
    service: column('name', t('services.column.service'), service => (
      <Service service={service} isBrief={isBrief} />
    )),
    level: column(
      'level',
      t('services.column.level'),
      ({ level, levelHistory, levelSince, lost, score }) => (
        <div className={styles.level}>
          <LevelBadge level={levelOf(level)} isLost={lost !== undefined} />
          {lost && <LostLevel lost={lost} levels={[levelOf(lost.level)]} />}
          {isBrief && (
            <Text color="secondary" variant="body-small">
              {t('services.score', { score: formatNumber(Math.round(score)) })}
            </Text>
          )}
          {!isBrief && highestRank !== undefined && (
            <LevelHistory
              history={levelHistory}
              since={levelSince}
              highestRank={highestRank}
              levelTitle={id => levelOf(id).title}
            />
          )}
        </div>
      ),
    ),
    since: column('since', t('services.column.since'), ({ levelSince }) => (
      <div style={{ whiteSpace: 'nowrap' }}>
        {formatDate(levelSince)}
        <Text as="p" color="secondary" variant="body-small">
          <TimeAgo at={levelSince} />
        </Text>
      </div>
    )),
    score: numberColumn('score', t('services.column.score'), ({ score }) =>
      formatNumber(Math.round(score)),
    ),
    owner: column(
      'owner',
      t('services.column.owner'),
      ({ owner }) =>
        owner && (
          <span className={styles.entity}>
            <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
          </span>
        ),
    ),
    blockedBy: column('blockedBy', t('services.column.blockedBy'), service => (
      <BlockedBy service={service} />
    )),
    pattern: column('pattern', t('services.column.pattern'), service => (
      <Pattern service={service} />
    )),
  } satisfies Record<string, Column>;
}

function Service(props: { service: ScorecardSummary; isBrief: boolean }) {
  const { entityRef, title, system } = props.service;
  const t = useTexts(fleetTexts);
  const links = useEntityLinks();
  const kind = unusualKindTitle(entityRef);
  const inSystem =
    system &&
    !props.isBrief &&
    t('services.inSystem', {
      system: (
        <EntityRefLink entityRef={system} defaultKind="system" hideIcon />
      ),
    });
  return (
    <div className={styles.service}>
      <Link
        href={links.scorecard(entityRef)}
        weight="bold"
        title={title}
        style={clamp(2)}
      >
        {title}
      </Link>
      {(kind || inSystem) && (
        <Text as="p" variant="body-small" className={styles.entity}>
          {kind} {inSystem}
        </Text>
      )}
    </div>
  );
}

/** The first blocking check with a link, the number of other blockers, and the number of waived checks. */
function BlockedBy(props: { service: ScorecardSummary }) {
  const { entityRef, failing, counts } = props.service;
  const t = useTexts(fleetTexts);
  const links = useEntityLinks();
  const [first] = failing;
  const others = counts.fail - 1;
  if (counts.fail + counts.unknown + counts.waived === 0) {
    return null;
  }
  return (
    <span className={styles.blocked}>
      {first && (
        <span>
          <Link href={links.scorecard(entityRef, first.checkId)}>
            {first.title}
          </Link>
          {others > 0 && (
            <Text color="secondary">
              {t('services.others', { count: others })}
            </Text>
          )}
        </span>
      )}
      {(['unknown', 'waived'] as const)
        .filter(state => counts[state] > 0)
        .map(state => (
          <CheckStateChip key={state} state={state} count={counts[state]} />
        ))}
    </span>
  );
}

/**
 * The declared or else the decided pattern of a service, with the status and staleness of the decision, which can name
 * another pattern. Empty if nothing has to be decided, as for an API.
 */
function Pattern(props: { service: ScorecardSummary }) {
  const { entityRef, pattern, assessmentStatus, standing, stale } =
    props.service;
  const t = useTexts(fleetTexts);
  const titles = useTitles();
  if (!isAssessable(parseEntityRef(entityRef))) {
    return null;
  }
  return (
    <div className={styles.pattern}>
      {pattern && <Text>{titles.pattern(pattern)}</Text>}
      <span className={styles.line}>
        {assessmentStatus ? (
          <>
            <Text color="secondary" variant="body-small">
              {t('services.decision')}
            </Text>
            <StatusOfAssessment status={assessmentStatus} />
            <StandingBadge standing={standing} />
          </>
        ) : (
          <Text color="secondary">{t('services.notAssessed')}</Text>
        )}
        {stale && <StatusChip tone="warning">{t('services.stale')}</StatusChip>}
      </span>
    </div>
  );
}
