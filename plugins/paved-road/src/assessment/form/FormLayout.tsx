import { ReactNode } from 'react';
import styles from './FormLayout.module.css';

/** Questions, with their result beside them where there is room. */
export function FormLayout(props: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.container}>
      <div className={styles.layout}>
        {props.children}
        <div className={styles.aside}>{props.aside}</div>
      </div>
    </div>
  );
}
