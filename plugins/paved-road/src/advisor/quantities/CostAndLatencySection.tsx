import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { formatShortNumber } from '../components/formats';
import { Section } from '../components/Section';
import { pavedRoadTranslationRef } from '../translation';
import { AssumptionList } from './AssumptionList';
import { CostTable } from './CostTable';
import { LatencyTable } from './LatencyTable';

/** What each pattern costs and how fast it answers, and what these numbers rest on. */
export function CostAndLatencySection(props: { advice: Advice }) {
  const { advice } = props;
  const { breakEvenRequestsPerMonth } = advice.cost;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section title={t('quantities.title')}>
      <Flex direction="column" gap="4">
        <CostTable advice={advice} />
        {breakEvenRequestsPerMonth !== undefined && (
          <Text as="p">
            {t('cost.breakEven', {
              requests: formatShortNumber(breakEvenRequestsPerMonth),
            })}
          </Text>
        )}
        <LatencyTable advice={advice} />
        {advice.assumptions.length > 0 && (
          <AssumptionList assumptions={advice.assumptions} />
        )}
      </Flex>
    </Section>
  );
}
