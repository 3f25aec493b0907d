import styles from './Sparkline.module.css';

const WIDTH = 72;
const HEIGHT = 24;
const MARGIN = 3;

/**
 * A text-height trend line next to a number, hidden from assistive technology. Drawn by hand, because the chart library
 * is too large for it.
 */
export function Sparkline(props: {
  /** Oldest first; draws nothing for fewer than two. */
  points: { at: string; value: number }[];
  /** A limit to compare with; drawn if near enough. */
  threshold?: number;
}) {
  const { points, threshold } = props;
  if (points.length < 2) {
    return null;
  }
  const values = points.map(({ value }) => value);
  const [lowest, highest] = paddedRange(values);
  const isThresholdShown =
    threshold !== undefined && isNear(threshold, lowest, highest);
  const from = isThresholdShown ? Math.min(lowest, threshold) : lowest;
  const to = isThresholdShown ? Math.max(highest, threshold) : highest;
  const times = points.map(({ at }) => Date.parse(at));
  const duration = times[times.length - 1] - times[0];
  const x = (index: number) =>
    MARGIN +
    (WIDTH - 2 * MARGIN) *
      (duration > 0
        ? (times[index] - times[0]) / duration
        : index / (points.length - 1));
  const y = (value: number) =>
    HEIGHT -
    MARGIN -
    (HEIGHT - 2 * MARGIN) * (to > from ? (value - from) / (to - from) : 0.5);
  const place = (value: number, index: number) =>
    `${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
  const end = place(values[values.length - 1], values.length - 1);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={styles.sparkline}
      aria-hidden
    >
      {isThresholdShown && (
        <path
          d={`M0 ${y(threshold).toFixed(1)}H${WIDTH}`}
          className={styles.threshold}
        />
      )}
      <path d={`M${values.map(place).join('L')}`} className={styles.line} />
      <path d={`M${end}h0`} className={styles.last} />
    </svg>
  );
}

/** Widens the range of nearly constant numbers, so that noise does not fill the whole height. */
function paddedRange(values: number[]): [number, number] {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const middle = (lowest + highest) / 2;
  const half = Math.max((highest - lowest) / 2, Math.abs(middle) / 4);
  return [middle - half, middle + half];
}

/** Whether drawing a limit leaves the line recognizable. */
function isNear(threshold: number, lowest: number, highest: number): boolean {
  const room = highest - lowest;
  return threshold >= lowest - 2 * room && threshold <= highest + 2 * room;
}
