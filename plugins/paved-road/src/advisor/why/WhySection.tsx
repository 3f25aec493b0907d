import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Advice, Pattern } from '@paved-road/plugin-paved-road-common';
import { Section } from '../../components/Section';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { DriverBars } from './DriverBars';
import { MarginText } from './MarginText';
import { Notices } from './Notices';
import { TradeOffs } from './TradeOffs';
import { Vetoes } from './Vetoes';

/** Why the recommended pattern is recommended and not the next best one. */
export function WhySection(props: {
  advice: Advice;
  /** What was decided, which may not be what is recommended. */
  decided?: Pattern;
}) {
  const { advice, decided } = props;
  const { pattern, core, runnerUp, text } = advice.recommendation;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const winner = titles.pattern(core);
  return (
    <Section
      title={
        runnerUp
          ? t('why.title', { winner, runnerUp: titles.pattern(runnerUp) })
          : t('why.titleAlone', { winner })
      }
    >
      <Flex direction="column" gap="4">
        <Text as="p">{text}</Text>
        {decided && decided !== pattern && (
          <Text as="p" color="secondary">
            {t('why.override', { decided: titles.pattern(decided) })}
          </Text>
        )}
        {runnerUp && <DriverBars drivers={advice.drivers} />}
        <MarginText advice={advice} />
        <TradeOffs advice={advice} />
        <Vetoes ranking={advice.ranking} />
        <Notices notices={advice.notices} />
      </Flex>
    </Section>
  );
}
