import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  pavedRoadAnnotations,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

const atMost = 5;

/** The templates of the catalog that say that they are for a pattern. */
export function usePatternTemplates(pattern: PlainPattern) {
  const catalogApi = useApi(catalogApiRef);
  return useAsyncRetry(async () => {
    const { items } = await catalogApi.queryEntities({
      filter: {
        kind: 'template',
        [`metadata.annotations.${pavedRoadAnnotations.pattern}`]: pattern,
      },
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'spec.parameters',
      ],
      orderFields: { field: 'metadata.name', order: 'asc' },
      limit: atMost,
    });
    return items;
  }, [catalogApi, pattern]);
}
