import { ReactNode } from 'react';
import styles from './DescriptionList.module.css';

/** Named values side by side. */
export function DescriptionList(props: {
  /** By name; without a value, a name is left out. */
  items: Record<string, ReactNode>;
  /** One below the other, for long values. */
  isStacked?: boolean;
}) {
  return (
    <dl className={props.isStacked ? styles.stacked : styles.list}>
      {Object.entries(props.items)
        .filter(([, value]) => value !== undefined && value !== false)
        .map(([label, value]) => (
          <div key={label} className={styles.item}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
