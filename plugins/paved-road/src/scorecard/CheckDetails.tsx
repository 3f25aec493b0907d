import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { CheckResult, Remediation } from '@paved-road/plugin-paved-road-common';
import { formatAge, formatDate } from '../components/formats';
import { pavedRoadTranslationRef } from '../translation';
import { CheckStateChip } from './CheckStateChip';
import styles from './CheckDetails.module.css';

/** One check with its state, since when, the values that decided it, and what to do about it. */
export function CheckDetails(props: { result: CheckResult }) {
  const { result } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="1">
      <Flex align="center" gap="2" className={styles.line}>
        <CheckStateChip state={result.state} />
        <Text as="span" weight="bold">
          {result.title}
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
        <Text as="p">{t('scorecard.unknown', { reason: result.reason })}</Text>
      )}
      {result.state === 'waived' && (
        <Text as="p">
          {t('scorecard.waived', {
            reason: result.waiver.reason,
            approver: <EntityRefLink entityRef={result.waiver.approvedBy} />,
            date: formatDate(result.waiver.expiresAt),
          })}
        </Text>
      )}
      {result.evidence.length > 0 && (
        <Text as="p" color="secondary" variant="body-small">
          {result.evidence
            .map(({ name, value }) => `${name}: ${value}`)
            .join(' · ')}
        </Text>
      )}
      {result.state === 'fail' && <Fix remediation={result.remediation} />}
    </Flex>
  );
}

function Fix(props: { remediation: Remediation }) {
  const { text, link, template } = props.remediation;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Text as="p">
      {t('scorecard.fix', { text })}{' '}
      {link && (
        <Link href={link.url} color="info">
          {link.title}
        </Link>
      )}
      {link && template && ' · '}
      {template && (
        <EntityRefLink entityRef={template} defaultKind="template">
          {t('scorecard.runTemplate')}
        </EntityRefLink>
      )}
    </Text>
  );
}
