import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Campaign } from '@paved-road/plugin-paved-road-common';
import { formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './CampaignProgress.module.css';

/** How many services of a campaign are where it wants them. */
export function CampaignProgress(props: {
  campaign: Campaign;
  levelTitle: (level: string) => string;
}) {
  const { title, targetLevel, progress } = props.campaign;
  const { reached, total } = progress;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (total === 0) {
    return (
      <Text as="p" color="secondary">
        {t('campaigns.emptyScope')}
      </Text>
    );
  }
  const text = t('campaigns.progress', {
    reached: formatNumber(reached),
    total: formatNumber(total),
    level: props.levelTitle(targetLevel),
  });
  return (
    <div className={styles.line}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={t('campaigns.progressOf', { title })}
        aria-valuenow={reached}
        aria-valuemax={total}
        aria-valuetext={text}
      >
        <div
          className={styles.reached}
          style={{ width: `${(100 * reached) / total}%` }}
        />
      </div>
      <Text as="span">{text}</Text>
    </div>
  );
}
