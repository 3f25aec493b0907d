import { ReactNode } from 'react';
import styles from './DescriptionList.module.css';

/** Named values side by side. */
export function DescriptionList(props: {
  items: { label: string; value: ReactNode }[];
  /** One below the other, for long values. */
  isStacked?: boolean;
}) {
  return (
    <dl className={props.isStacked ? styles.stacked : styles.list}>
      {props.items.map(({ label, value }) => (
        <div key={label} className={styles.item}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
