import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Advice, Pattern } from '@paved-road/plugin-paved-road-common';
import { Section } from '../../components/Section';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { announcementOf } from '../verdict/announcementOf';
import { DefensiblePatterns } from '../verdict/DefensiblePatterns';
import { DriverBars } from './DriverBars';
import { MarginText } from './MarginText';
import { Notices } from './Notices';
import { TradeOffs } from './TradeOffs';
import { Vetoes } from './Vetoes';

/** Why the recommended pattern is recommended and not the next best one, or why none is. */
export function WhySection(props: {
  advice: Advice;
  /** What was decided, which may not be what is recommended. */
  decided?: Pattern;
}) {
  const { advice, decided } = props;
  const { pattern, core, runnerUp, text } = advice.recommendation;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { kind } = announcementOf(advice);
  const patterns = {
    winner: titles.pattern(core),
    runnerUp: runnerUp ? titles.pattern(runnerUp) : '',
  };
  const title = {
    one: t(runnerUp ? 'why.title' : 'why.titleAlone', patterns),
    either: t('why.either', { ...patterns, winner: titles.pattern(pattern) }),
    none: t('why.none'),
  }[kind];
  return (
    <Section title={title}>
      <Flex direction="column" gap="4">
        <Text as="p">{text}</Text>
        {kind === 'one' && decided && decided !== pattern && (
          <Text as="p" color="secondary">
            {t('why.override', { decided: titles.pattern(decided) })}
          </Text>
        )}
        <DefensiblePatterns advice={advice} />
        {kind === 'either' && (
          <Text as="p" color="secondary" variant="body-small">
            {t('drivers.sides', patterns)}
          </Text>
        )}
        {kind !== 'none' && runnerUp && (
          <DriverBars
            drivers={advice.drivers}
            sides={kind === 'either' ? [core, runnerUp] : undefined}
          />
        )}
        <MarginText advice={advice} />
        {kind !== 'none' && <TradeOffs advice={advice} />}
        <Vetoes ranking={advice.ranking} />
        <Notices notices={advice.notices} />
      </Flex>
    </Section>
  );
}
