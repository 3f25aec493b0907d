import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import {
  AssumedMeasurement,
  CrossedFlip,
  Drift,
  Measured,
  MeasuredCondition,
  Measurement,
  NearFlip,
  Prediction,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { useSystemTitle } from '../../advisor';
import { AsyncView } from '../../components/AsyncView';
import { ConditionState } from '../../components/ConditionState';
import { DataColumn, DataTable } from '../../components/DataTable';
import {
  formatDate,
  formatDeviation,
  formatFit,
  formatMeasure,
  formatQuantity,
} from '../../components/formats';
import { MoreButton } from '../../components/MoreButton';
import { Section } from '../../components/Section';
import { SourceText } from '../../components/SourceText';
import { Sparkline } from '../../components/Sparkline';
import { StatusChip } from '../../components/StatusChip';
import { TimeAgo } from '../../components/TimeAgo';
import { PatternTitle } from '../../patterns';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './measured.module.css';
import { MeasuredScale, reachOf, ScaleLegend } from './MeasuredScale';
import { CONNECT_URL, MeasuredSentence } from './MeasuredStrip';
import { answerTo, isOff, measurementsOf } from './measuredStory';
import { MeasuredState } from './useMeasured';

/** All that is measured of a decision, beside what it was made with. */
export function MeasuredSection(props: { state: MeasuredState }) {
  return (
    <AsyncView state={props.state} skeleton={<MeasuredSkeleton />}>
      {measured =>
        measured.status === 'not-measured' && measured.others.length === 0 ? (
          <NotMeasured />
        ) : (
          <Details measured={measured} />
        )
      }
    </AsyncView>
  );
}

function MeasuredSkeleton() {
  return (
    <Flex direction="column" gap="3" aria-hidden>
      {[32, 160, 120].map(height => (
        <Skeleton key={height} width="100%" height={height} />
      ))}
    </Flex>
  );
}

function NotMeasured() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section title={t('measured.notMeasuredTitle')}>
      <Flex direction="column" gap="2">
        <Text as="p" color="secondary">
          {t('measured.connectHelp')}
        </Text>
        <Link href={CONNECT_URL}>{t('measured.connect')}</Link>
      </Flex>
    </Section>
  );
}

function Details(props: { measured: Measured }) {
  const { measured } = props;
  const { answers, predictions, conditions, crossed, near } = measured;
  const { drift, others } = measured;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <div className={styles.container}>
      <div className={styles.details}>
        <div className={styles.wide}>
          <Answer measured={measured} />
        </div>
        {answers.length > 0 && (
          <div className={styles.wide}>
            <Section title={t('measured.assumedTitle')}>
              <Assumed measured={measured} />
            </Section>
          </div>
        )}
        {predictions.length > 0 && (
          <div className={styles.wide}>
            <Section title={t('measured.predictionsTitle')}>
              <Predictions predictions={predictions} />
            </Section>
          </div>
        )}
        {crossed.length + near.length > 0 && (
          <Section title={t('measured.flipsTitle')}>
            <ul className={styles.items}>
              {crossed.map(flip => (
                <Flip
                  key={`${flip.path} ${flip.direction} ${flip.threshold}`}
                  flip={flip}
                  measured={measured}
                />
              ))}
              {near.map(flip => (
                <Flip
                  key={`near ${flip.path} ${flip.direction} ${flip.threshold}`}
                  flip={flip}
                  measured={measured}
                />
              ))}
            </ul>
          </Section>
        )}
        {conditions.length > 0 && (
          <Section title={t('measured.conditionsTitle')}>
            <Conditions conditions={conditions} />
          </Section>
        )}
        {drift.length > 0 && (
          <Section title={t('measured.driftTitle')}>
            <ul className={styles.items}>
              {drift.map(found => (
                <DriftItem key={`${found.id} ${found.text}`} drift={found} />
              ))}
            </ul>
          </Section>
        )}
        {others.length > 0 && (
          <div className={styles.wide}>
            <Section title={t('measured.othersTitle')}>
              <Others measurements={others} />
            </Section>
          </div>
        )}
      </div>
    </div>
  );
}

/** Whether the answer stays, and how the fit of each pattern moves. */
function Answer(props: { measured: Measured }) {
  const { measured } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const systemTitle = useSystemTitle();
  const { assumed, measured: answer } = measured;
  const fits = answer?.fits ?? [];
  // A source fails for one reason, whatever the number of what it measures.
  const failing = [
    ...new Map(
      measurementsOf(measured).flatMap(found =>
        found.failing === undefined
          ? []
          : [[found.source, { ...found, failing: found.failing }]],
      ),
    ).values(),
  ];
  const assumedFit = ({ pattern }: (typeof fits)[number]) =>
    assumed.fits.find(fit => fit.pattern === pattern)?.fit;
  return (
    <Section title={t('measured.answer.title')}>
      <Flex direction="column" gap="2">
        <Text as="p" weight="bold">
          <MeasuredSentence measured={measured} />
        </Text>
        {failing.map(({ source, failing: reason }) => (
          <Text as="p" key={source} color="secondary">
            {t('measured.failingSource', {
              source: <SourceText source={source} />,
              reason,
            })}
          </Text>
        ))}
        {!answer && (
          <Text as="p" color="secondary">
            {t('measured.answer.none')}
          </Text>
        )}
        {answer && (
          <Text as="p" color="secondary">
            {measured.status === 'changed'
              ? answer.text
              : t('measured.answer.same', {
                  answer: systemTitle(assumed.pattern, assumed.placement),
                })}
          </Text>
        )}
        {fits.length > 0 && (
          <ul className={styles.fits} aria-label={t('measured.answer.fits')}>
            {fits.map(fit => {
              const before = assumedFit(fit);
              return (
                <li key={fit.pattern}>
                  <PatternTitle pattern={fit.pattern} />
                  <FitScale assumed={before} measured={fit.fit} />
                  <Text as="span" variant="body-small">
                    {t('measured.answer.fit', {
                      assumed: before === undefined ? '–' : formatFit(before),
                      measured: formatFit(fit.fit),
                    })}
                  </Text>
                </li>
              );
            })}
          </ul>
        )}
      </Flex>
    </Section>
  );
}

/** Fits from 0 to 100: how one moved. */
function FitScale(props: { assumed?: number; measured: number }) {
  const { assumed = props.measured, measured } = props;
  const at = (fit: number) => ({ insetInlineStart: `${fit}%` });
  return (
    <span className={styles.scale} aria-hidden>
      <span
        className={styles.link}
        style={{
          ...at(Math.min(assumed, measured)),
          inlineSize: `${Math.abs(assumed - measured)}%`,
        }}
      />
      <span className={styles.expected} style={at(assumed)} />
      <span className={styles.value} style={at(measured)} />
    </span>
  );
}

/** What every table of measurements says at its end. */
function useMeasurementColumns<T extends Measurement>(
  thresholdOf?: (row: T) => number | undefined,
) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return {
    title: {
      id: 'measure',
      label: t('measured.column.measure'),
      cell: ({ title }) => title,
    },
    value: {
      id: 'measured',
      label: t('measured.column.measured'),
      cell: ({ value, unit }) => <b>{formatMeasure(value, unit)}</b>,
    },
    trend: {
      id: 'trend',
      label: t('measured.column.trend'),
      cell: row => (
        <Sparkline points={row.points} threshold={thresholdOf?.(row)} />
      ),
    },
    asOf: {
      id: 'asOf',
      label: t('measured.column.asOf'),
      cell: row => <AsOf measurement={row} />,
    },
  } satisfies Record<string, DataColumn<T>>;
}

function Assumed(props: { measured: Measured }) {
  const { measured } = props;
  const { answers } = measured;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const flips = [...measured.crossed, ...measured.near];
  const thresholdOf = ({ question }: AssumedMeasurement) =>
    flips.find(({ path }) => path === question)?.threshold;
  const columns = useMeasurementColumns<AssumedMeasurement>(thresholdOf);
  const reach = reachOf(
    answers.map(row => [row.assumed, row.value, thresholdOf(row)]),
  );
  return (
    <>
      <ScaleLegend
        expected="assumed"
        hasThreshold={answers.some(row => thresholdOf(row) !== undefined)}
      />
      <DataTable
        isStackable
        label={t('measured.assumedTitle')}
        rows={answers}
        getKey={({ measure }) => measure}
        columns={[
          columns.title,
          {
            id: 'assumed',
            label: t('measured.column.assumed'),
            cell: ({ assumed, unit }) =>
              assumed === undefined
                ? t('measured.open')
                : formatMeasure(assumed, unit),
          },
          columns.value,
          {
            id: 'picture',
            label: t('measured.column.picture'),
            cell: row => (
              <div className={styles.cell}>
                {row.ratio !== undefined && (
                  <>
                    <MeasuredScale
                      expected={row.assumed}
                      measured={row.value}
                      threshold={thresholdOf(row)}
                      reach={reach}
                    />
                    <Text as="span" variant="body-small">
                      {Math.abs(row.ratio - 1) < 0.05
                        ? t('measured.asAssumed')
                        : t('measured.ratio', {
                            ratio: formatQuantity(row.ratio),
                          })}
                    </Text>
                  </>
                )}
              </div>
            ),
          },
          columns.trend,
          columns.asOf,
        ]}
      />
    </>
  );
}

/** Where a number is from, when it was true, and why it has not been confirmed since. */
function AsOf(props: { measurement: Measurement }) {
  const { observedAt, source, failing } = props.measurement;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <div className={styles.cell}>
      <Text as="span" variant="body-small">
        {t('measured.asOf', {
          age: <TimeAgo at={observedAt} />,
          source: <SourceText source={source} />,
        })}
      </Text>
      {failing !== undefined && (
        <StatusChip tone="warning">{t('measured.failing')}</StatusChip>
      )}
    </div>
  );
}

function Predictions(props: { predictions: Prediction[] }) {
  const { predictions } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const columns = useMeasurementColumns<Prediction>();
  const reach = reachOf(
    predictions.map(({ predicted, value, range }) => [
      predicted,
      value,
      range?.low,
      range?.high,
    ]),
  );
  return (
    <>
      <ScaleLegend expected="predicted" />
      <DataTable
        isStackable
        label={t('measured.predictionsTitle')}
        rows={predictions}
        getKey={({ measure }) => measure}
        columns={[
          columns.title,
          {
            id: 'predicted',
            label: t('measured.column.predicted'),
            cell: ({ predicted, range, unit }) =>
              range
                ? t('measured.range', {
                    mid: formatMeasure(predicted, unit),
                    low: formatMeasure(range.low, unit),
                    high: formatMeasure(range.high, unit),
                  })
                : formatMeasure(predicted, unit),
          },
          columns.value,
          {
            id: 'error',
            label: t('measured.column.range'),
            cell: row => (
              <div className={styles.cell}>
                <MeasuredScale
                  expected={row.predicted}
                  measured={row.value}
                  range={row.range}
                  reach={reach}
                />
                <StatusChip tone={isOff(row) ? 'warning' : 'neutral'}>
                  {formatDeviation(row.error)}
                  {row.range && isOff(row) && `, ${t('measured.outside')}`}
                </StatusChip>
                {row.withMeasured && (
                  <Text as="span" color="secondary" variant="body-small">
                    {t('measured.withMeasured', {
                      error: formatDeviation(row.withMeasured.error),
                    })}
                  </Text>
                )}
              </div>
            ),
          },
          columns.trend,
          columns.asOf,
        ]}
      />
    </>
  );
}

/** A change of the answer that came, or that is near. */
function Flip(props: { flip: CrossedFlip | NearFlip; measured: Measured }) {
  const { flip, measured } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const answer = answerTo(measured, flip);
  const unit = answer?.unit ?? flip.unit;
  const value = answer?.value ?? flip.value;
  return (
    <li className={styles.item}>
      <Text as="p">{flip.text}</Text>
      <div className={styles.line}>
        <StatusChip tone={'since' in flip ? 'danger' : 'warning'}>
          {'since' in flip
            ? t('measured.crossed', { date: formatDate(flip.since) })
            : t('measured.isNear')}
        </StatusChip>
        <Text as="span" color="secondary" variant="body-small">
          {t('measured.flipAt', {
            value: formatMeasure(value, unit),
            threshold: formatMeasure(flip.threshold, unit),
          })}
        </Text>
        {answer && (
          <Sparkline points={answer.points} threshold={flip.threshold} />
        )}
      </div>
    </li>
  );
}

const urgency: MeasuredCondition['state'][] = ['reached', 'near', 'not-yet'];

/** What is due first comes first; what nothing measures is one folded line. */
function Conditions(props: { conditions: MeasuredCondition[] }) {
  const { conditions } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const known = urgency.flatMap(state =>
    conditions.filter(condition => condition.state === state),
  );
  const unknown = conditions.filter(({ state }) => state === 'not-measured');
  const shown = showsAll || known.length === 0 ? conditions : known;
  return (
    <>
      <ul className={styles.items}>
        {(showsAll ? [...known, ...unknown] : shown).map(condition => (
          <ConditionItem
            key={`${condition.from} ${condition.step} ${condition.text}`}
            condition={condition}
          />
        ))}
      </ul>
      {known.length > 0 && unknown.length > 0 && (
        <MoreButton
          isExpanded={showsAll}
          more={t('measured.notMeasuredConditions', { count: unknown.length })}
          fewer={t('measured.hideOthers')}
          onChange={setShowsAll}
        />
      )}
    </>
  );
}

function ConditionItem(props: { condition: MeasuredCondition }) {
  const { condition } = props;
  const { from, step, text, value, threshold, points = [] } = condition;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const share =
    value === undefined || !threshold
      ? undefined
      : Math.min(Math.max(value / threshold, 0), 1);
  return (
    <li className={styles.item}>
      <Text as="p">{text}</Text>
      <Text as="p" color="secondary" variant="body-small">
        {from === 'roadmap' && step
          ? t('measured.from.roadmap', { step })
          : t(
              from === 'roadmap'
                ? 'measured.from.roadmapStep'
                : `measured.from.${from}`,
            )}
      </Text>
      <div className={styles.line}>
        <ConditionState condition={condition} />
        {share !== undefined && (
          <span className={styles.way} aria-hidden>
            <span
              className={styles.done}
              style={{ inlineSize: `${share * 100}%` }}
            />
          </span>
        )}
        <Sparkline points={points} threshold={threshold} />
      </div>
    </li>
  );
}

/** A difference with what shows it: never a guess. */
function DriftItem(props: { drift: Drift }) {
  const { text, evidence } = props.drift;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <li className={styles.item}>
      <Text as="p">{text}</Text>
      <ul className={styles.evidence}>
        {evidence.map(({ text: seen, source }) => (
          <li key={`${seen} ${source}`}>
            {t('measured.evidence', {
              text: seen,
              source: <SourceText source={source} />,
            })}
          </li>
        ))}
      </ul>
    </li>
  );
}

function Others(props: { measurements: Measurement[] }) {
  const { measurements } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [isShown, setIsShown] = useState(false);
  const columns = useMeasurementColumns<Measurement>();
  return (
    <>
      <MoreButton
        isExpanded={isShown}
        more={t('measured.showOthers', { count: measurements.length })}
        fewer={t('measured.hideOthers')}
        onChange={setIsShown}
      />
      {isShown && (
        <DataTable
          isStackable
          label={t('measured.othersTitle')}
          rows={measurements}
          getKey={({ measure }) => measure}
          columns={[columns.title, columns.value, columns.trend, columns.asOf]}
        />
      )}
    </>
  );
}
