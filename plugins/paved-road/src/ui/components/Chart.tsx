import { ReactNode } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  LabelProps,
  ResponsiveContainer,
  Tooltip,
} from 'recharts';
import styles from './ChartFigure.module.css';

/** Style of the axes of all charts. */
export const axisLook = {
  stroke: 'var(--bui-border-2)',
  tick: { fill: 'var(--bui-fg-secondary)', fontSize: 12 },
};

/** Style of lines: no points, and no motion. */
export const lineLook = {
  strokeWidth: 2,
  dot: false,
  activeDot: false,
  isAnimationActive: false,
};

/** A vertical line with its label. */
export const mark = (
  x: number | string,
  value: string,
  position: LabelProps['position'],
  color = 'var(--bui-fg-secondary)',
) => ({
  x,
  stroke: color,
  label: { value, position, fill: color, fontSize: 12 },
});

/** Lines and areas over a grid. Only lazily loaded files use it, so that pages do not wait for the chart library. */
export function Chart<Point>(props: {
  data: Point[];
  margin: { top: number; right: number; bottom?: number };
  /** Describes the point under the pointer. */
  tooltip: (point: Point) => ReactNode;
  children: ReactNode;
}) {
  const { data, margin, tooltip, children } = props;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={data}
        margin={{ bottom: 0, left: 0, ...margin }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
        <Tooltip
          isAnimationActive={false}
          content={({ active, payload }) =>
            active && payload[0] ? (
              <div className={styles.tooltip}>
                {tooltip(payload[0].payload)}
              </div>
            ) : null
          }
        />
        {children}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
