import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { DefensiblePatterns } from './DefensiblePatterns';
import { useAnnouncementText } from './useAnnouncementText';

/** What a result comes to: a pattern, two that can be defended, or that the answers are not enough. */
export function Headline(props: { advice: Advice }) {
  const { advice } = props;
  const announcementText = useAnnouncementText();
  return (
    <>
      <Text as="p" variant="title-x-small" weight="bold">
        {announcementText(advice)}
      </Text>
      <Text as="p">{advice.recommendation.text}</Text>
      <DefensiblePatterns advice={advice} />
    </>
  );
}
