import { ReactNode, Suspense } from 'react';
import { Skeleton } from '@backstage/ui';
import styles from './ChartFigure.module.css';

/**
 * A chart with a caption. The drawing is hidden from assistive technology, which gets the caption and the table of the
 * chart.
 */
export function ChartFigure(props: {
  caption: ReactNode;
  /** Pixels, reserved while the chart loads. */
  height: number;
  legend?: ReactNode;
  children: ReactNode;
}) {
  const { caption, height, legend, children } = props;
  return (
    <figure className={styles.figure}>
      <div className={styles.drawing} style={{ height }} aria-hidden>
        <Suspense fallback={<Skeleton width="100%" height={height} />}>
          {children}
        </Suspense>
      </div>
      {legend}
      <figcaption className={styles.caption}>{caption}</figcaption>
    </figure>
  );
}
