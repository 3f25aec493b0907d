import { Flex, Text } from '@backstage/ui';
import { BurnDown, Campaign } from '@paved-road/plugin-paved-road-common';
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
import { useFleetData } from '../../data/fleet/fleetData';
import { Legend, LegendEntry } from '../../ui/patterns';
import { campaignsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { actualLook, BurnDownDay, burnDownDays, evenLook } from './burnDown';

const BurnDownDrawing = lazy(() => import('./BurnDownDrawing'));

/** The remaining work of a campaign by day, next to an even pace until the deadline. */
export function BurnDownSection(props: {
  campaign: Campaign;
  levelTitle: (level: string) => string;
}) {
  const { campaign, levelTitle } = props;
  const { id, etag } = campaign;
  const t = useTexts(campaignsTexts);
  // Reload after a change, because a new scope changes all days.
  const burnDown = useFleetData(['burnDown', id, etag], api =>
    api.getBurnDown(id),
  );
  const level = levelTitle(campaign.targetLevel);
  return (
    <Section headingLevel="h2" title={t('campaigns.burnDown.title')}>
      <AsyncView state={burnDown}>
        {value => <Chart burnDown={value} campaign={campaign} level={level} />}
      </AsyncView>
    </Section>
  );
}

function Chart(props: {
  burnDown: BurnDown;
  campaign: Campaign;
  /** Title of the target level. */
  level: string;
}) {
  const { burnDown, campaign, level } = props;
  const { points } = burnDown;
  const t = useTexts(campaignsTexts);
  const days = burnDownDays(burnDown, campaign);
  if (points.length < 2) {
    return (
      <Text as="p" color="secondary">
        {points.length === 0
          ? t('campaigns.burnDown.none')
          : t('campaigns.burnDown.begins', {
              date: formatDate(points[0].date),
              count: points[0].remaining,
            })}
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="2">
      <ChartFigure
        height={240}
        legend={<BurnDownLegend level={level} />}
        caption={<Caption days={days.slice(0, points.length)} level={level} />}
      >
        <BurnDownDrawing days={days} dueOn={campaign.dueOn} level={level} />
      </ChartFigure>
      <BurnDownTable days={days.slice(0, points.length)} />
    </Flex>
  );
}

/** Describes the chart in words. */
function Caption(props: {
  /** Known days. */
  days: BurnDownDay[];
  level: string;
}) {
  const { days, level } = props;
  const t = useTexts(campaignsTexts);
  const begun = days.filter(({ even }) => even !== undefined);
  if (begun.length === 0) {
    return null;
  }
  const [first] = begun;
  const last = begun[begun.length - 1];
  if (first === last) {
    return t('campaigns.burnDown.beginsToday', {
      date: formatDate(first.date),
      count: first.remaining ?? 0,
    });
  }
  const behind = Math.round((last.remaining ?? 0) - (last.even ?? 0));
  return (
    <>
      {t('campaigns.burnDown.summary', {
        from: formatDate(first.date),
        to: formatDate(last.date),
        level,
        then: formatNumber(first.remaining ?? 0),
        now: formatNumber(last.remaining ?? 0),
      })}{' '}
      {behind === 0 && t('campaigns.burnDown.onPace')}
      {behind > 0 && t('campaigns.burnDown.behind', { count: behind })}
      {behind < 0 && t('campaigns.burnDown.ahead', { count: -behind })}
    </>
  );
}

function BurnDownLegend(props: { level: string }) {
  const t = useTexts(campaignsTexts);
  return (
    <Legend>
      <LegendEntry {...actualLook}>
        {t('campaigns.burnDown.actual', { level: props.level })}
      </LegendEntry>
      <LegendEntry {...evenLook}>{t('campaigns.burnDown.ideal')}</LegendEntry>
    </Legend>
  );
}

/** The numbers of the chart, newest first. */
function BurnDownTable(props: { days: BurnDownDay[] }) {
  const { days } = props;
  const t = useTexts(campaignsTexts);
  const columns: DataColumn<BurnDownDay>[] = [
    column('day', t('campaigns.burnDown.day'), ({ date }) => formatDate(date)),
    numberColumn(
      'remaining',
      t('campaigns.burnDown.remaining'),
      ({ remaining }) => formatNumber(remaining ?? 0),
    ),
    numberColumn('even', t('campaigns.burnDown.even'), ({ even }) =>
      even === undefined ? '' : formatNumber(Math.round(even)),
    ),
    numberColumn('total', t('campaigns.burnDown.total'), ({ total }) =>
      formatNumber(total ?? 0),
    ),
  ];
  return (
    <ChartTable
      label={t('campaigns.burnDown.table')}
      columns={columns}
      rows={days.toReversed()}
      getKey={({ date }) => date}
    />
  );
}
