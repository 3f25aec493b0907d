import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** A value that services can be filtered by. */
export interface FilterOption {
  value: string;
  label: string;
}

/**
 * Which lifecycles and types the catalog has. Without an answer there is nothing to choose; what is in the
 * address filters all the same.
 *
 * @param isWanted - nothing is asked before
 */
export function useCatalogOptions(
  isWanted: boolean,
): Record<'lifecycle' | 'type', FilterOption[]> {
  const catalogApi = useApi(catalogApiRef);
  const { value } = useAsync(
    async () =>
      isWanted
        ? await catalogApi.getEntityFacets({
            filter: { kind: ['component', 'system'] },
            facets: ['spec.lifecycle', 'spec.type'],
          })
        : undefined,
    [catalogApi, isWanted],
  );
  const optionsOf = (facet: string) =>
    (value?.facets[facet] ?? [])
      .map(({ value: text }) => ({ value: text, label: text }))
      .sort((a, b) => a.label.localeCompare(b.label));
  return {
    lifecycle: optionsOf('spec.lifecycle'),
    type: optionsOf('spec.type'),
  };
}
