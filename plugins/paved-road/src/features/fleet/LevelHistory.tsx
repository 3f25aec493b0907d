import { ScorecardSummary } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { formatDate, formatDay } from '../../ui/formats';
import { fleetTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './fleet.module.css';

type History = ScorecardSummary['levelHistory'];

const DAYS = 30;
/** Minimum length of the line for today. */
const NOW = 6;

const round = (value: number) => Math.round(value * 10) / 10;

const formatIsoDay = (at: string) => DateTime.fromISO(at).toISODate();

/** Levels at the end of each day, without changes within a day. */
export function levelsByDay(history: History): History {
  return history
    .filter(({ at }, index) => {
      const next = history[index + 1];
      return !next || formatIsoDay(next.at) !== formatIsoDay(at);
    })
    .filter(({ level }, index, days) => level !== days[index - 1]?.level);
}

/**
 * The levels over the last 30 days as a step line.
 *
 * @param size - size of the drawing; the highest level is at the top
 * @returns an SVG path
 */
function levelSteps(
  history: History,
  highestRank: number,
  size: { width: number; height: number },
  now = DateTime.now(),
): string {
  const x = (at: string) => {
    const daysAgo = now.diff(DateTime.fromISO(at), 'days').days;
    return round(
      Math.min(
        size.width * (1 - Math.min(daysAgo, DAYS) / DAYS),
        // Include the latest change of today.
        size.width - NOW,
      ),
    );
  };
  const y = (rank: number) =>
    round(size.height * (1 - rank / Math.max(highestRank, 1)));
  const [first, ...changes] = history;
  return [
    `M${x(first.at)} ${y(first.levelRank)}`,
    ...changes.map(({ at, levelRank }) => `H${x(at)}V${y(levelRank)}`),
    `H${size.width}`,
  ].join('');
}

/** Direction of the change since the beginning. */
function trendDirection(history: History): 'up' | 'down' | undefined {
  const change = history[history.length - 1].levelRank - history[0].levelRank;
  if (change === 0) {
    return undefined;
  }
  return change > 0 ? 'up' : 'down';
}

const size = { width: 72, height: 20 };
/** The line is two pixels wide. */
const margin = 2;

/** Levels of the last 30 days as a step line with a text alternative. */
export function LevelHistory(props: {
  history: ScorecardSummary['levelHistory'];
  /** Start of the current level, ISO 8601. */
  since: string;
  highestRank: number;
  levelTitle: (level: string) => string;
}) {
  const { since, highestRank, levelTitle } = props;
  const history = levelsByDay(props.history);
  const t = useTexts(fleetTexts);
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
  const direction = trendDirection(history);
  return (
    <svg
      role="img"
      aria-label={label}
      width={size.width + 2 * margin}
      height={size.height + 2 * margin}
      viewBox={`${-margin} ${-margin} ${size.width + 2 * margin} ${size.height + 2 * margin}`}
      className={
        direction ? `${styles.history} ${styles[direction]}` : styles.history
      }
    >
      <title>{label}</title>
      <path className={styles.base} d={`M0 ${size.height}H${size.width}`} />
      <path d={levelSteps(history, highestRank, size)} />
    </svg>
  );
}
