import { Card, CardBody, Link, Text } from '@backstage/ui';
import { ScorecardsSummary, Trend } from '@paved-road/plugin-paved-road-common';
import {
  RiArrowDownLine,
  RiArrowUpLine,
  RiSubtractLine,
} from '@remixicon/react';
import { DateTime } from 'luxon';
import { formatDate, formatNumber, formatShare } from '../../ui/formats';
import { StatusChip, Tone } from '../../ui/components/StatusChip';
import { useServicesLink } from '../../data/links/urlQueries';
import { LevelBar, LevelSwatch, useLevels } from '../../ui/levels';
import section from '../../ui/components/Section.module.css';
import { overviewTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './overview.module.css';
import { TargetText } from './TargetText';
import { Row } from '../../ui/components/Layout';
import { useTrend } from './trend';

/** Today and the previous thirty days. */
const TREND_DAYS = 31;

/** The share of services at or above the target level, its change, and the services at each level. */
export function OnTheRoad(props: {
  byLevel: ScorecardsSummary;
  kind?: string;
}) {
  const { kind } = props;
  const { totals, groups, target } = props.byLevel;
  const { entities, onTheRoad, targetLevel } = totals;
  const t = useTexts(overviewTexts);
  const findLevel = useLevels(props.byLevel);
  const servicesLink = useServicesLink();
  const trend = useTrend(TREND_DAYS, kind).value;
  const levels = groups.map(group => ({
    ...findLevel(group.key),
    entities: group.entities,
  }));
  return (
    <Card className={section.section}>
      <CardBody>
        <Text as="h2" variant="body-medium" color="secondary">
          {t('overview.onTheRoad', { level: findLevel(targetLevel).title })}
        </Text>
        <Row align="baseline" gap="3" mb="3">
          <Text weight="bold" className={styles.number}>
            {formatShare(onTheRoad / entities)}
          </Text>
          <Text weight="bold" color="secondary">
            {t('overview.of', {
              part: formatNumber(onTheRoad),
              total: formatNumber(entities),
            })}
          </Text>
          {trend && <Change trend={trend} />}
        </Row>
        <LevelBar levels={levels} target={target && target.needed / entities} />
        <ul className={styles.legend} aria-label={t('overview.levelsNow')}>
          {levels.map(level => (
            <li key={level.id} className={styles.level}>
              <LevelSwatch level={level} />
              <Link href={servicesLink({ level: level.id, kind })}>
                {t('overview.levelCount', {
                  level: level.title,
                  number: formatNumber(level.entities),
                })}
              </Link>
            </li>
          ))}
        </ul>
        {target && (
          <TargetText
            target={target}
            total={entities}
            levelTitle={findLevel(target.level).title}
            levels={levels.map(({ id }) => id)}
            kind={kind}
          />
        )}
      </CardBody>
    </Card>
  );
}

const changes = {
  up: { tone: 'success', icon: RiArrowUpLine },
  down: { tone: 'danger', icon: RiArrowDownLine },
  none: { tone: 'neutral', icon: RiSubtractLine },
} satisfies Record<string, { tone: Tone; icon: unknown }>;

/** The change of the share in percentage points since the first known day. */
function Change(props: { trend: Trend }) {
  const { points } = props.trend;
  const t = useTexts(overviewTexts);
  if (points.length < 2) {
    return null;
  }
  const first = points[0];
  const last = points[points.length - 1];
  const share = ({ totals }: typeof first) =>
    totals.entities === 0 ? 0 : (100 * totals.onTheRoad) / totals.entities;
  const by = share(last) - share(first);
  const direction = classifyDirection(by);
  const { days } = DateTime.fromISO(last.date).diff(
    DateTime.fromISO(first.date),
    'days',
  );
  return (
    <StatusChip {...changes[direction]}>
      {t(`overview.change.${direction}`, {
        by:
          Math.abs(by) < 1
            ? t('overview.change.fewPoints')
            : t('overview.change.points', { count: Math.round(Math.abs(by)) }),
        period:
          days === TREND_DAYS - 1
            ? t('overview.change.inDays', { count: days })
            : t('overview.change.since', { date: formatDate(first.date) }),
      })}
    </StatusChip>
  );
}

function classifyDirection(by: number): keyof typeof changes {
  if (by === 0) {
    return 'none';
  }
  return by > 0 ? 'up' : 'down';
}
