import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { unusualKindTitle } from '../../data/entities/kinds';
import styles from './Reviews.module.css';

/** A service with its owner in a list of reviews; other entities also show their kind. */
export function ServiceName(props: {
  service: { entityRef: string; entityTitle: string; owner?: string };
  /** URL of the entity. */
  href: string;
}) {
  const { entityRef, entityTitle, owner } = props.service;
  const kind = unusualKindTitle(entityRef);
  return (
    <div className={styles.name}>
      <Link href={props.href} weight="bold">
        {entityTitle}
      </Link>
      {(kind || owner) && (
        <Text as="p" variant="body-small">
          {kind}{' '}
          {owner && <EntityRefLink entityRef={owner} defaultKind="group" />}
        </Text>
      )}
    </div>
  );
}
