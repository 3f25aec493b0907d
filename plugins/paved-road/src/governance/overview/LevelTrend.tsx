import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { ScorecardsSummary, Trend } from '@paved-road/plugin-paved-road-common';
import { lazy } from 'react';
import { useSearchParams } from 'react-router-dom';
import { ChartFigure } from '../../components/ChartFigure';
import { AsyncView } from '../../components/AsyncView';
import { formatDate, formatNumber } from '../../components/formats';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { LevelBar, useLevels } from '../../levels';
import { LevelLegend } from './LevelLegend';
import { LevelTrendTable } from './LevelTrendTable';
import { useTrend } from './useTrend';

const LevelTrendDrawing = lazy(() => import('./LevelTrendDrawing'));

/** In days. */
const ranges = [30, 90, 365];
const defaultRange = 90;

/** How the services are spread over the levels, and how that came about. */
export function LevelTrend(props: { byLevel: ScorecardsSummary }) {
  const { byLevel } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const levelOf = useLevels(byLevel);
  const levelTitle = (level: string) => levelOf(level).title;
  const [range, setRange] = useRange();
  const trend = useTrend(range);
  const hasHistory = trend.value && trend.value.points.length > 1;
  const levels = byLevel.groups.map(({ key, entities }) => ({
    ...levelOf(key),
    entities,
  }));
  return (
    <Section
      headingLevel="h2"
      title={t('overview.levels')}
      actions={
        hasHistory && (
          <ToggleButtonGroup
            aria-label={t('overview.trend.range')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[String(range)]}
            onSelectionChange={([selected]) => setRange(Number(selected))}
          >
            {ranges.map(days => (
              <ToggleButton key={days} id={String(days)} size="small">
                {t('overview.trend.days', { count: days })}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )
      }
    >
      <AsyncView state={trend}>
        {value =>
          value.points.length < 2 ? (
            <Flex direction="column" gap="3">
              <LevelBar levels={levels} />
              <LevelLegend levels={levels} />
              <Text as="p" color="secondary">
                <NoHistory trend={value} />
              </Text>
            </Flex>
          ) : (
            <Flex direction="column" gap="2">
              <ChartFigure
                height={260}
                legend={
                  <LevelLegend
                    levels={levels}
                    target={t('overview.trend.onTheRoad', {
                      level: levelTitle(value.targetLevel),
                    })}
                  />
                }
                caption={
                  <Caption trend={value} levelTitle={levelTitle} days={range} />
                }
              >
                <LevelTrendDrawing trend={value} levelOf={levelOf} />
              </ChartFigure>
              <LevelTrendTable trend={value} levelTitle={levelTitle} />
            </Flex>
          )
        }
      </AsyncView>
    </Section>
  );
}

/** The period lives in the address; what is not offered there counts as absent. */
function useRange(): [number, (days: number) => void] {
  const [search, setSearch] = useSearchParams();
  const given = Number(search.get('days'));
  return [
    ranges.includes(given) ? given : defaultRange,
    days =>
      setSearch(days === defaultRange ? {} : { days: String(days) }, {
        replace: true,
      }),
  ];
}

function NoHistory(props: { trend: Trend }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [day] = props.trend.points;
  return (
    <>
      {t('overview.trend.noHistory', {
        date: formatDate(day?.date ?? new Date().toISOString()),
      })}
    </>
  );
}

function Caption(props: {
  trend: Trend;
  levelTitle: (level: string) => string;
  days: number;
}) {
  const { trend, levelTitle, days } = props;
  const { points } = trend;
  const [first] = points;
  const last = points[points.length - 1];
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const times = (part: 'raised' | 'lowered') =>
    t('overview.trend.times', {
      count: points.reduce((sum, day) => sum + day[part], 0),
    });
  return (
    <>
      {[
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
          raised: times('raised'),
          lowered: times('lowered'),
        }),
        points.length < days &&
          t('overview.trend.begins', { date: formatDate(first.date) }),
      ]
        .filter(Boolean)
        .join(' ')}
    </>
  );
}
