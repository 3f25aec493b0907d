import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { CheckResult, FactState } from '@paved-road/plugin-paved-road-common';
import { formatAge, formatDate } from '../components/formats';
import { pavedRoadTranslationRef } from '../translation';
import { CheckWaiver } from '../waivers';
import styles from './CheckDetails.module.css';
import { CheckStateChip } from './CheckStateChip';
import { FactLine } from './FactLine';
import { missingFact } from './missingFact';
import { RemediationText } from './RemediationText';

/**
 * One check with its state, its level, since when, the values that decided it, where they come from, and what to do
 * about it.
 */
export function CheckDetails(props: {
  result: CheckResult;
  /** Title of its level. */
  level: string;
  /** What the collectors know of the entity. */
  facts: FactState[];
}) {
  const { result, level, facts } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const missing = missingFact(result, facts);
  return (
    <Flex
      direction="column"
      gap="1"
      className={`${styles.check} ${styles[result.state]}`}
    >
      <Flex align="center" gap="2" className={styles.line}>
        <CheckStateChip state={result.state} />
        <Text as="span" weight="bold">
          {result.title}
        </Text>
        <Text as="span" variant="body-small">
          {t('scorecard.ofLevel', { level })}
        </Text>
        {result.since && (
          <Text as="span" color="secondary" variant="body-small">
            {t('scorecard.since', {
              date: formatDate(result.since),
              age: formatAge(result.since),
            })}
          </Text>
        )}
      </Flex>
      {result.state === 'unknown' && (
        <Text as="p">
          {missing
            ? t('scorecard.fact.needs', { fact: missing.title })
            : t('scorecard.unknown', { reason: result.reason })}
        </Text>
      )}
      {result.state === 'waived' && <CheckWaiver result={result} />}
      {(result.state === 'fail' || result.state === 'waived') && (
        <RemediationText remediation={result.remediation} />
      )}
      {result.state === 'fail' && <CheckWaiver result={result} />}
      {result.evidence.length > 0 && (
        <Text as="p" color="secondary" variant="body-small">
          {result.evidence
            .map(({ name, value }) => `${name}: ${value}`)
            .join(' · ')}
        </Text>
      )}
      {facts
        .filter(fact => result.facts.includes(fact.name) && fact !== missing)
        .map(fact => (
          <FactLine key={fact.name} fact={fact} />
        ))}
    </Flex>
  );
}
