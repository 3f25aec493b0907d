import { column, numberColumn } from '../../ui/components/DataTable';
import { Select, Text } from '@backstage/ui';
import { FactHistory, FactSeries } from '@paved-road/plugin-paved-road-common';
import { lazy, useState } from 'react';
import { ChartFigure } from '../../ui/components/ChartFigure';
import { ChartTable } from '../../ui/components/ChartTable';
import { Dialog } from '../../ui/components/Dialog';
import { formatDate, formatMeasure } from '../../ui/formats';
import { Sparkline } from '../../ui/components/Sparkline';
import { factsTexts } from './texts';
import { componentsTexts } from '../../ui/components/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './facts.module.css';
import { SmallButton } from '../../ui/components/SmallButton';
import {
  KnownFact,
  useFactHistory,
} from '../../data/scorecards/useFactHistory';

type Point = FactSeries['points'][number];

const FactHistoryDrawing = lazy(() => import('./FactHistoryDrawing'));

/* Placeholder for the empty field name of a plain value. */
const WHOLE = '*';

/** Title or field name; empty for a plain value. */
const seriesName = ({ title, field }: FactSeries) => title ?? field;

const formatValue = ({ unit = '' }: FactSeries, { value }: { value: number }) =>
  formatMeasure(value, unit);

/** Sparkline and history drawer of a fact's numbers; renders nothing without numbers. */
export function FactNumbers(props: { fact: KnownFact }) {
  const { fact } = props;
  const t = useTexts(factsTexts, componentsTexts);
  const [isOpen, setOpen] = useState(false);
  const history = useFactHistory(fact);
  if (history.error && !history.loading) {
    return (
      <span className={styles.numbers}>
        <Text color="secondary" variant="body-small">
          {t('scorecard.numbers.failed')}
        </Text>
        <SmallButton variant="tertiary" onPress={history.retry}>
          {t('error.retry')}
        </SmallButton>
      </span>
    );
  }
  const series = (history.value?.series ?? []).filter(
    ({ points }) => points.length > 0,
  );
  if (!history.value || series.length === 0) {
    return null;
  }
  // Prefer series with a title.
  const first = series.find(({ title }) => title) ?? series[0];
  return (
    <span className={styles.numbers}>
      <Sparkline points={first.points} />
      <Text variant="body-small" weight="bold">
        {t('scorecard.numbers.latest', {
          // The line begins with the title of the fact.
          field: first.field && seriesName(first),
          value: formatValue(first, first.points.at(-1)!),
        }).trim()}
      </Text>
      <SmallButton
        variant="tertiary"
        aria-label={t('scorecard.numbers.historyOf', { fact: fact.title })}
        onPress={() => setOpen(true)}
      >
        {t('scorecard.numbers.history')}
      </SmallButton>
      {isOpen && (
        <HistoryDrawer
          history={history.value}
          series={series}
          first={first}
          onClose={() => setOpen(false)}
        />
      )}
    </span>
  );
}

function HistoryDrawer(props: {
  history: FactHistory;
  /** At least one series, each with points. */
  series: FactSeries[];
  /** The series to show first. */
  first: FactSeries;
  onClose: () => void;
}) {
  const { history, series, first, onClose } = props;
  const t = useTexts(factsTexts, componentsTexts);
  const [field, setField] = useState(first.field);
  const shown = series.find(found => found.field === field) ?? first;
  const nameIn = (one: FactSeries) =>
    seriesName(one) || t('scorecard.numbers.whole');
  return (
    <Dialog
      title={t('scorecard.numbers.title', { fact: history.title, count: 180 })}
      isDrawer
      close={t('close')}
      onClose={onClose}
    >
      {series.length > 1 && (
        <Select
          label={t('scorecard.numbers.field')}
          options={series.map(one => ({
            value: one.field || WHOLE,
            label: nameIn(one),
          }))}
          search={series.length > 10 || undefined}
          value={field || WHOLE}
          onChange={chosen => setField(chosen === WHOLE ? '' : String(chosen))}
        />
      )}
      <ChartFigure height={260} caption={<Caption series={shown} />}>
        <FactHistoryDrawing series={shown} />
      </ChartFigure>
      <ChartTable
        label={t('scorecard.numbers.table', { field: nameIn(shown) })}
        rows={shown.points.toReversed()}
        getKey={({ at }) => at}
        columns={[
          column<Point>('day', t('scorecard.numbers.day'), ({ at }) =>
            formatDate(at),
          ),
          numberColumn<Point>('value', t('scorecard.numbers.value'), point =>
            formatValue(shown, point),
          ),
        ]}
      />
    </Dialog>
  );
}

function Caption(props: { series: FactSeries }): string {
  const { series } = props;
  const { points } = series;
  const t = useTexts(factsTexts);
  const sorted = points.toSorted((a, b) => a.value - b.value);
  const [first, last] = [points[0], points[points.length - 1]];
  const end = { last: formatValue(series, last), to: formatDate(last.at) };
  return points.length === 1
    ? t('scorecard.numbers.one', end)
    : t('scorecard.numbers.caption', {
        ...end,
        first: formatValue(series, first),
        from: formatDate(first.at),
        lowest: formatValue(series, sorted[0]),
        highest: formatValue(series, sorted[sorted.length - 1]),
      });
}
