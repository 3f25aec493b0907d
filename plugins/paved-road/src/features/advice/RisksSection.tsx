import { Text } from '@backstage/ui';
import { Risk, SharedRisk } from '@paved-road/plugin-paved-road-common';
import { Section } from '../../ui/components/Section';
import { SeverityChip } from '../../ui/components/SeverityChip';
import { useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { PlainList, Row, TextList } from '../../ui/components/Layout';

const riskKey = ({ id, subject }: Risk) =>
  `${id} ${subject.placement ?? subject.pattern}`;

/** The failure patterns of the workload, with evidence and countermeasures. */
export function RisksSection(props: {
  risks: Risk[];
  /** Whether a pattern is recommended; otherwise risks refer to the leading pattern. */
  hasRecommendation?: boolean;
}) {
  const { risks, hasRecommendation = true } = props;
  const t = useTexts(advisorTexts);
  return (
    <Section title={t('risks.title')}>
      {risks.length === 0 ? (
        <Text as="p">{t('risks.none')}</Text>
      ) : (
        <PlainList gap="4">
          {[...Map.groupBy(risks, riskKey)].map(([key, same]) => (
            <li key={key}>
              <RiskDetails risks={same} hasRecommendation={hasRecommendation} />
            </li>
          ))}
        </PlainList>
      )}
    </Section>
  );
}

function RiskDetails(props: { risks: Risk[]; hasRecommendation: boolean }) {
  const { risks, hasRecommendation } = props;
  const [{ severity, title, mitigations }] = risks;
  const evidence = [
    ...new Set(risks.flatMap(risk => risk.evidence.map(({ text }) => text))),
  ];
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  return (
    <>
      <Row>
        <SeverityChip severity={severity} />
        <Text as="h4" variant="body-medium" weight="bold">
          {title}
        </Text>
        <Text color="secondary" variant="body-small">
          {risks
            .map(({ subject }) =>
              t(
                subject.kind === 'recommended' && !hasRecommendation
                  ? 'risks.subject.ahead'
                  : `risks.subject.${subject.kind}`,
                {
                  pattern: titles.subject(subject.placement ?? subject.pattern),
                },
              ),
            )
            .join(' · ')}
        </Text>
      </Row>
      <RiskBasis evidence={evidence} mitigations={mitigations} />
    </>
  );
}

/** The evidence of a risk and the measures against it. */
export function RiskBasis(props: Pick<SharedRisk, 'evidence' | 'mitigations'>) {
  const { evidence, mitigations } = props;
  const t = useTexts(advisorTexts);
  return (
    <>
      <TextList aria-label={t('risks.evidence')} texts={evidence} />
      {mitigations.length > 0 && (
        <>
          <Text as="p" color="secondary" variant="body-small">
            {t('risks.mitigations')}
          </Text>
          <TextList aria-label={t('risks.mitigations')} texts={mitigations} />
        </>
      )}
    </>
  );
}
