import { Text, VisuallyHidden } from '@backstage/ui';
import { Advice, PlainPattern } from '@paved-road/plugin-paved-road-common';
import { StatusChip } from '../../ui/components/StatusChip';
import { formatChance } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { looks, type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './RankingBars.module.css';
import { Ranked, rankedPatterns } from './ranked';
import { classifyRecommendation, listRecommendedCores } from './verdict';

/** Lists the patterns by chance and marks patterns that the platform rules out. */
export function RankingBars(props: {
  advice: Advice;
  /** The core of the decided pattern if it differs from the recommendation. */
  decided?: { core: PlainPattern; as: OverrideStatus };
  /** One line each, even in narrow containers. */
  isDense?: boolean;
}) {
  const { advice, decided, isDense } = props;
  const isProvisional = classifyRecommendation(advice).kind === 'none';
  const { pattern: recommended, core, background } = advice.recommendation;
  const t = useTexts(advisorTexts);
  const hybridPartLabel = (pattern: PlainPattern) => {
    if (recommended !== 'hybrid' || decided) {
      return undefined;
    }
    if (pattern === core) {
      return t('ranking.core');
    }
    return pattern === background ? t('ranking.background') : undefined;
  };
  return (
    <>
      {isProvisional && (
        <Text as="p" color="secondary" variant="body-small">
          {t('ranking.provisional')}
        </Text>
      )}
      <RankedBars
        label={t('ranking.title')}
        isDense={isDense}
        ranked={rankedPatterns(advice)}
        part={hybridPartLabel}
        isProvisional={isProvisional}
        recommended={listRecommendedCores(advice)}
        decided={decided && { subject: decided.core, as: decided.as }}
      />
    </>
  );
}

/** Status of a decision that differs from the recommendation. */
export type OverrideStatus = 'decided' | 'proposed' | 'rejected';

/** Ranked options with a bar for their chance. */
export function RankedBars<S extends Subject>(props: {
  label: string;
  ranked: Ranked<S>[];
  /** Additional note for an option. */
  part?: (subject: S) => string | undefined;
  /** Whether the ranking can still change, so no winner is highlighted. */
  isProvisional: boolean;
  /** Two in a close call. */
  recommended: readonly S[];
  /** The decided option if it differs from the recommendation. */
  decided?: { subject: S; as: OverrideStatus };
  isDense?: boolean;
}) {
  const { label, ranked, part, isProvisional, recommended, decided } = props;
  const chosen = decided ? [decided.subject] : recommended;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  // Colors would suggest a result that does not exist yet.
  const hasHue = (eligible: boolean) => eligible && !isProvisional;
  return (
    <ol
      className={
        props.isDense ? `${styles.ranking} ${styles.dense}` : styles.ranking
      }
      aria-label={label}
    >
      {ranked.map(({ subject, chance, eligible, missesRequirement }) => (
        <li
          key={subject}
          className={
            chosen.includes(subject)
              ? `${styles.line} ${styles.winner}`
              : styles.line
          }
        >
          <span className={styles.title}>
            {titles.subject(subject)}
            {part?.(subject) && (
              <span className={styles.part}> {part(subject)}</span>
            )}
          </span>
          <span className={styles.scale} aria-hidden>
            <span
              className={hasHue(eligible) ? styles.bar : styles.excluded}
              style={{
                width: `${100 * chance}%`,
                ...(hasHue(eligible) && { background: looks[subject].color }),
              }}
            />
          </span>
          <span className={styles.chance}>
            {eligible && !missesRequirement && (
              <>
                <VisuallyHidden>{t('ranking.chance')} </VisuallyHidden>
                {formatChance(chance)}
              </>
            )}
          </span>
          <span className={styles.notes}>
            {decided && subject === decided.subject && (
              <StatusChip tone="warning">
                {t(`ranking.${decided.as}`)}
              </StatusChip>
            )}
            {decided && recommended.includes(subject) && (
              <span className={styles.part}>{t('ranking.recommended')}</span>
            )}
            {!eligible && (
              <StatusChip tone="warning">{t('ranking.excluded')}</StatusChip>
            )}
            {missesRequirement && (
              <span className={styles.part}>{t('ranking.misses')}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Why a pattern or placement ranks behind one with a lower fit. */
export function MissedRequirement() {
  const t = useTexts(advisorTexts);
  return (
    <Text color="secondary" variant="body-small">
      {t('ranking.missesRequirement')}
    </Text>
  );
}
