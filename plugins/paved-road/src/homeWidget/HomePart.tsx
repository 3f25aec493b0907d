import { Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './HomePart.module.css';

/** A titled part of the widget, which assistive technology can jump to. */
export function HomePart(props: { title: string; children: ReactNode }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className={styles.part}>
      <Text as="h3" id={headingId} weight="bold">
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}
