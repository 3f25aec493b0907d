import styles from './patterns.module.css';

const labels = {
  frame: styles.label,
  module: styles.label,
  core: styles.coreLabel,
  idle: styles.caption,
};

/** A part of a picture, with its label in the middle. */
export function Part(props: {
  at: [x: number, y: number, width: number, height: number];
  look?: keyof typeof labels;
  label?: string;
}) {
  const { at, look = 'module', label } = props;
  const [x, y, width, height] = at;
  return (
    <>
      <rect {...{ x, y, width, height }} rx="6" className={styles[look]} />
      {label && (
        <text x={x + width / 2} y={y + height / 2 + 4} className={labels[look]}>
          {label}
        </text>
      )}
    </>
  );
}

/** An arrow to the right, in the middle of the picture. */
export function Arrow(props: { from: number; to: number }) {
  const { from, to } = props;
  return (
    <>
      <path d={`M${from} 60H${to - 8}`} className={styles.line} />
      <path d={`M${to} 60l-9 -5v10z`} className={styles.arrow} />
    </>
  );
}
