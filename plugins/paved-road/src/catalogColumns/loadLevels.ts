import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';

type Level = { id: string; title: string };

type Api = Pick<PavedRoadApi, 'getScorecardsSummary'>;

const loaded = new WeakMap<Api, Promise<Level[]>>();

/** The levels, lowest first; they seldom change, so one request for all rows of a visit is enough. */
export function loadLevels(api: Api): Promise<Level[]> {
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
