import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ScorecardSummary } from '@paved-road/plugin-paved-road-common';
import { CheckStateChip } from '../../scorecard';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './ServicesTable.module.css';

/** More would make the rows high. */
const NAMED_CHECKS = 2;

/** What fails, by name; how many could not be evaluated or are waived, by number. */
export function OpenChecks(props: { service: ScorecardSummary }) {
  const { failing, counts } = props.service;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const shown = failing.slice(0, NAMED_CHECKS);
  const more = counts.fail - shown.length;
  if (counts.fail + counts.unknown + counts.waived === 0) {
    return null;
  }
  return (
    <span className={styles.open}>
      {counts.fail > 0 && (
        <Text as="span" variant="body-small">
          {shown.map(({ title }) => title).join(', ')}
          {more > 0 && ` ${t('services.moreFailing', { count: more })}`}
        </Text>
      )}
      {(['unknown', 'waived'] as const)
        .filter(state => counts[state] > 0)
        .map(state => (
          <CheckStateChip key={state} state={state} count={counts[state]} />
        ))}
    </span>
  );
}
