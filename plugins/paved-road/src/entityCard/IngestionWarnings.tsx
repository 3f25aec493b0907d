import { Entity } from '@backstage/catalog-model';
import { EntityStatusItem } from '@backstage/catalog-model/alpha';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Link } from '@backstage/ui';
import { ingestionStatusType } from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { pavedRoadTranslationRef } from '../translation';
import styles from './EntityPavedRoadCard.module.css';

/** What the catalog warned of when it took the entity in; its own pages show errors only. */
export function IngestionWarnings(props: { entity: Entity }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const warnings = warningsOf(props.entity);
  if (warnings.length === 0) {
    return null;
  }
  const title = t('entityCard.warnings', { count: warnings.length });
  return (
    <Alert
      role="note"
      icon
      status="warning"
      title={title}
      description={
        <ul className={styles.warnings} aria-label={title}>
          {warnings.map(warning => (
            <li key={warning}>{withLinks(warning)}</li>
          ))}
        </ul>
      }
    />
  );
}

function warningsOf(entity: Entity): string[] {
  const { status } = entity as Entity & {
    status?: { items?: EntityStatusItem[] };
  };
  return (status?.items ?? []).flatMap(({ type, message }) =>
    type === ingestionStatusType ? [message] : [],
  );
}

/* What ends a sentence or closes a bracket after an address is no part of it. */
const address = /(https?:\/\/\S*[^\s.,;:!?)\]>'"])/;

/** A message with its addresses, which are to be followed and not to be copied, as links. */
function withLinks(message: string): ReactNode[] {
  return message.split(address).map((part, index) =>
    index % 2 === 1 ? (
      <Link
        key={`${index} ${part}`}
        href={part}
        color="warning"
        variant="body-small"
      >
        {part}
      </Link>
    ) : (
      part
    ),
  );
}
