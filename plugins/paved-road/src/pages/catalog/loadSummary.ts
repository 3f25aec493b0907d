import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  PavedRoadApi,
  ScorecardSummary,
} from '@paved-road/plugin-paved-road-common';
import DataLoader from 'dataloader';
import { useData } from '../../data/queries/useData';
import { canHaveScorecard } from '../../data/entities/entityFilters';

/** Loads the scorecard of an entity for a table row. Sends no request for kinds without scorecards. */
export function useSummary(entity: Entity) {
  const entityRef = stringifyEntityRef(entity);
  const isAsked = canHaveScorecard(entity);
  return useData(
    ['summary', entityRef],
    async api => (isAsked ? await loadSummary(api, entityRef) : undefined),
    { keepsLastKey: false },
  );
}

/** Loads the levels, lowest first; all rows share the request. */
export function useLevelTitles() {
  return useData(['levels'], async api => {
    const { groups } = await api.getScorecardsSummary({ groupBy: 'level' });
    return groups.map(({ key, title }) => ({ id: key, title }));
  });
}

type Api = Pick<PavedRoadApi, 'listScorecards'>;

/** Maximum number of references in a URL. */
const MOST_REFS = 50;

const loaders = new WeakMap<
  Api,
  DataLoader<string, ScorecardSummary | undefined>
>();

/** The scorecard of an entity, if any. Batches simultaneous requests, such as one per table row. */
async function loadSummary(
  api: Api,
  entityRef: string,
): Promise<ScorecardSummary | undefined> {
  let loader = loaders.get(api);
  if (!loader) {
    loader = new DataLoader(refs => loadAll(api, refs), {
      maxBatchSize: MOST_REFS,
      // Later reads must be fresh.
      cache: false,
    });
    loaders.set(api, loader);
  }
  return await loader.load(entityRef);
}

async function loadAll(
  api: Api,
  entityRefs: readonly string[],
): Promise<(ScorecardSummary | undefined)[]> {
  // The columns of a row share the request.
  const refs = [...new Set(entityRefs)];
  const { items } = await api.listScorecards({ refs, limit: MOST_REFS });
  const byRef = new Map(items.map(item => [item.entityRef, item]));
  return entityRefs.map(ref => byRef.get(ref));
}
