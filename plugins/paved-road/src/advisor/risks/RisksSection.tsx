import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Risk } from '@paved-road/plugin-paved-road-common';
import { Section } from '../../components/Section';
import { SeverityChip } from '../../components/SeverityChip';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './RisksSection.module.css';

/** The failure patterns that the workload runs into, with evidence and what helps. */
export function RisksSection(props: { risks: Risk[] }) {
  const { risks } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section title={t('risks.title')}>
      {risks.length === 0 ? (
        <Text as="p">{t('risks.none')}</Text>
      ) : (
        <ul className={styles.risks}>
          {risks.map(risk => (
            <li key={`${risk.id} ${risk.subject.kind} ${risk.subject.pattern}`}>
              <RiskDetails risk={risk} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function RiskDetails(props: { risk: Risk }) {
  const { severity, title, subject, evidence, mitigations } = props.risk;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      <div className={styles.line}>
        <SeverityChip severity={severity} />
        <Text as="h4" variant="body-medium" weight="bold">
          {title}
        </Text>
        <Text as="span" color="secondary" variant="body-small">
          {t(`risks.subject.${subject.kind}`, {
            pattern: titles.pattern(subject.pattern),
          })}
        </Text>
      </div>
      <ul className={styles.list} aria-label={t('risks.evidence')}>
        {evidence.map(({ field, text }) => (
          <li key={`${field} ${text}`}>{text}</li>
        ))}
      </ul>
      {mitigations.length > 0 && (
        <>
          <Text as="p" color="secondary" variant="body-small">
            {t('risks.mitigations')}
          </Text>
          <ul className={styles.list} aria-label={t('risks.mitigations')}>
            {mitigations.map(mitigation => (
              <li key={mitigation}>{mitigation}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
