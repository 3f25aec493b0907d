import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  Campaign,
  campaignManagePermission,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { MoreButton } from '../../components/MoreButton';
import { pavedRoadTranslationRef } from '../../translation';
import { CampaignDialog } from './CampaignDialog';
import styles from './CampaignsTab.module.css';
import { CampaignsSection } from './CampaignsSection';

/** The active campaigns, the next deadline first, and on demand those that have ended. */
export function CampaignList(props: {
  levelTitle: (level: string) => string;
  onCreated: (campaign: Campaign, text: string) => void;
}) {
  const { levelTitle, onCreated } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { allowed } = usePermission({ permission: campaignManagePermission });
  const [isCreating, setIsCreating] = useState(false);
  const [isEndedShown, setIsEndedShown] = useState(false);
  return (
    <Flex direction="column" gap="4">
      <Flex align="center" justify="between" gap="3" className={styles.header}>
        <Text as="p" color="secondary">
          {t('campaigns.intro')}
        </Text>
        {allowed && (
          <Button onPress={() => setIsCreating(true)}>
            {t('campaigns.begin')}
          </Button>
        )}
      </Flex>
      <CampaignsSection status="active" levelTitle={levelTitle} />
      <MoreButton
        isExpanded={isEndedShown}
        more={t('campaigns.showEnded')}
        fewer={t('campaigns.hideEnded')}
        onChange={setIsEndedShown}
      />
      {isEndedShown && (
        <CampaignsSection status="ended" levelTitle={levelTitle} />
      )}
      {isCreating && (
        <CampaignDialog
          onSaved={campaign => {
            setIsCreating(false);
            onCreated(
              campaign,
              t('campaigns.outcome.created', { title: campaign.title }),
            );
          }}
          onClose={() => setIsCreating(false)}
        />
      )}
    </Flex>
  );
}
