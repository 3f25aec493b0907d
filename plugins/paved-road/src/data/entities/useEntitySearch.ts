import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  entityPresentationSnapshot,
} from '@backstage/plugin-catalog-react';
import { useAsyncList } from '@backstage/ui';

/** An entity to choose. */
export interface EntityOption {
  /** Entity reference. */
  id: string;
  label: string;
  description: string;
}

const pageSize = 20;
const typingMs = 200;

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.owner',
  'spec.profile.displayName',
];

const pause = (ms: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, ms);
  });

/**
 * Searches the catalog by name, title or owner.
 *
 * @param kinds - Components and Systems by default
 */
export function useEntitySearch(
  options: {
    kinds?: string[];
    /** The entity to exclude. */
    exceptRef?: string;
  } = {},
) {
  const { kinds = ['component', 'system'], exceptRef } = options;
  const catalogApi = useApi(catalogApiRef);
  const toPage = (found: {
    items: Entity[];
    pageInfo: { nextCursor?: string };
  }) => ({
    items: found.items.map(toOption).filter(({ id }) => id !== exceptRef),
    cursor: found.pageInfo.nextCursor,
  });
  return useAsyncList<EntityOption, string>({
    load: async ({ filterText = '', cursor, signal }) => {
      if (cursor) {
        return toPage(await catalogApi.queryEntities({ cursor, fields }));
      }
      await pause(typingMs);
      if (signal.aborted) {
        return { items: [] };
      }
      return toPage(
        await catalogApi.queryEntities({
          filter: { kind: kinds },
          fullTextFilter: {
            term: filterText.trim(),
            fields: [
              'metadata.name',
              'metadata.title',
              'spec.owner',
              'spec.profile.displayName',
            ],
          },
          fields,
          orderFields: { field: 'metadata.name', order: 'asc' },
          limit: pageSize,
        }),
      );
    },
  });
}

function toOption(entity: Entity): EntityOption {
  const owner = entity.spec?.owner;
  return {
    id: stringifyEntityRef(entity),
    label: entityPresentationSnapshot(entity, { defaultKind: entity.kind })
      .primaryTitle,
    description: [stringifyEntityRef(entity), owner]
      .filter(text => typeof text === 'string')
      .join(' · '),
  };
}
