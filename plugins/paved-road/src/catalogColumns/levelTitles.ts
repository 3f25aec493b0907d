import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';

type Api = Pick<PavedRoadApi, 'getScorecardsSummary'>;

const loaded = new WeakMap<Api, Promise<Map<string, string>>>();

/** What the levels are called; they seldom change, so one request for all rows of a visit is enough. */
export function loadLevelTitles(api: Api): Promise<Map<string, string>> {
  let titles = loaded.get(api);
  if (!titles) {
    titles = api
      .getScorecardsSummary({ groupBy: 'level' })
      .then(
        ({ groups }) => new Map(groups.map(({ key, title }) => [key, title])),
      );
    loaded.set(api, titles);
    titles.catch(() => loaded.delete(api));
  }
  return titles;
}
