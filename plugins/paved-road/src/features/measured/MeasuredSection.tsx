import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import { Measured } from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../ui/components/AsyncView';
import { Section } from '../../ui/components/Section';
import { measuredTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './measured.module.css';
import { MeasuredAnswer } from './MeasuredAnswer';
import {
  AssumedNumbers,
  OtherNumbers,
  PredictedNumbers,
} from './MeasuredNumbers';
import {
  MeasuredConditions,
  MeasuredDrift,
  MeasuredFlips,
} from './MeasuredSigns';
import { CONNECT_URL } from './MeasuredStrip';
import { MeasuredState } from '../../data/assessments/useMeasured';

/** All measurements of a decision next to its inputs. */
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
  const t = useTexts(measuredTexts);
  return (
    <Section gap="2" title={t('measured.notMeasuredTitle')}>
      <Text as="p" color="secondary">
        {t('measured.connectHelp')}
      </Text>
      <Link href={CONNECT_URL}>{t('measured.connect')}</Link>
    </Section>
  );
}

function Details(props: { measured: Measured }) {
  const { measured } = props;
  const { answers, predictions, conditions, drift, others } = measured;
  const flips = measured.crossed.length + measured.near.length;
  return (
    <div className={styles.container}>
      <Flex direction="column" gap="3">
        <MeasuredAnswer measured={measured} />
        {answers.length > 0 && <AssumedNumbers measured={measured} />}
        {predictions.length > 0 && (
          <PredictedNumbers predictions={predictions} />
        )}
        <div className={styles.signs}>
          {flips + drift.length > 0 && (
            <Flex direction="column" gap="3">
              {flips > 0 && <MeasuredFlips measured={measured} />}
              {drift.length > 0 && <MeasuredDrift drift={drift} />}
            </Flex>
          )}
          {conditions.length > 0 && <MeasuredConditions measured={measured} />}
        </div>
        {others.length > 0 && <OtherNumbers measurements={others} />}
      </Flex>
    </div>
  );
}
