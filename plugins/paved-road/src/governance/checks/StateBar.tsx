import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { CheckState, StateCounts } from '@paved-road/plugin-paved-road-common';
import { formatNumber, formatShare } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { passRate } from './fleetChecks';
import styles from './StateBar.module.css';

const shown = [
  'pass',
  'waived',
  'unknown',
  'fail',
] as const satisfies CheckState[];

/** The pass rate of a check, and what the other services come to. */
export function StateBar(props: { states: StateCounts }) {
  const { states } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const rate = passRate(states);
  if (rate === undefined) {
    return (
      <Text as="span" color="secondary" variant="body-small">
        {t('checks.appliesToNone')}
      </Text>
    );
  }
  const present = shown.filter(state => states[state] > 0);
  const label = present
    .map(state =>
      t('checks.resultCount', {
        number: formatNumber(states[state]),
        state: t(`scorecard.state.${state}`),
      }),
    )
    .join(', ');
  return (
    <span className={styles.line}>
      <span className={styles.bar} role="img" aria-label={label} title={label}>
        {present.map(state => (
          <span
            key={state}
            className={styles[state]}
            style={{ flexGrow: states[state] }}
          />
        ))}
      </span>
      <span className={styles.rate}>{formatShare(rate)}</span>
    </span>
  );
}
