import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  PavedRoadApi,
  ScorecardSummary,
} from '@paved-road/plugin-paved-road-common';
import DataLoader from 'dataloader';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../../data/api';
import { canHaveScorecard } from '../../data/entities/entityFilters';

/** Loads the scorecard of an entity for a table row. Sends no request for kinds without scorecards. */
export function useSummary(entity: Entity) {
  const api = useApi(pavedRoadApiRef);
  const entityRef = stringifyEntityRef(entity);
  const isAsked = canHaveScorecard(entity);
  return useAsync(
    async () => (isAsked ? await loadSummary(api, entityRef) : undefined),
    [api, entityRef, isAsked],
  );
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

type Level = { id: string; title: string };

type LevelsApi = Pick<PavedRoadApi, 'getScorecardsSummary'>;

const loaded = new WeakMap<LevelsApi, Promise<Level[]>>();

/** Loads the levels, lowest first, once per visit, because they seldom change. */
export function loadLevels(api: LevelsApi): Promise<Level[]> {
  let levels = loaded.get(api);
  if (!levels) {
    levels = api
      .getScorecardsSummary({ groupBy: 'level' })
      .then(({ groups }) =>
        groups.map(({ key, title }) => ({ id: key, title })),
      );
    loaded.set(api, levels);
    levels.catch(() => loaded.delete(api));
  }
  return levels;
}
