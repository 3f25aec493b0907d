import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Select,
  Text,
} from '@backstage/ui';
import { FactHistory, FactSeries } from '@paved-road/plugin-paved-road-common';
import { lazy, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { ChartFigure } from '../components/ChartFigure';
import { DataTable } from '../components/DataTable';
import { Drawer } from '../components/Dialog';
import { formatDate, formatQuantity } from '../components/formats';
import { MoreButton } from '../components/MoreButton';
import { Sparkline } from '../components/Sparkline';
import { pavedRoadTranslationRef } from '../translation';
import styles from './scorecard.module.css';
import { KnownFact, useEntityScorecard } from './ScorecardProvider';

const FactHistoryDrawing = lazy(() => import('./FactHistoryDrawing'));

/* Stands for the value itself, whose field is empty. No field looks like it. */
const WHOLE = '*';

/** How the numbers of a fact developed: a line, and all of it in a drawer. Nothing of a fact without numbers. */
export function FactNumbers(props: { fact: KnownFact }) {
  const { fact } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { loadHistory } = useEntityScorecard();
  const [isOpen, setOpen] = useState(false);
  const history = useAsyncRetry(
    () => loadHistory(fact),
    [loadHistory, fact.name, fact.collectedAt],
  );
  if (history.error && !history.loading) {
    return (
      <span className={styles.numbers}>
        <Text as="span" color="secondary" variant="body-small">
          {t('scorecard.numbers.failed')}
        </Text>
        <Button size="small" variant="tertiary" onPress={history.retry}>
          {t('error.retry')}
        </Button>
      </span>
    );
  }
  const series = (history.value?.series ?? []).filter(
    ({ points }) => points.length > 0,
  );
  if (!history.value || series.length === 0) {
    return null;
  }
  const [first] = series;
  return (
    <span className={styles.numbers}>
      <Sparkline points={first.points} />
      <Text as="span" variant="body-small" weight="bold">
        {t('scorecard.numbers.latest', {
          field: first.field,
          value: formatQuantity(first.points.at(-1)!.value),
        }).trim()}
      </Text>
      <Button
        size="small"
        variant="tertiary"
        aria-label={t('scorecard.numbers.historyOf', { fact: fact.title })}
        onPress={() => setOpen(true)}
      >
        {t('scorecard.numbers.history')}
      </Button>
      {isOpen && (
        <HistoryDrawer
          history={history.value}
          series={series}
          onClose={() => setOpen(false)}
        />
      )}
    </span>
  );
}

function HistoryDrawer(props: {
  history: FactHistory;
  /** At least one, each with points. */
  series: FactSeries[];
  onClose: () => void;
}) {
  const { history, series, onClose } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [field, setField] = useState(series[0].field);
  const [isTableShown, setTableShown] = useState(false);
  const shown = series.find(found => found.field === field) ?? series[0];
  const nameOf = (name: string) => name || t('scorecard.numbers.whole');
  const { points } = shown;
  return (
    <Drawer isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>
        {t('scorecard.numbers.title', { fact: history.title, count: 180 })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {series.length > 1 && (
            <Select
              label={t('scorecard.numbers.field')}
              options={series.map(({ field: value }) => ({
                value: value || WHOLE,
                label: nameOf(value),
              }))}
              search={series.length > 10 || undefined}
              value={field || WHOLE}
              onChange={chosen =>
                setField(chosen === WHOLE ? '' : String(chosen))
              }
            />
          )}
          <ChartFigure height={260} caption={<Caption points={points} />}>
            <FactHistoryDrawing points={points} />
          </ChartFigure>
          <MoreButton
            isExpanded={isTableShown}
            more={t('scorecard.numbers.showTable')}
            fewer={t('scorecard.numbers.hideTable')}
            onChange={setTableShown}
          />
          {isTableShown && (
            <DataTable
              isCompact
              label={t('scorecard.numbers.table', { field: nameOf(field) })}
              rows={points.toReversed()}
              getKey={({ at }) => at}
              columns={[
                {
                  id: 'day',
                  label: t('scorecard.numbers.day'),
                  cell: ({ at }) => formatDate(at),
                },
                {
                  id: 'value',
                  label: t('scorecard.numbers.value'),
                  align: 'end',
                  cell: ({ value }) => formatQuantity(value),
                },
              ]}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('scorecard.numbers.close')}
        </Button>
      </DialogFooter>
    </Drawer>
  );
}

function Caption(props: { points: FactSeries['points'] }): string {
  const { points } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const values = points.map(({ value }) => value);
  const [first, last] = [points[0], points[points.length - 1]];
  const end = { last: formatQuantity(last.value), to: formatDate(last.at) };
  return points.length === 1
    ? t('scorecard.numbers.one', end)
    : t('scorecard.numbers.caption', {
        ...end,
        first: formatQuantity(first.value),
        from: formatDate(first.at),
        lowest: formatQuantity(Math.min(...values)),
        highest: formatQuantity(Math.max(...values)),
      });
}
