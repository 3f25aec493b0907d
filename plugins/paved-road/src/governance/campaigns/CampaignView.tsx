import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Link, Text } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import { Campaign } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { Section } from '../../components/Section';
import { TimeAgo } from '../../components/TimeAgo';
import { RankedLevel } from '../../levels';
import { pavedRoadTranslationRef } from '../../translation';
import checkStyles from '../checks/CheckView.module.css';
import { useServicesLink } from '../services/useServicesLink';
import { useFleetData } from '../useFleetData';
import { BurnDownSection } from './BurnDownSection';
import { CampaignDialog } from './CampaignDialog';
import { CampaignFacts } from './CampaignFacts';
import styles from './CampaignsTab.module.css';
import { CampaignTasks } from './CampaignTasks';
import { EndCampaign } from './EndCampaign';
import { useCampaignsLink } from './useCampaignsLink';

/** One campaign: what it is for, how far it is, and who has what to do. */
export function CampaignView(props: {
  id: string;
  levelOf: (level: string) => RankedLevel;
  /** Something was done, and this says what. */
  onOutcome: (text: string) => void;
}) {
  const { id, levelOf, onOutcome } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const campaign = useFleetData(() => api.getCampaign(id), [api, id]);
  const campaignsLink = useCampaignsLink();
  return (
    <Flex direction="column" gap="4">
      <Link href={campaignsLink()} className={checkStyles.back}>
        <RiArrowLeftLine size={16} aria-hidden />
        {t('campaigns.back')}
      </Link>
      <AsyncView state={campaign}>
        {found => (
          <Flex direction="column" gap="4">
            <About
              campaign={found}
              levelOf={levelOf}
              onOutcome={text => {
                campaign.retry();
                onOutcome(text);
              }}
              onOutdated={campaign.retry}
            />
            <BurnDownSection
              campaign={found}
              levelTitle={level => levelOf(level).title}
            />
            <CampaignTasks campaign={found} levelOf={levelOf} />
          </Flex>
        )}
      </AsyncView>
    </Flex>
  );
}

function About(props: {
  campaign: Campaign;
  levelOf: (level: string) => RankedLevel;
  onOutcome: (text: string) => void;
  /** Somebody else has changed it meanwhile. */
  onOutdated: () => void;
}) {
  const { campaign, levelOf, onOutcome, onOutdated } = props;
  const { title, description, scope, targetLevel, progress } = campaign;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  const [dialog, setDialog] = useState<'edit' | 'end'>();
  const remaining = progress.total - progress.reached;
  const close = () => setDialog(undefined);
  return (
    <Section
      headingLevel="h2"
      title={title}
      actions={
        campaign.allowed.manage &&
        campaign.status === 'active' && (
          <Flex gap="2">
            <Button
              size="small"
              variant="secondary"
              onPress={() => setDialog('edit')}
            >
              {t('campaigns.edit')}
            </Button>
            <Button
              size="small"
              variant="secondary"
              onPress={() => setDialog('end')}
            >
              {t('campaigns.end')}
            </Button>
          </Flex>
        )
      }
    >
      <Flex direction="column" gap="3">
        {description && (
          <Text as="p" className={styles.text}>
            {description}
          </Text>
        )}
        <CampaignFacts
          campaign={campaign}
          levelTitle={level => levelOf(level).title}
        />
        {remaining > 0 && (
          <div>
            <Link href={servicesLink({ ...scope, below: targetLevel })}>
              {t('campaigns.remaining', {
                count: remaining,
                level: levelOf(targetLevel).title,
              })}
            </Link>
          </div>
        )}
        <Text as="p" color="secondary" variant="body-small">
          {t('campaigns.begunBy', {
            actor: <EntityRefLink entityRef={campaign.createdBy} />,
            age: <TimeAgo at={campaign.createdAt} />,
          })}
        </Text>
      </Flex>
      {dialog === 'edit' && (
        <CampaignDialog
          campaign={campaign}
          onSaved={() => {
            close();
            onOutcome(t('campaigns.outcome.changed'));
          }}
          onOutdated={() => {
            close();
            onOutcome(t('campaigns.outcome.reloaded'));
          }}
          onClose={close}
        />
      )}
      {dialog === 'end' && (
        <EndCampaign
          campaign={campaign}
          onEnded={byOther => {
            close();
            onOutcome(
              t(
                byOther
                  ? 'campaigns.outcome.endedByOther'
                  : 'campaigns.outcome.ended',
              ),
            );
          }}
          onOutdated={onOutdated}
          onClose={close}
        />
      )}
    </Section>
  );
}
