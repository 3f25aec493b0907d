import { Card, CardBody, Link, Skeleton, Text } from '@backstage/ui';
import { Measured, Standing } from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import { StandingBadge } from '../decision/StandingBadge';
import { canBeMeasured } from '../decision/standing';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import {
  formatBesideOther,
  formatDate,
  formatDeviation,
  formatMeasure,
} from '../../ui/formats';
import section from '../../ui/components/Section.module.css';
import { measuredTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './measured.module.css';
import { MeasuredScale, computeScaleDecades } from './MeasuredScale';
import {
  Cause,
  findCause,
  listMeasurements,
  predictionOff,
} from './measuredStory';
import { SmallButton } from '../../ui/components/SmallButton';
import { MeasuredState } from '../../data/assessments/useMeasured';

/** The guide to connecting a source. */
export const CONNECT_URL =
  'https://github.com/paved-road/paved-road/blob/main/docs/guides/measure.md';

/** Time of the newest measurement. */
const latestObservedAt = (measured: Measured): string =>
  listMeasurements(measured)
    .map(({ observedAt }) => observedAt)
    .toSorted()
    .at(-1) ?? measured.at;

/** The standing of an approved decision beside the measured number behind it. */
export function MeasuredStrip(props: {
  state: MeasuredState;
  standing: Standing | undefined;
  /** Opens the measurements. */
  onShow: () => void;
}) {
  const { state, standing, onShow } = props;
  const t = useTexts(measuredTexts);
  const headingId = useId();
  const { value: measured, error, loading, retry } = state;
  if (!measured) {
    return error && !loading ? (
      <ErrorAlert error={error} title={t('measured.failed')} onRetry={retry} />
    ) : (
      <Card className={section.section}>
        <CardBody className={styles.card}>
          <div role="status" aria-label={t('measured.loading')}>
            <Skeleton width="60%" height={32} />
          </div>
        </CardBody>
      </Card>
    );
  }
  const isMeasured = measured.status !== 'not-measured';
  const cause = isMeasured ? findCause(measured, standing) : undefined;
  return (
    <Card role="region" aria-labelledby={headingId} className={section.section}>
      <CardBody className={styles.card}>
        <div className={styles.container}>
          <div className={styles.strip}>
            <div className={styles.head}>
              <Text as="h3" id={headingId} variant="body-medium" weight="bold">
                {t('measured.title')}
              </Text>
              {isMeasured && <StandingBadge standing={standing} />}
            </div>
            <div className={styles.words}>
              {cause && <CausePicture cause={cause} />}
              <MeasuredSentence
                measured={measured}
                standing={standing}
                cause={cause}
              />
            </div>
            <div className={styles.actions}>
              {isMeasured || measured.others.length > 0 ? (
                <SmallButton onPress={onShow}>{t('measured.show')}</SmallButton>
              ) : (
                <Link href={CONNECT_URL}>{t('measured.connect')}</Link>
              )}
            </div>
          </div>
        </div>
      </CardBody>
    </Card>
  );
}

function CausePicture(props: { cause: Cause }) {
  const { answer, value, threshold } = props.cause;
  const expected = answer?.assumed;
  return value === undefined ? null : (
    <div className={styles.picture}>
      <MeasuredScale
        expected={expected}
        measured={value}
        threshold={threshold}
        reach={computeScaleDecades([[expected ?? threshold, value, threshold]])}
      />
    </div>
  );
}

/** The number behind the standing, or how many support the decision, and the caveats. */
function MeasuredSentence(props: {
  measured: Measured;
  standing: Standing | undefined;
  cause: Cause | undefined;
}) {
  const { measured, standing, cause } = props;
  const t = useTexts(measuredTexts);
  const numbers = listMeasurements(measured);
  const failing = numbers.filter(
    ({ failing: reason }) => reason !== undefined,
  ).length;
  const off = canBeMeasured(standing) ? undefined : predictionOff(measured);
  const count = {
    count: numbers.length,
    date: formatDate(latestObservedAt(measured)),
  };
  const supportText = () => {
    if (measured.status === 'not-measured') {
      return t('measured.notMeasured');
    }
    if (measured.status !== 'holds' || canBeMeasured(standing)) {
      return t('measured.numbers', count);
    }
    return failing === numbers.length
      ? t('measured.held', count)
      : t('measured.holds', count);
  };
  return (
    <Text>
      {[
        ...(cause ? causeTexts(cause) : [supportText()]),
        off &&
          t('measured.predictionOff', {
            title: off.title,
            error: formatDeviation(off.error),
          }),
        failing > 0 &&
          (failing === numbers.length
            ? t('measured.allDown')
            : t('measured.sourceDown', { count: failing })),
        measured.drift.length > 0 &&
          `${t('measured.drift', { count: measured.drift.length })}.`,
      ]
        .filter(Boolean)
        .join(' ')}
    </Text>
  );

  function causeTexts({ answer, since, beforeApproval }: Cause) {
    return [
      answer &&
        t(
          answer.assumed === undefined
            ? 'measured.becauseOpen'
            : 'measured.because',
          {
            title: answer.title,
            value: formatMeasure(answer.value, answer.unit),
            assumed: formatBesideOther(answer.assumed ?? 0, answer.unit),
          },
        ),
      beforeApproval && t('measured.known'),
      since &&
        !beforeApproval &&
        t('measured.since', { date: formatDate(since) }),
    ];
  }
}
