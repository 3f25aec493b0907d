import { Flex, Text } from '@backstage/ui';
import {
  AssumedMeasurement,
  Measured,
  Measurement,
  Prediction,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode, useState } from 'react';
import { column, DataColumn, DataTable } from '../../ui/components/DataTable';
import {
  formatDate,
  formatDeviation,
  formatMeasure,
  formatQuantity,
} from '../../ui/formats';
import { MoreButton } from '../../ui/components/MoreButton';
import { Section } from '../../ui/components/Section';
import { Sparkline } from '../../ui/components/Sparkline';
import { StatusChip } from '../../ui/components/StatusChip';
import { measuredTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AsOf } from './AsOf';
import {
  MeasuredScale,
  computeScaleDecades,
  ScaleLegend,
} from './MeasuredScale';
import { Row } from '../../ui/components/Layout';
import { isAsAssumed, isOff } from './measuredStory';

/** Assumed values next to measured values. */
export function AssumedNumbers(props: { measured: Measured }) {
  const { answers, crossed, near } = props.measured;
  const t = useTexts(measuredTexts);
  const flips = [...crossed, ...near];
  const findThreshold = ({ question }: AssumedMeasurement) =>
    flips.find(({ path }) => path === question)?.threshold;
  const reach = computeScaleDecades(
    answers.map(row => [row.assumed, row.value, findThreshold(row)]),
  );
  return (
    <Section title={t('measured.assumedTitle')}>
      <NumbersTable<AssumedMeasurement>
        label={t('measured.assumedTitle')}
        rows={answers}
        legend={
          <ScaleLegend
            expected="assumed"
            hasThreshold={answers.some(row => findThreshold(row) !== undefined)}
          />
        }
        thresholdOf={findThreshold}
        expected={column(
          'assumed',
          t('measured.column.assumed'),
          ({ assumed, unit }) =>
            assumed === undefined
              ? t('measured.open')
              : formatMeasure(assumed, unit),
        )}
        difference={row =>
          row.assumed !== undefined && (
            <>
              <MeasuredScale
                expected={row.assumed}
                measured={row.value}
                threshold={findThreshold(row)}
                reach={reach}
              />
              <Text variant="body-small">
                {isAsAssumed(row) && t('measured.asAssumed')}
                {!isAsAssumed(row) &&
                  row.ratio !== undefined &&
                  t('measured.ratio', { ratio: formatQuantity(row.ratio) })}
              </Text>
            </>
          )
        }
      />
    </Section>
  );
}

/** Predicted cost and latency next to measured values. */
export function PredictedNumbers(props: { predictions: Prediction[] }) {
  const { predictions } = props;
  const t = useTexts(measuredTexts);
  const reach = computeScaleDecades(
    predictions.map(({ predicted, value, range }) => [
      predicted,
      value,
      range?.low,
      range?.high,
    ]),
  );
  return (
    <Section title={t('measured.predictionsTitle')}>
      <NumbersTable<Prediction>
        label={t('measured.predictionsTitle')}
        rows={predictions}
        legend={
          <>
            <ScaleLegend
              expected="predicted"
              hasRange={predictions.some(({ range }) => range)}
            />
            {predictions.some(({ withMeasured }) => withMeasured) && (
              <Text as="p" color="secondary" variant="body-small">
                {t('measured.modelError')}
              </Text>
            )}
          </>
        }
        expected={column(
          'predicted',
          t('measured.column.predicted'),
          ({ predicted, range, unit }) =>
            range
              ? t('measured.range', {
                  mid: formatMeasure(predicted, unit),
                  low: formatMeasure(range.low, unit),
                  high: formatMeasure(range.high, unit),
                })
              : formatMeasure(predicted, unit),
        )}
        difference={row => (
          <>
            <MeasuredScale
              expected={row.predicted}
              measured={row.value}
              range={row.range}
              reach={reach}
            />
            <StatusChip tone={isOff(row) ? 'warning' : 'neutral'}>
              {row.withMeasured
                ? t('measured.errors', {
                    prediction: formatDeviation(row.error),
                    model: formatDeviation(row.withMeasured.error),
                  })
                : t('measured.error', {
                    prediction: formatDeviation(row.error),
                  })}
            </StatusChip>
          </>
        )}
      />
    </Section>
  );
}

/** Other measurements, collapsed. */
export function OtherNumbers(props: { measurements: Measurement[] }) {
  const { measurements } = props;
  const t = useTexts(measuredTexts);
  const [isShown, setIsShown] = useState(false);
  return (
    <Section title={t('measured.othersTitle')}>
      <MoreButton
        isExpanded={isShown}
        more={t('measured.showOthers', { count: measurements.length })}
        fewer={t('measured.hideOthers')}
        onChange={setIsShown}
      />
      {isShown && (
        <NumbersTable label={t('measured.othersTitle')} rows={measurements} />
      )}
    </Section>
  );
}

/** Measured numbers with their trends; a common source and time is shown once. */
function NumbersTable<T extends Measurement>(props: {
  label: string;
  rows: T[];
  legend?: ReactNode;
  thresholdOf?: (row: T) => number | undefined;
  /** The expected value and the deviation from it. */
  expected?: DataColumn<T>;
  difference?: (row: T) => ReactNode;
}) {
  const { rows, legend, thresholdOf, expected, difference } = props;
  const t = useTexts(measuredTexts);
  const [first] = rows;
  const isOneSource = rows.every(
    ({ source, observedAt, failing }) =>
      source === first.source &&
      observedAt === first.observedAt &&
      failing === first.failing,
  );
  return (
    <>
      <Row justify="between" gap="4" mb="2">
        {legend}
        {isOneSource && <AsOf measurement={first} />}
      </Row>
      <DataTable<T>
        isStackable={isOneSource ? 'narrow' : true}
        label={props.label}
        rows={rows}
        getKey={({ measure }) => measure}
        columns={[
          column('measure', t('measured.column.measure'), ({ title }) => title),
          ...(expected ? [expected] : []),
          column(
            'measured',
            t('measured.column.measured'),
            ({ value, unit, conclusiveFrom }) => (
              <>
                <b>{formatMeasure(value, unit)}</b>
                {conclusiveFrom && (
                  <Text as="p" color="secondary" variant="body-small">
                    {t('measured.conclusiveFrom', {
                      date: formatDate(conclusiveFrom),
                    })}
                  </Text>
                )}
              </>
            ),
          ),
          ...(difference
            ? [
                column(
                  'difference',
                  t('measured.column.difference'),
                  (row: T) => (
                    <Flex direction="column" align="start" gap="0.5">
                      {difference(row)}
                    </Flex>
                  ),
                ),
              ]
            : []),
          column('trend', t('measured.column.trend'), row => (
            <Sparkline points={row.points} threshold={thresholdOf?.(row)} />
          )),
          ...(isOneSource
            ? []
            : [
                column('asOf', t('measured.column.asOf'), (row: T) => (
                  <AsOf measurement={row} />
                )),
              ]),
        ]}
      />
    </>
  );
}
