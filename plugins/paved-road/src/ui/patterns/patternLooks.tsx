import {
  Pattern,
  Placement,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { useTitles } from '../model';
import styles from './patterns.module.css';

/** Color and, for accessibility, dash pattern of a pattern or placement. */
interface Look {
  color: string;
  dashes?: string;
}

/** A plain pattern or a placement. Their ids are disjoint. */
export type Subject = PlainPattern | Placement;

export const looks: Record<Subject, Look> = {
  monolith: { color: 'var(--pattern-monolith)', dashes: '8 4' },
  microservices: { color: 'var(--pattern-microservices)' },
  serverless: { color: 'var(--pattern-serverless)', dashes: '2 3' },
  'hosted-api': { color: 'var(--placement-hosted-api)' },
  'own-gpu': { color: 'var(--placement-own-gpu)', dashes: '8 4' },
  'serverless-gpu': { color: 'var(--placement-serverless-gpu)', dashes: '2 3' },
  cpu: { color: 'var(--placement-cpu)', dashes: '10 3 2 3' },
};

/** CSS class that defines the colors of patterns and placements. */
export const patternColors = styles.colors;

export function SubjectTitle(props: { subject: Pattern | Placement }) {
  const { subject } = props;
  const titles = useTitles();
  return (
    <span className={styles.titled}>
      <span className={`${styles.mark} ${styles[subject]}`} aria-hidden />
      {titles.subject(subject)}
    </span>
  );
}

export function SubjectLegend(props: {
  subjects: readonly Subject[];
  /** Note for a subject. */
  note: (subject: Subject) => ReactNode;
}) {
  const titles = useTitles();
  return (
    <Legend>
      {props.subjects.map(subject => (
        <LegendEntry key={subject} {...looks[subject]}>
          {titles.subject(subject)}
          {props.note(subject)}
        </LegendEntry>
      ))}
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
      <svg width={28} height={8} style={{ flex: 'none' }}>
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
