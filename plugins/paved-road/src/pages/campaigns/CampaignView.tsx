import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { isNotFound } from '../../ui/components/ErrorAlert';
import { Flex, Link, Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { RiArrowLeftLine } from '@remixicon/react';
import { Campaign } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { isConflict } from '../../features/decision/ConflictAlert';
import { AsyncView } from '../../ui/components/AsyncView';
import { ConfirmDialog } from '../../ui/components/ConfirmDialog';
import { Section } from '../../ui/components/Section';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useFleetData } from '../../data/fleet/fleetData';
import { useCampaignsLink, useServicesLink } from '../../data/links/urlQueries';
import { RankedLevel } from '../../ui/levels';
import { campaignsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { BurnDownSection } from './BurnDownSection';
import { CampaignDialog } from './CampaignDialog';
import { CampaignFacts } from './CampaignFacts';
import styles from './campaigns.module.css';
import { CampaignTasks } from './CampaignTasks';
import { SmallButton } from '../../ui/components/SmallButton';
import { RemindOwners } from './RemindOwners';

/** A campaign with its goal, progress and tasks. */
export function CampaignView(props: {
  id: string;
  levelOf: (level: string) => RankedLevel;
  /** Called with a message after a successful action. */
  onOutcome: (text: string) => void;
}) {
  const { id, levelOf, onOutcome } = props;
  const t = useTexts(campaignsTexts);
  const campaign = useFleetData(['campaign', id], api => api.getCampaign(id));
  const campaignsLink = useCampaignsLink();
  return (
    <Flex direction="column" gap="4">
      <Link href={campaignsLink()} className={styles.back}>
        <RiArrowLeftLine size={16} aria-hidden />
        {t('campaigns.back')}
      </Link>
      {isNotFound(campaign.error) ? (
        <Notice
          role="alert"
          title={t('campaigns.unknown')}
          description={t('campaigns.unknownHelp')}
        />
      ) : (
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
      )}
    </Flex>
  );
}

function About(props: {
  campaign: Campaign;
  levelOf: (level: string) => RankedLevel;
  onOutcome: (text: string) => void;
  /** Called on a conflicting edit. */
  onOutdated: () => void;
}) {
  const { campaign, levelOf, onOutcome, onOutdated } = props;
  const { title, description, scope, targetLevel, progress } = campaign;
  const t = useTexts(campaignsTexts);
  const servicesLink = useServicesLink();
  const [dialog, setDialog] = useState<'edit' | 'end' | 'remind'>();
  const remaining = progress.total - progress.reached;
  const close = () => setDialog(undefined);
  return (
    <Section
      headingLevel="h2"
      title={title}
      actions={
        campaign.allowed.manage &&
        campaign.status === 'active' && (
          <Flex gap="2" style={{ flexWrap: 'wrap' }}>
            <SmallButton onPress={() => setDialog('remind')}>
              {t('campaigns.remind.action')}
            </SmallButton>
            <SmallButton onPress={() => setDialog('edit')}>
              {t('campaigns.edit')}
            </SmallButton>
            <SmallButton onPress={() => setDialog('end')}>
              {t('campaigns.end')}
            </SmallButton>
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
          {t('campaigns.createdBy', {
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
      {dialog === 'remind' && (
        <RemindOwners
          campaign={campaign}
          onReminded={owners => {
            close();
            onOutcome(t('campaigns.outcome.reminded', { count: owners }));
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

/** Asks before a campaign is ended. */
function EndCampaign(props: {
  campaign: Campaign;
  /** @param byOther - whether someone else ended it first */
  onEnded: (byOther: boolean) => void;
  /** Called on a conflicting edit, which the dialog reports. */
  onOutdated: () => void;
  onClose: () => void;
}) {
  const { campaign, onEnded, onOutdated, onClose } = props;
  const { id, etag, title } = campaign;
  const t = useTexts(campaignsTexts);
  const api = usePavedRoadApi();
  const ending = useAction(async () => {
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
  });
  return (
    <ConfirmDialog
      title={t('campaigns.ending.title', { title })}
      explanation={t('campaigns.ending.explanation')}
      confirm={t('campaigns.ending.confirm')}
      failed={t('campaigns.ending.failed')}
      isPending={ending.isPending}
      error={ending.error}
      onConfirm={() => void ending.run()}
      onClose={onClose}
    />
  );
}
