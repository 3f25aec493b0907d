import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Text } from '@backstage/ui';
import {
  Campaign,
  CampaignReminder,
} from '@paved-road/plugin-paved-road-common';
import { Fragment } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { useData } from '../../data/queries/useData';
import { AsyncView } from '../../ui/components/AsyncView';
import { Dialog } from '../../ui/components/Dialog';
import { formatDate, formatNumber } from '../../ui/formats';
import { useTexts } from '../../ui/texts/useTexts';
import { campaignsTexts } from './texts';

/** Owners that fit in the dialog. */
const SHOWN = 10;

/** Shows the recipients of a reminder, and sends it. */
export function RemindOwners(props: {
  campaign: Campaign;
  /** Called with the number of notified owners. */
  onReminded: (owners: number) => void;
  onClose: () => void;
}) {
  const { campaign, onReminded, onClose } = props;
  const { id, etag, title } = campaign;
  const t = useTexts(campaignsTexts);
  const api = usePavedRoadApi();
  const reminder = useData(['campaignReminder', id, etag], () =>
    api.previewReminder(id),
  );
  const { owners = [], nextAt } = reminder.value ?? {};
  const remind = useAction(async () => {
    await api.remindOwners(id, etag);
    onReminded(owners.length);
  });
  return (
    <Dialog
      title={t('campaigns.remind.title', { title })}
      actions={
        <Button
          isDisabled={
            reminder.loading || owners.length === 0 || nextAt !== undefined
          }
          isPending={remind.isPending}
          onPress={() => remind.run()}
        >
          {owners.length > 0
            ? t('campaigns.remind.confirm', { count: owners.length })
            : t('campaigns.remind.action')}
        </Button>
      }
      error={remind.error}
      failed={t('campaigns.remind.failed')}
      onClose={onClose}
    >
      <AsyncView state={reminder}>
        {found => <Preview reminder={found} />}
      </AsyncView>
    </Dialog>
  );
}

function Preview(props: { reminder: CampaignReminder }) {
  const { owners, withoutOwner, nextAt } = props.reminder;
  const t = useTexts(campaignsTexts);
  if (nextAt) {
    return (
      <Text as="p">
        {t('campaigns.remind.later', { date: formatDate(nextAt) })}
      </Text>
    );
  }
  return (
    <>
      <Text as="p">
        {owners.length === 0
          ? t('campaigns.remind.nobody')
          : t('campaigns.remind.explanation')}
      </Text>
      {owners.length > 0 && (
        <Text as="p">
          {owners.slice(0, SHOWN).map(({ owner, services }, index) => (
            <Fragment key={owner}>
              {index > 0 && ' · '}
              <EntityRefLink
                entityRef={owner}
                defaultKind="group"
                hideIcon
              />{' '}
              {formatNumber(services)}
            </Fragment>
          ))}
          {owners.length > SHOWN &&
            ` · ${t('campaigns.remind.more', { count: owners.length - SHOWN })}`}
        </Text>
      )}
      {withoutOwner > 0 && (
        <Text as="p" color="secondary">
          {t('campaigns.remind.withoutOwner', { count: withoutOwner })}
        </Text>
      )}
    </>
  );
}
