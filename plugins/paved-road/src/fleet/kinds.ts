import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  isSameKind,
  selectedKinds,
} from '@paved-road/plugin-paved-road-common/rules';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../api';
import { commonKinds, isAssessable } from '../entityFilters';

/** A kind as the catalog writes it; references have it in lower case. */
export function kindTitle(kind: string): string {
  return commonKinds.find(common => isSameKind(common, kind)) ?? kind;
}

/** The kind of an entity where it has to be told: everybody takes what has a scorecard for a Component. */
export function unusualKindOf(entityRef: string): string | undefined {
  const { kind } = parseEntityRef(entityRef);
  return isSameKind(kind, 'component') ? undefined : kindTitle(kind);
}

/* The same each time, so that nothing that depends on it is loaded again. */
const noKinds: string[] = [];

/** The kinds that the active rule packs can select, in the order of their names; none until that is known. */
export function useScoredKinds(): string[] {
  const api = useApi(pavedRoadApiRef);
  const { value = noKinds } = useAsync(async () => {
    const { items } = await api.getRules();
    const kinds = items.flatMap(({ spec }) => selectedKinds(spec.filter));
    return [...new Set(kinds.map(kindTitle))].sort((a, b) =>
      a.localeCompare(b),
    );
  }, [api]);
  return value;
}

/**
 * Whether all that is listed can be called services.
 *
 * @param kind - that the list is narrowed down to
 * @param scored - what else can be there
 */
export function areServices(kind: string | undefined, scored: string[]) {
  const listed = kind === undefined ? scored : [kind];
  return listed.every(one => isAssessable({ kind: one }));
}
