import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { formatNumber, formatShare } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';

const shownAnswers = 3;

/** How sure the result is so far, and which answers would make it surer. */
export function ConfidenceText(props: { advice: Advice }) {
  const { confidence, recommendation } = props.advice;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  if (!confidence || recommendation.confidence === undefined) {
    return null;
  }
  const open = confidence.openAnswers.slice(0, shownAnswers);
  return (
    <Flex direction="column" gap="1">
      <Text as="p">
        {t('live.confidence', {
          share: formatShare(recommendation.confidence),
          draws: formatNumber(confidence.draws),
        })}
      </Text>
      {open.length > 0 && (
        <Text as="p" color="secondary" variant="body-small">
          {t('live.surer', { questions: open.map(titles.field).join('; ') })}
        </Text>
      )}
    </Flex>
  );
}
