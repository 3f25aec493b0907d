import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { announcementOf } from './announcementOf';
import { DefensiblePatterns } from './DefensiblePatterns';
import { useAnnouncementText } from './useAnnouncementText';

/** What a result comes to: a pattern, two that can be defended, or that the answers are not enough. */
export function Headline(props: { advice: Advice }) {
  const { advice } = props;
  const announcementText = useAnnouncementText();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { kind } = announcementOf(advice);
  return (
    <>
      <Text as="p" variant="title-x-small" weight="bold">
        {announcementText(advice)}
      </Text>
      {kind === 'one' && <Text as="p">{advice.recommendation.text}</Text>}
      {kind === 'either' && <Text as="p">{t('verdict.defensible')}</Text>}
      <DefensiblePatterns advice={advice} />
    </>
  );
}
