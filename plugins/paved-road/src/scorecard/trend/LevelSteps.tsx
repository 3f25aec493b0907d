import { LevelRun } from './levelRuns';
import styles from './LevelTrend.module.css';

/** Units of the drawing between two levels; it is stretched to the room that there is. */
const STEP = 10;

/** The levels day by day as a line of steps. What it shows stands in words below it. */
export function LevelSteps(props: {
  /** Oldest first. */
  runs: LevelRun[];
  /** Lowest first. */
  levels: { id: string; title: string }[];
}) {
  const { runs, levels } = props;
  const days = runs.reduce((sum, run) => sum + run.days, 0);
  const heightOf = (level: string) =>
    (levels.length - 0.5 - levels.findIndex(({ id }) => id === level)) * STEP;
  let day = 0;
  const path = runs
    .map(({ level, days: length }, index) => {
      const start = day;
      day += length;
      return `${index === 0 ? `M${start}` : `H${start}`}${
        index === 0 ? ` ${heightOf(level)}` : `V${heightOf(level)}`
      }H${day}`;
    })
    .join('');
  return (
    <div className={styles.drawing} aria-hidden>
      <div className={styles.levels}>
        {levels.toReversed().map(({ id, title }) => (
          <span key={id}>{title}</span>
        ))}
      </div>
      <svg
        className={styles.line}
        viewBox={`0 0 ${days} ${levels.length * STEP}`}
        preserveAspectRatio="none"
      >
        {levels.map(({ id }) => (
          <path
            key={id}
            className={styles.grid}
            d={`M0 ${heightOf(id)}H${days}`}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        <path
          className={styles.steps}
          d={path}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </div>
  );
}
