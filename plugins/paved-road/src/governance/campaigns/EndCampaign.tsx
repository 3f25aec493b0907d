import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Campaign } from '@paved-road/plugin-paved-road-common';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../api';
import { isConflict } from '../../assessment/ConflictAlert';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { pavedRoadTranslationRef } from '../../translation';

/** Asks before a campaign is ended. */
export function EndCampaign(props: {
  campaign: Campaign;
  /** @param byOther - somebody else was faster */
  onEnded: (byOther: boolean) => void;
  /** Somebody else has changed it meanwhile; the dialog says so. */
  onOutdated: () => void;
  onClose: () => void;
}) {
  const { campaign, onEnded, onOutdated, onClose } = props;
  const { id, etag, title } = campaign;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const [ending, end] = useAsyncFn(async () => {
    try {
      await api.endCampaign(id, etag);
    } catch (error) {
      if (!(error instanceof Error && isConflict(error))) {
        throw error;
      }
      const { status } = await api.getCampaign(id);
      if (status !== 'ended') {
        onOutdated();
        throw error;
      }
      onEnded(true);
      return;
    }
    onEnded(false);
  }, [api, id, etag, onEnded, onOutdated]);
  return (
    <ConfirmDialog
      title={t('campaigns.ending.title', { title })}
      explanation={t('campaigns.ending.explanation')}
      confirm={t('campaigns.ending.confirm')}
      failed={t('campaigns.ending.failed')}
      isPending={ending.loading}
      error={ending.error}
      onConfirm={end}
      onClose={onClose}
    />
  );
}
