import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { AdviceComparison, Risk } from '@paved-road/plugin-paved-road-common';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './ComparisonView.module.css';

/** The risks and the limits that are new, and those that are gone. */
export function RiskChanges(props: { comparison: AdviceComparison }) {
  const { risks, patterns } = props.comparison;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const riskLine = ({ title, severity, subject }: Risk) =>
    t('compare.riskLine', {
      title,
      severity: t(`risks.severity.${severity}`),
      subject: t(`risks.subject.${subject.kind}`, {
        pattern: titles.pattern(subject.pattern),
      }),
    });
  const linesOf = (side: 'appeared' | 'gone') => [
    ...risks[side].map(riskLine),
    ...patterns.flatMap(({ pattern, vetoes }) =>
      vetoes[side].map(({ text }) =>
        t('compare.vetoLine', { pattern: titles.pattern(pattern), text }),
      ),
    ),
  ];
  const sides = (['appeared', 'gone'] as const)
    .map(side => ({ side, lines: linesOf(side) }))
    .filter(({ lines }) => lines.length > 0);
  return sides.length === 0 ? null : (
    <section aria-label={t('compare.risks')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('compare.risks')}
      </Text>
      <Flex direction="column" gap="2">
        {sides.map(({ side, lines }) => (
          <div key={side}>
            <Text as="p" color="secondary">
              {t(`compare.${side}`)}
            </Text>
            <ul className={styles.list} aria-label={t(`compare.${side}`)}>
              {lines.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ))}
      </Flex>
    </section>
  );
}
