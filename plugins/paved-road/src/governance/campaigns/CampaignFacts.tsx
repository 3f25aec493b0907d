import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Campaign } from '@paved-road/plugin-paved-road-common';
import { formatDate } from '../../components/formats';
import { StatusChip, Tone } from '../../components/StatusChip';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './CampaignFacts.module.css';
import { CampaignProgress } from './CampaignProgress';
import { dueDays } from './dueDays';
import { useDueText } from './useDueText';
import { useScopeText } from './useScopeText';

/** Days before its end from which a campaign is said to be due soon. */
const SOON = 14;

/** What a campaign wants by when, of which services, and how far it is. */
export function CampaignFacts(props: {
  campaign: Campaign;
  levelTitle: (level: string) => string;
}) {
  const { campaign, levelTitle } = props;
  const { scope, dueOn, targetLevel, endedAt } = campaign;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const scopeText = useScopeText(scope);
  return (
    <div className={styles.facts}>
      <div className={styles.line}>
        <Text as="span">
          {endedAt === undefined
            ? t('campaigns.goal', {
                level: levelTitle(targetLevel),
                date: formatDate(dueOn),
              })
            : t('campaigns.goalEnded', {
                date: formatDate(endedAt),
                level: levelTitle(targetLevel),
                due: formatDate(dueOn),
              })}
        </Text>
        {endedAt === undefined && <DueChip campaign={campaign} />}
      </div>
      <Text as="p" color="secondary" className={styles.text}>
        {scopeText}
      </Text>
      <CampaignProgress campaign={campaign} levelTitle={levelTitle} />
    </div>
  );
}

function DueChip(props: { campaign: Campaign }) {
  const { dueOn, progress } = props.campaign;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const dueText = useDueText();
  if (progress.total > 0 && progress.reached === progress.total) {
    return <StatusChip tone="success">{t('campaigns.reachedAll')}</StatusChip>;
  }
  return <StatusChip tone={toneOf(dueOn)}>{dueText(dueOn)}</StatusChip>;
}

function toneOf(dueOn: string): Tone {
  const days = dueDays(dueOn);
  if (days < 0) {
    return 'danger';
  }
  return days <= SOON ? 'warning' : 'neutral';
}
