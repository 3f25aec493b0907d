import styles from './LevelBar.module.css';

/** A level as a fleet has it; the reserved level `none` is one of them. */
export interface FleetLevel {
  id: string;
  title: string;
  entities: number;
}

/**
 * The mix of levels as one bar, the lowest first. It is a picture of numbers that stand beside it, or
 * else in its label.
 */
export function LevelBar(props: { levels: FleetLevel[]; label?: string }) {
  const { levels, label } = props;
  return (
    <div
      className={styles.bar}
      {...(label === undefined
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': label, title: label })}
    >
      {levels.map(
        (level, index) =>
          level.entities > 0 && (
            <span
              key={level.id}
              className={styles.level}
              style={{
                background: levelColor(index, levels.length),
                flexGrow: level.entities,
              }}
            />
          ),
      )}
    </div>
  );
}

/** The colour of a level, for a legend. */
export function LevelSwatch(props: { index: number; levels: FleetLevel[] }) {
  return (
    <span
      aria-hidden
      className={styles.swatch}
      style={{ background: levelColor(props.index, props.levels.length) }}
    />
  );
}

/**
 * The colour of a level. Rule packs name the levels, so it can only say how high a level is among them.
 *
 * @param index - 0 for `none`
 * @param count - of the levels, `none` included
 */
export function levelColor(index: number, count: number): string {
  const height = (100 * index) / Math.max(count - 1, 1);
  return `color-mix(in oklab, var(--bui-positive-bg) ${height}%, var(--bui-gray-5))`;
}
