import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ResponseError } from '@backstage/errors';
import { Alert, Button, Flex } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';

/** Says that somebody else has changed a campaign, and offers to load what it is now. */
export function CampaignConflict(props: {
  error: ResponseError;
  onReload: () => void;
}) {
  const { error, onReload } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Alert
      role="alert"
      icon
      status="warning"
      title={t('campaigns.conflict.title')}
      description={
        // Below the text, which has no room beside it in a narrow window.
        <Flex direction="column" align="start" gap="2">
          <span>
            {error.cause.message}. {t('campaigns.conflict.remedy')}
          </span>
          <Button size="small" variant="secondary" onPress={onReload}>
            {t('campaigns.conflict.reload')}
          </Button>
        </Flex>
      }
    />
  );
}
