import { Flex, Text } from '@backstage/ui';
import {
  ScorecardsSummary,
  Trend,
  TrendPoint,
} from '@paved-road/plugin-paved-road-common';
import { lazy } from 'react';
import { ChartFigure } from '../../ui/components/ChartFigure';
import { AsyncView } from '../../ui/components/AsyncView';
import { ChartTable } from '../../ui/components/ChartTable';
import {
  column,
  DataColumn,
  numberColumn,
} from '../../ui/components/DataTable';
import { formatDate, formatNumber } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { ViewToggle } from '../../ui/components/ViewToggle';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { overviewQuerySchema, trendRanges } from '../../data/links/urlQueries';
import { useLevels } from '../../ui/levels';
import { overviewTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './overview.module.css';
import {
  eventfulDays,
  listLevelIdsWithNone,
  useCausesText,
  useTrend,
} from './trend';

const LevelTrendDrawing = lazy(() => import('./LevelTrendDrawing'));

type LevelTitle = (level: string) => string;

/** Number of services at each level over time. */
export function LevelTrend(props: {
  byLevel: ScorecardsSummary;
  kind?: string;
}) {
  const t = useTexts(overviewTexts);
  const findLevel = useLevels(props.byLevel);
  const levelTitle: LevelTitle = level => findLevel(level).title;
  const { query, update } = useUrlQuery(overviewQuerySchema);
  const { days } = query;
  const trend = useTrend(days, props.kind);
  const hasHistory = trend.value && trend.value.points.length > 1;
  return (
    <Section
      headingLevel="h2"
      title={t('overview.levels')}
      actions={
        hasHistory && (
          <ViewToggle
            label={t('overview.trend.range')}
            size="small"
            views={trendRanges.map(count => ({
              id: String(count),
              label: t('overview.trend.days', { count }),
            }))}
            selected={String(days)}
            onSelect={id =>
              update(
                { days: trendRanges.find(range => String(range) === id) },
                { replace: true },
              )
            }
          />
        )
      }
    >
      <AsyncView state={trend}>
        {value =>
          value.points.length < 2 ? (
            <Text as="p" color="secondary">
              {t('overview.trend.noHistory', {
                date: formatDate(
                  value.points[0]?.date ?? new Date().toISOString(),
                ),
              })}
            </Text>
          ) : (
            <Flex direction="column" gap="2">
              <ChartFigure
                height={160}
                legend={
                  <span className={styles.level} aria-hidden>
                    <span className={styles.target} />
                    <Text>
                      {t('overview.trend.onTheRoad', {
                        level: levelTitle(value.targetLevel),
                      })}
                    </Text>
                  </span>
                }
                caption={
                  <Caption trend={value} levelTitle={levelTitle} days={days} />
                }
              >
                <LevelTrendDrawing trend={value} levelOf={findLevel} />
              </ChartFigure>
              <TrendTable trend={value} levelTitle={levelTitle} />
            </Flex>
          )
        }
      </AsyncView>
    </Section>
  );
}

/** Describes the chart in words. */
function Caption(props: {
  trend: Trend;
  levelTitle: LevelTitle;
  days: number;
}) {
  const { trend, levelTitle, days } = props;
  const { points } = trend;
  const [first] = points;
  const last = points[points.length - 1];
  const t = useTexts(overviewTexts);
  const sum = (part: 'raised' | 'lowered') =>
    points.reduce((total, day) => total + day[part], 0);
  return [
    t('overview.trend.summary', {
      from: formatDate(first.date),
      to: formatDate(last.date),
      level: levelTitle(trend.targetLevel),
      onTheRoadThen: formatNumber(first.totals.onTheRoad),
      entitiesThen: formatNumber(first.totals.entities),
      onTheRoadNow: formatNumber(last.totals.onTheRoad),
      entitiesNow: formatNumber(last.totals.entities),
    }),
    t('overview.trend.moves', {
      levelUps: t('overview.trend.levelUps', { count: sum('raised') }),
      falls: t('overview.trend.falls', { count: sum('lowered') }),
    }),
    points.length < days &&
      t('overview.trend.begins', { date: formatDate(first.date) }),
  ]
    .filter(Boolean)
    .join(' ');
}

/** The numbers of the chart as an accessible table. */
function TrendTable(props: { trend: Trend; levelTitle: LevelTitle }) {
  const { trend, levelTitle } = props;
  const t = useTexts(overviewTexts);
  const causesText = useCausesText();
  const columns: DataColumn<TrendPoint>[] = [
    column('day', t('overview.trend.day'), ({ date }) => formatDate(date)),
    ...listLevelIdsWithNone(trend).map((level): DataColumn<TrendPoint> =>
      numberColumn(`level ${level}`, levelTitle(level), day =>
        formatNumber(day.levels[level] ?? 0),
      ),
    ),
    numberColumn('raised', t('overview.trend.raised'), ({ raised }) =>
      formatNumber(raised),
    ),
    numberColumn('lowered', t('overview.trend.lowered'), ({ lowered }) =>
      formatNumber(lowered),
    ),
    column('causes', t('overview.trend.causes'), causesText),
  ];
  return (
    <ChartTable
      label={t('overview.trend.table')}
      columns={columns}
      rows={eventfulDays(trend)}
      getKey={({ date }) => date}
      note={
        <Text as="p" color="secondary" variant="body-small">
          {t('overview.trend.quietDays')}
        </Text>
      }
    />
  );
}
