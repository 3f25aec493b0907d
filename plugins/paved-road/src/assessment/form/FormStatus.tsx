import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { formatDateTime, formatTime } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { DiscardButton } from './DiscardButton';

/** Where what is filled in is kept: only in this browser, or in the draft that everybody sees. */
export function FormStatus(props: {
  /** When changes were last kept in the browser; absent while there are none. */
  keptAt?: string;
  /** When the draft was last saved; absent while there is none. */
  savedAt?: string;
  /** Absent when there is another way to discard the changes. */
  onDiscard?: () => void;
}) {
  const { keptAt, savedAt, onDiscard } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const saved = savedAt && t('form.saved', { date: formatDateTime(savedAt) });
  return (
    <Flex align="center" gap="2">
      <Text as="p" color="secondary" variant="body-small">
        {keptAt
          ? [t('form.kept', { time: formatTime(keptAt) }), saved].join(' ')
          : saved}
      </Text>
      {keptAt && onDiscard && <DiscardButton onDiscard={onDiscard} />}
    </Flex>
  );
}
