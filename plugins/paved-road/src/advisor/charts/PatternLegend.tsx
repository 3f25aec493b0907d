import {
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { useTitles } from '../../model';
import { patternLooks } from './patternLooks';
import styles from './PatternLegend.module.css';

/** Which line belongs to which pattern. */
export function PatternLegend(props: {
  /** What else is to say of a pattern. */
  note?: (pattern: PlainPattern) => ReactNode;
  /** Entries for what is drawn beside the patterns. */
  children?: ReactNode;
}) {
  const titles = useTitles();
  return (
    <ul className={styles.legend} aria-hidden>
      {plainPatterns.map(pattern => {
        const { color, dashes } = patternLooks[pattern];
        return (
          <li key={pattern} className={styles.entry}>
            <LineSwatch color={color} dashes={dashes} />
            <span>
              {titles.pattern(pattern)}
              {props.note?.(pattern)}
            </span>
          </li>
        );
      })}
      {props.children}
    </ul>
  );
}

/** A legend entry for something that is not a pattern. */
export function LegendEntry(props: {
  color: string;
  dashes?: string;
  children: ReactNode;
}) {
  const { children, ...look } = props;
  return (
    <li className={styles.entry}>
      <LineSwatch {...look} />
      <span>{children}</span>
    </li>
  );
}

function LineSwatch(props: { color: string; dashes?: string }) {
  return (
    <svg width={28} height={8} className={styles.swatch}>
      <line
        x1={0}
        x2={28}
        y1={4}
        y2={4}
        strokeWidth={3}
        stroke={props.color}
        strokeDasharray={props.dashes}
      />
    </svg>
  );
}
