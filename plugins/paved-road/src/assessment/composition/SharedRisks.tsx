import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  SharedRisk,
  SystemComponent,
} from '@paved-road/plugin-paved-road-common';
import { SeverityChip } from '../../components/SeverityChip';
import { pavedRoadTranslationRef } from '../../translation';
import { componentTitle } from './componentTitle';
import styles from './SharedRisks.module.css';

/** Failure patterns that components of a system share, with evidence and what helps. */
export function SharedRisks(props: {
  risks: SharedRisk[];
  components: SystemComponent[];
}) {
  const { risks, components } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <section aria-label={t('composition.risks')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('composition.risks')}
      </Text>
      {risks.length === 0 ? (
        <Text as="p">{t('composition.noRisks')}</Text>
      ) : (
        <ul className={styles.risks}>
          {risks.map(risk => (
            <li key={risk.id}>
              <Flex gap="2" align="center" className={styles.line}>
                <SeverityChip severity={risk.severity} />
                <Text as="h4" variant="body-medium" weight="bold">
                  {risk.title}
                </Text>
              </Flex>
              <Text as="p" color="secondary">
                {t('composition.affected', {
                  components: risk.components
                    .map(ref => componentTitle(components, ref))
                    .join(', '),
                })}
              </Text>
              <ul className={styles.list} aria-label={t('risks.evidence')}>
                {risk.evidence.map(text => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
              {risk.mitigations.length > 0 && (
                <>
                  <Text as="p" color="secondary" variant="body-small">
                    {t('risks.mitigations')}
                  </Text>
                  <ul
                    className={styles.list}
                    aria-label={t('risks.mitigations')}
                  >
                    {risk.mitigations.map(text => (
                      <li key={text}>{text}</li>
                    ))}
                  </ul>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
