import { parseEntityRef } from '@backstage/catalog-model';
import {
  isSameKind,
  selectedKinds,
} from '@paved-road/plugin-paved-road-common/rules';
import { useData } from '../queries/useData';
import { commonKinds, isAssessable } from './entityFilters';

/** A kind as the catalog writes it; references contain it in lower case. */
export function kindTitle(kind: string): string {
  return commonKinds.find(common => isSameKind(common, kind)) ?? kind;
}

/** The kind of an entity, unless it is a Component. */
export function unusualKindTitle(entityRef: string): string | undefined {
  const { kind } = parseEntityRef(entityRef);
  return isSameKind(kind, 'component') ? undefined : kindTitle(kind);
}

/* A constant, so that its identity is stable. */
const noKinds: string[] = [];

function useKindsOfRules() {
  return useData(['kindsOfRules'], async api => {
    const { items } = await api.getRules();
    const kinds = items.flatMap(({ spec }) => selectedKinds(spec.filter));
    return [...new Set(kinds.map(kindTitle))].sort((a, b) =>
      a.localeCompare(b),
    );
  });
}

/** The kinds that the active rule packs can select, sorted by name; empty while loading. */
export function useScoredKinds(): string[] {
  return useKindsOfRules().value ?? noKinds;
}

/** The kind of entities that a page summarizes. */
export interface SummedKind {
  /** Absent if there is no choice; means all kinds. */
  kind?: string;
  /** Kinds to choose from, Components first; empty if all are services. */
  kinds: string[];
  isServices: boolean;
}

/**
 * The kind of entities that a page summarizes: one at a time, because totals of several kinds would hide the state of
 * services.
 *
 * @param chosen - the chosen kind
 */
export function useSummedKind(chosen: string | undefined): {
  loading: boolean;
  value?: SummedKind;
} {
  // Errors are reported by the next request of the page.
  const { loading, value } = useKindsOfRules();
  if (loading && !value) {
    return { loading };
  }
  const scored = value ?? noKinds;
  const others = scored.filter(kind => !isSameKind(kind, 'component'));
  const ordered = scored.length > others.length ? ['Component'] : [];
  const isMixed = scored.length > 1 && !areServices(undefined, scored);
  const kind = chosen ?? (isMixed ? [...ordered, ...others][0] : undefined);
  return {
    loading,
    value: {
      kind,
      kinds: kind ? [...new Set([...ordered, ...others, kind])] : noKinds,
      isServices: areServices(kind, scored),
    },
  };
}

/**
 * Whether all listed entities can be called services.
 *
 * @param kind - the kind that the list is filtered by
 * @param scored - all kinds with scorecards
 */
export function areServices(kind: string | undefined, scored: string[]) {
  const listed = kind === undefined ? scored : [kind];
  return listed.every(one => isAssessable({ kind: one }));
}
