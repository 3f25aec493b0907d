import {
  Pattern,
  Placement,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import {
  placements,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common/advisor';
import { ReactNode } from 'react';
import { useTitles } from '../model';
import styles from './patterns.module.css';

/** Color and, for accessibility, dash pattern of a pattern or placement. */
interface Look {
  color: string;
  dashes?: string;
}

export const patternLooks: Record<PlainPattern, Look> = {
  monolith: { color: 'var(--pattern-monolith)', dashes: '8 4' },
  microservices: { color: 'var(--pattern-microservices)' },
  serverless: { color: 'var(--pattern-serverless)', dashes: '2 3' },
};

export const placementLooks: Record<Placement, Look> = {
  'hosted-api': { color: 'var(--placement-hosted-api)' },
  'own-gpu': { color: 'var(--placement-own-gpu)', dashes: '8 4' },
  'serverless-gpu': { color: 'var(--placement-serverless-gpu)', dashes: '2 3' },
  cpu: { color: 'var(--placement-cpu)', dashes: '10 3 2 3' },
};

/** A plain pattern or a placement. Their ids are disjoint. */
export type Subject = PlainPattern | Placement;

export const looks: Record<Subject, Look> = {
  ...patternLooks,
  ...placementLooks,
};

/** CSS class that defines the colors of patterns and placements. */
export const patternColors = styles.colors;

/** The title of a pattern with its color. */
export function PatternTitle(props: { pattern: Pattern }) {
  const { pattern } = props;
  const titles = useTitles();
  return (
    <span className={styles.titled}>
      <span className={`${styles.mark} ${styles[pattern]}`} aria-hidden />
      {titles.pattern(pattern)}
    </span>
  );
}

/** The title of a placement with its color. */
export function PlacementTitle(props: { placement: Placement }) {
  const { placement } = props;
  const titles = useTitles();
  return (
    <span className={styles.titled}>
      <span className={`${styles.mark} ${styles[placement]}`} aria-hidden />
      {titles.placement(placement)}
    </span>
  );
}

/** Legend of the placements. */
export function PlacementLegend(props: {
  /** Note for a placement. */
  note?: (placement: Placement) => ReactNode;
}) {
  const titles = useTitles();
  return (
    <Legend>
      {placements.map(placement => (
        <LegendEntry key={placement} {...placementLooks[placement]}>
          {titles.placement(placement)}
          {props.note?.(placement)}
        </LegendEntry>
      ))}
    </Legend>
  );
}

/** Legend of the patterns. */
export function PatternLegend(props: {
  /** Note for a pattern. */
  note?: (pattern: PlainPattern) => ReactNode;
  /** Additional entries. */
  children?: ReactNode;
}) {
  const titles = useTitles();
  return (
    <Legend>
      {plainPatterns.map(pattern => (
        <LegendEntry key={pattern} {...patternLooks[pattern]}>
          {titles.pattern(pattern)}
          {props.note?.(pattern)}
        </LegendEntry>
      ))}
      {props.children}
    </Legend>
  );
}

/** The legend of a chart, hidden from assistive technology, which gets a table or caption. */
export function Legend(props: { children: ReactNode }) {
  return (
    <ul className={styles.legend} aria-hidden>
      {props.children}
    </ul>
  );
}

export function LegendEntry(props: {
  color: string;
  dashes?: string;
  children: ReactNode;
}) {
  return (
    <li className={styles.entry}>
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
      <span>{props.children}</span>
    </li>
  );
}
