import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { AssumptionList } from './AssumptionList';
import { CostCurve } from './CostCurve';
import { CostTable } from './CostTable';
import { LatencyBars } from './LatencyBars';
import { LatencyTable } from './LatencyTable';

/** What each pattern costs and how fast it answers, and what these numbers rest on. */
export function CostAndLatencySection(props: {
  advice: Advice;
  /** Today's requests a month; absent while they are not known. */
  volume?: number;
  /** Opens the assumptions for a change. */
  onChangeAssumptions?: () => void;
}) {
  const { advice, volume, onChangeAssumptions } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section
      title={t('quantities.title')}
      actions={
        onChangeAssumptions && (
          <Button size="small" variant="tertiary" onPress={onChangeAssumptions}>
            {t('quantities.assumptions')}
          </Button>
        )
      }
    >
      <Flex direction="column" gap="4">
        <CostCurve advice={advice} volume={volume} />
        <CostTable advice={advice} />
        <LatencyBars advice={advice} />
        <LatencyTable advice={advice} />
        {advice.assumptions.length > 0 && (
          <AssumptionList assumptions={advice.assumptions} />
        )}
      </Flex>
    </Section>
  );
}
