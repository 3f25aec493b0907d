import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { Waiver } from '@paved-road/plugin-paved-road-common';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../../api';
import { formatDate } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './WaiverTable.module.css';

/** The waiver that one continues, and the request that continues it. */
export function RenewalChain(props: {
  waiver: Waiver;
  onShow: (id: string) => void;
}) {
  const { waiver, onShow } = props;
  const { renews, renewedBy } = waiver;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      {renews && (
        <ChainLink
          id={renews}
          text="renews"
          action={t('waivers.details.showEarlier')}
          onShow={onShow}
        />
      )}
      {renewedBy && (
        <ChainLink
          id={renewedBy}
          text="renewedBy"
          action={t('waivers.details.showNewer')}
          onShow={onShow}
        />
      )}
    </>
  );
}

function ChainLink(props: {
  id: string;
  text: 'renews' | 'renewedBy';
  action: string;
  onShow: (id: string) => void;
}) {
  const { id, text, action, onShow } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const { value: other } = useAsync(() => api.getWaiver(id), [api, id]);
  return (
    <Flex align="center" gap="2" className={styles.line}>
      <Text as="span">
        {other
          ? t(`waivers.details.${text}`, {
              date: formatDate(other.expiresAt),
              status: t(`waivers.status.${other.status}`),
            })
          : t(`waivers.details.${text}Any`)}
      </Text>
      <Button size="small" variant="tertiary" onPress={() => onShow(id)}>
        {action}
      </Button>
    </Flex>
  );
}
