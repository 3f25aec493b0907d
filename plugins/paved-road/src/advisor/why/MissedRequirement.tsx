import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';

/** Why a pattern ranks behind one with a lower fit. */
export function MissedRequirement() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Text as="span" color="secondary" variant="body-small">
      {t('ranking.missesRequirement')}
    </Text>
  );
}
