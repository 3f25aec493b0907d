import styles from './levels.module.css';
import { RankedLevel, useLevelColors } from './useLevels';

/** A level of the fleet, including the reserved `none`. */
export interface FleetLevel extends RankedLevel {
  entities: number;
}

/** The distribution of levels as one bar, lowest first. The numbers are next to it or in its label. */
export function LevelBar(props: {
  levels: FleetLevel[];
  label?: string;
  /** The share that should be at or right of a mark, 0..1. */
  target?: number;
}) {
  const { levels, label, target } = props;
  const getColors = useLevelColors();
  return (
    <div
      className={styles.bar}
      {...(label === undefined
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': label, title: label })}
    >
      {levels.map(
        level =>
          level.entities > 0 && (
            <span
              key={level.id}
              className={styles.part}
              style={{
                background: getColors(level).fill,
                flexGrow: level.entities,
              }}
            />
          ),
      )}
      {target !== undefined && (
        <span
          className={styles.target}
          style={{ insetInlineStart: `${100 * (1 - target)}%` }}
        />
      )}
    </div>
  );
}

/** The colour of a level, for a legend. */
export function LevelSwatch(props: { level: RankedLevel }) {
  const getColors = useLevelColors();
  return (
    <span
      aria-hidden
      className={styles.swatch}
      style={{ background: getColors(props.level).fill }}
    />
  );
}
