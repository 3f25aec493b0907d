import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { unusualKindTitle } from '../../fleet/kinds';
import styles from './Reviews.module.css';

/** A service in the lists of reviews, with its owner; an entity of another kind with that as well. */
export function ServiceName(props: {
  service: { entityRef: string; entityTitle: string; owner?: string };
  /** The entity. */
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
