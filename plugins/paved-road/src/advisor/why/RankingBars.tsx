import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { formatFit } from '../../components/formats';
import { StatusChip } from '../../components/StatusChip';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { isAnnouncedCore } from '../verdict/announcementOf';
import { MissedRequirement } from './MissedRequirement';
import styles from './RankingBars.module.css';

const maxFit = 102;

/** The patterns by fit; one that the platform rules out stays, marked as such. */
export function RankingBars(props: { advice: Advice }) {
  const { ranking } = props.advice;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <ol className={styles.ranking} aria-label={t('ranking.title')}>
      {ranking.map(({ pattern, fit, eligible, missesRequirement }) => {
        const isWinner = isAnnouncedCore(props.advice, pattern);
        return (
          <li key={pattern}>
            <div className={styles.line}>
              <Text as="span" weight={isWinner ? 'bold' : 'regular'}>
                {titles.pattern(pattern)}
              </Text>
              {!eligible && (
                <StatusChip tone="warning">{t('ranking.excluded')}</StatusChip>
              )}
              <Text as="span" weight={isWinner ? 'bold' : 'regular'}>
                {t('ranking.fit', { fit: formatFit(fit) })}
              </Text>
            </div>
            <div className={styles.track} aria-hidden>
              <div
                className={barStyle(isWinner, eligible)}
                style={{ width: `${(100 * Math.max(fit, 0)) / maxFit}%` }}
              />
            </div>
            {missesRequirement && <MissedRequirement />}
          </li>
        );
      })}
    </ol>
  );
}

function barStyle(isWinner: boolean, eligible: boolean) {
  if (!eligible) {
    return styles.excluded;
  }
  return isWinner ? styles.winner : styles.bar;
}
