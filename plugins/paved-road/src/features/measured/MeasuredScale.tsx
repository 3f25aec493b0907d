import { measuredTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './measured.module.css';

/** The minimum factor on both sides of the middle; smaller differences are noise. */
const leastReach = Math.log10(2);

/** Distance of a value from its reference, in powers of ten. */
const distance = (value: number, reference: number): number =>
  value > 0 && reference > 0
    ? Math.log10(value / reference)
    : Math.sign(value - reference) * Number.POSITIVE_INFINITY || 0;

/**
 * The common range of several scales, in powers of ten to either side.
 *
 * @param rows - values of each scale, the reference first
 */
export function computeScaleDecades(rows: (number | undefined)[][]): number {
  const distances = rows.flatMap(([reference, ...values]) =>
    values.map(value =>
      reference === undefined || value === undefined
        ? 0
        : Math.abs(distance(value, reference)),
    ),
  );
  return Math.max(
    leastReach,
    // Zero is at the end of the scale.
    ...distances.filter(Number.isFinite),
  );
}

interface Marks {
  expected?: number;
  measured: number;
  /** Range of the expected value. */
  range?: { low: number; high: number };
  /** The value at which the answer changes. */
  threshold?: number;
}

/**
 * Expected and measured value on a logarithmic scale with the expected value in the middle, so that double and half are
 * equally far from it.
 */
export function MeasuredScale(
  props: Marks & {
    /** See {@link computeScaleDecades}. */
    reach: number;
  },
) {
  const { reach, ...marks } = props;
  const middle = marks.expected ?? marks.threshold ?? marks.measured;
  return (
    <Scale
      {...marks}
      place={value => {
        const share = distance(value, middle) / (reach * 1.15);
        return 50 + 50 * Math.min(Math.max(share, -0.97), 0.97);
      }}
    />
  );
}

/**
 * Expected and measured value on a line. Hidden from assistive technology, because the text next to it has the numbers.
 */
export function Scale(
  props: Marks & {
    /** Position of a value in percent of the line. */
    place: (value: number) => number;
  },
) {
  const { expected, measured, range, threshold, place } = props;
  const at = (value: number) => ({ insetInlineStart: `${place(value)}%` });
  const between = (one: number, other: number) => ({
    insetInlineStart: `${Math.min(place(one), place(other))}%`,
    inlineSize: `${Math.abs(place(one) - place(other))}%`,
  });
  return (
    <span className={styles.scale} aria-hidden>
      {range && (
        <span className={styles.range} style={between(range.low, range.high)} />
      )}
      {expected !== undefined && (
        <span className={styles.link} style={between(expected, measured)} />
      )}
      {threshold !== undefined && (
        <span className={styles.threshold} style={at(threshold)} />
      )}
      {expected !== undefined && (
        <span className={styles.expected} style={at(expected)} />
      )}
      <span className={styles.value} style={at(measured)} />
    </span>
  );
}

/** Legend of the marks on a scale. */
export function ScaleLegend(props: {
  expected: 'assumed' | 'predicted';
  hasThreshold?: boolean;
  hasRange?: boolean;
}) {
  const t = useTexts(measuredTexts);
  return (
    <ul className={styles.legend} aria-hidden>
      <li>
        <span className={styles.expected} />
        {t(`measured.scale.${props.expected}`)}
      </li>
      <li>
        <span className={styles.value} />
        {t('measured.scale.measured')}
      </li>
      {props.hasRange && (
        <li>
          <span className={styles.range} />
          {t('measured.scale.range')}
        </li>
      )}
      {props.hasThreshold && (
        <li>
          <span className={styles.threshold} />
          {t('measured.scale.change')}
        </li>
      )}
    </ul>
  );
}
