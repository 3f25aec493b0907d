import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  entityPresentationSnapshot,
} from '@backstage/plugin-catalog-react';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { usePages } from '../queries/usePages';

export interface EntityOption {
  /** Entity reference. */
  id: string;
  label: string;
  description: string;
}

/** The option of an entity that is chosen by reference. */
export const toEntityOption = (
  ref: string | undefined,
  title: string | undefined,
): EntityOption | undefined =>
  ref === undefined
    ? undefined
    : { id: ref, label: title ?? ref, description: ref };

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

const searchedFields = [
  'metadata.name',
  'metadata.title',
  'spec.owner',
  'spec.profile.displayName',
];

const defaultKinds = ['component', 'system'];

/**
 * Searches the catalog by name, title or owner.
 *
 * @param options - `kinds` are Components and Systems by default
 * @returns the source of a Combobox
 */
export function useEntitySearch(
  options: {
    kinds?: string[];
    /** The entity to exclude. */
    exceptRef?: string;
  } = {},
) {
  const { kinds = defaultKinds, exceptRef } = options;
  const catalogApi = useApi(catalogApiRef);
  const [filterText, setFilterText] = useState('');
  const [term, setTerm] = useState('');
  useDebounce(() => setTerm(filterText.trim()), typingMs, [filterText]);
  const found = usePages<EntityOption>(
    ['entitySearch', kinds, term],
    async cursor => {
      const { items, pageInfo } = await catalogApi.queryEntities(
        cursor
          ? { cursor, fields }
          : {
              filter: { kind: kinds },
              fullTextFilter: { term, fields: searchedFields },
              fields,
              orderFields: { field: 'metadata.name', order: 'asc' },
              limit: pageSize,
            },
      );
      return { items: items.map(toOption), nextCursor: pageInfo.nextCursor };
    },
  );
  return {
    items: (found.value?.items ?? []).filter(({ id }) => id !== exceptRef),
    filterText,
    setFilterText,
    loadingState: readLoadingState(found),
    loadMore: () => {
      if (found.value?.nextCursor && !found.loading) {
        found.loadMore();
      }
    },
    error: found.error,
    reload: found.retry,
  };
}

function readLoadingState(found: {
  loading: boolean;
  error?: Error;
  value?: unknown;
}): 'filtering' | 'loading' | 'error' | 'idle' {
  const { loading, error, value } = found;
  if (loading) {
    return value ? 'filtering' : 'loading';
  }
  return error ? 'error' : 'idle';
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
