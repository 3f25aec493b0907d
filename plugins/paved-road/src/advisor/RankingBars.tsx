import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text, VisuallyHidden } from '@backstage/ui';
import { Advice, PlainPattern } from '@paved-road/plugin-paved-road-common';
import { StatusChip } from '../components/StatusChip';
import { formatFit } from '../components/formats';
import { useTitles } from '../model';
import { patternLooks } from '../patterns';
import { pavedRoadTranslationRef } from '../translation';
import styles from './advisor.module.css';
import { announcementOf, isAnnouncedCore } from './verdict';

const maxFit = 102;

/** The patterns by fit; one that the platform rules out stays, marked as such. */
export function RankingBars(props: {
  advice: Advice;
  /** How the core of what was decided runs, where that is not what is recommended. */
  decided?: { core: PlainPattern; as: 'decided' | 'proposed' | 'rejected' };
}) {
  const { advice, decided } = props;
  const isProvisional = announcementOf(advice).kind === 'none';
  const { pattern: recommended, core, background } = advice.recommendation;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const partOf = (pattern: PlainPattern) => {
    if (recommended !== 'hybrid' || decided) {
      return undefined;
    }
    if (pattern === core) {
      return t('ranking.core');
    }
    return pattern === background ? t('ranking.background') : undefined;
  };
  // Colours would make an answer of what is none yet.
  const hasHue = (eligible: boolean) => eligible && !isProvisional;
  const isChosen = (pattern: PlainPattern) =>
    decided ? pattern === decided.core : isAnnouncedCore(advice, pattern);
  return (
    <>
      {isProvisional && (
        <Text as="p" color="secondary" variant="body-small">
          {t('ranking.provisional')}
        </Text>
      )}
      <ol className={styles.ranking} aria-label={t('ranking.title')}>
        {advice.ranking.map(({ pattern, fit, eligible, missesRequirement }) => (
          <li
            key={pattern}
            className={
              isChosen(pattern)
                ? `${styles.rankingBarsLine} ${styles.winner}`
                : styles.rankingBarsLine
            }
          >
            <span className={styles.title}>
              {titles.pattern(pattern)}
              {partOf(pattern) && (
                <span className={styles.rankingBarsPart}>
                  {' '}
                  {partOf(pattern)}
                </span>
              )}
            </span>
            <span className={styles.scale} aria-hidden>
              <span
                className={
                  hasHue(eligible) ? styles.rankingBarsBar : styles.excluded
                }
                style={{
                  width: `${(100 * Math.max(fit, 0)) / maxFit}%`,
                  ...(hasHue(eligible) && {
                    background: patternLooks[pattern].color,
                  }),
                }}
              />
            </span>
            <span className={styles.rankingBarsFit}>
              <VisuallyHidden>{t('ranking.fit')} </VisuallyHidden>
              {formatFit(fit)}
            </span>
            <span className={styles.notes}>
              {decided && pattern === decided.core && (
                <StatusChip tone="warning">
                  {t(`ranking.${decided.as}`)}
                </StatusChip>
              )}
              {decided && isAnnouncedCore(advice, pattern) && (
                <span className={styles.rankingBarsPart}>
                  {t('ranking.recommended')}
                </span>
              )}
              {!eligible && (
                <StatusChip tone="warning">{t('ranking.excluded')}</StatusChip>
              )}
              {missesRequirement && (
                <span className={styles.rankingBarsPart}>
                  {t('ranking.misses')}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Why a pattern ranks behind one with a lower fit. */
export function MissedRequirement() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Text as="span" color="secondary" variant="body-small">
      {t('ranking.missesRequirement')}
    </Text>
  );
}
