import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ErrorAlert } from '../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../translation';
import { useEntityWaivers } from './EntityWaivers';

/** Says who can ask for a waiver to those who cannot, or why nobody can for now. */
export function WaiverHint(props: {
  /** Whether there is a check to ask for. */
  isFailing: boolean;
}) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { error, retry, value } = useEntityWaivers();
  if (error && !value) {
    return (
      <ErrorAlert
        error={error}
        title={t('waivers.loadFailed')}
        onRetry={retry}
      />
    );
  }
  return props.isFailing && value && !value.options.allowed ? (
    <Text as="p" color="secondary" variant="body-small">
      {t('waivers.hint')}
    </Text>
  ) : null;
}
