import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Advice, Pattern } from '@paved-road/plugin-paved-road-common';
import { Section } from '../components/Section';
import { pavedRoadTranslationRef } from '../translation';
import { DriverBars } from './DriverBars';
import { MarginText } from './MarginText';
import { RankingBars } from './RankingBars';
import { patternTitle } from './titles';
import { Vetoes } from './Vetoes';

/** Why the recommended pattern is recommended and not the next best one. */
export function WhySection(props: {
  advice: Advice;
  /** What was decided, which may not be what is recommended. */
  decided?: Pattern;
}) {
  const { advice, decided } = props;
  const { pattern, core, runnerUp, text } = advice.recommendation;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const winner = patternTitle(core);
  return (
    <Section
      title={
        runnerUp
          ? t('why.title', { winner, runnerUp: patternTitle(runnerUp) })
          : t('why.titleAlone', { winner })
      }
    >
      <Flex direction="column" gap="4">
        <Text as="p">{text}</Text>
        {decided && decided !== pattern && (
          <Text as="p" color="secondary">
            {t('why.override', { decided: patternTitle(decided) })}
          </Text>
        )}
        <RankingBars advice={advice} />
        <MarginText advice={advice} />
        {runnerUp && <DriverBars drivers={advice.drivers} />}
        <Vetoes ranking={advice.ranking} />
      </Flex>
    </Section>
  );
}
