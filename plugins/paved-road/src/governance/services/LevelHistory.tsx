import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScorecardSummary } from '@paved-road/plugin-paved-road-common';
import { formatDate, formatDay } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './LevelHistory.module.css';
import { directionOf, levelsByDay, levelSteps } from './levelSteps';

const size = { width: 72, height: 20 };
/** The line is two pixels wide. */
const margin = 2;

/** The level of a service over the last 30 days, as a line of steps that is also told in words. */
export function LevelHistory(props: {
  history: ScorecardSummary['levelHistory'];
  /** Since when it has had its level, ISO 8601. */
  since: string;
  highestRank: number;
  levelTitle: (level: string) => string;
}) {
  const { since, highestRank, levelTitle } = props;
  const history = levelsByDay(props.history);
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (history.length === 0) {
    return null;
  }
  const [first, ...changes] = history;
  const label =
    changes.length === 0
      ? t('services.history.unchanged', {
          level: levelTitle(first.level),
          date: formatDate(since),
        })
      : t('services.history.changes', {
          changes: changes
            .map(({ level, at }, index) =>
              t('services.history.change', {
                from: levelTitle(history[index].level),
                to: levelTitle(level),
                date: formatDay(at),
              }),
            )
            .join(', '),
        });
  const direction = directionOf(history);
  return (
    <svg
      role="img"
      aria-label={label}
      width={size.width + 2 * margin}
      height={size.height + 2 * margin}
      viewBox={`${-margin} ${-margin} ${size.width + 2 * margin} ${size.height + 2 * margin}`}
      className={
        direction ? `${styles.line} ${styles[direction]}` : styles.line
      }
    >
      <title>{label}</title>
      <path className={styles.base} d={`M0 ${size.height}H${size.width}`} />
      <path d={levelSteps(history, highestRank, size)} />
    </svg>
  );
}
