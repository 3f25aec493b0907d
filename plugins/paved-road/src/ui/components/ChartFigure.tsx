import { ReactNode, Suspense, useEffect, useRef, useState } from 'react';
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
  const drawing = useRef<HTMLDivElement>(null);
  const [isSeen, setIsSeen] = useState(!window.IntersectionObserver);
  // The chart library is large, so charts load when they scroll into view.
  useEffect(() => {
    if (isSeen) {
      return undefined;
    }
    const observer = new IntersectionObserver(entries =>
      setIsSeen(entries.some(({ isIntersecting }) => isIntersecting)),
    );
    observer.observe(drawing.current!);
    return () => observer.disconnect();
  }, [isSeen]);
  return (
    <figure className={styles.figure}>
      <div
        ref={drawing}
        className={styles.drawing}
        style={{ height }}
        aria-hidden
      >
        {isSeen && (
          <Suspense fallback={<Skeleton width="100%" height={height} />}>
            {children}
          </Suspense>
        )}
      </div>
      {legend}
      <figcaption className={styles.caption}>{caption}</figcaption>
    </figure>
  );
}
