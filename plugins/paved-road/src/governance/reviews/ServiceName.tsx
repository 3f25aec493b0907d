import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import styles from './Reviews.module.css';

/** A service in the lists of reviews, with its owner. */
export function ServiceName(props: {
  service: { entityTitle: string; owner?: string };
  /** What is read about it. */
  href: string;
}) {
  const { entityTitle, owner } = props.service;
  return (
    <div className={styles.name}>
      <Link href={props.href} weight="bold">
        {entityTitle}
      </Link>
      {owner && (
        <Text as="p" variant="body-small">
          <EntityRefLink entityRef={owner} defaultKind="group" />
        </Text>
      )}
    </div>
  );
}
