import {
  PavedRoadApi,
  ScorecardSummary,
} from '@paved-road/plugin-paved-road-common';
import DataLoader from 'dataloader';

type Api = Pick<PavedRoadApi, 'listScorecards'>;

/** So many references still fit into an address. */
const MOST_REFS = 50;

const loaders = new WeakMap<
  Api,
  DataLoader<string, ScorecardSummary | undefined>
>();

/**
 * The scorecard of an entity; undefined where it has none. What is asked for at the same time, as the rows of a
 * table do, is asked for in one request.
 */
export async function loadSummary(
  api: Api,
  entityRef: string,
): Promise<ScorecardSummary | undefined> {
  let loader = loaders.get(api);
  if (!loader) {
    loader = new DataLoader(refs => loadAll(api, refs), {
      maxBatchSize: MOST_REFS,
      // What is shown later is to be what it is then.
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
  // The columns of one row ask for the same.
  const refs = [...new Set(entityRefs)];
  const { items } = await api.listScorecards({ refs, limit: MOST_REFS });
  const byRef = new Map(items.map(item => [item.entityRef, item]));
  return entityRefs.map(ref => byRef.get(ref));
}
