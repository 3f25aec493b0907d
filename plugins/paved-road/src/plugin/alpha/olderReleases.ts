/*
 * What the new frontend system of Backstage 1.55 and 1.56 lacks. Goes when 1.57 is the oldest supported release.
 */
import type { ApiHolder } from '@backstage/frontend-plugin-api';
import * as frontendPluginApi from '@backstage/frontend-plugin-api';
import { pavedRoadTitlesTranslationRef, titles } from '../titles';

/** Since 1.57, each page brings a router. Before, the router of the app matches the addresses of all pages. */
export const pagesHaveRouters = 'useAppHref' in frontendPluginApi;

/** Why the pages do not work in this app, and the remedy, if its release needs other packages of Paved Road. */
export function findReleaseProblem(apis: ApiHolder): string | undefined {
  const routes = apis.get(frontendPluginApi.routeResolutionApiRef);
  if (!routes || 'resolvePath' in routes === pagesHaveRouters) {
    return undefined;
  }
  const [installed, age] = pagesHaveRouters
    ? ['1.57', 'an older']
    : ['1.55', 'a newer'];
  return `Paved Road is installed for Backstage ${installed}, but this app has ${age} release: install the packages of Paved Road for the release of the app.`;
}

/** The title of an extension: since 1.57 with its translation, before in English. */
export function createTitle(key: keyof typeof titles) {
  return typeof pavedRoadTitlesTranslationRef === 'function'
    ? pavedRoadTitlesTranslationRef(key)
    : titles[key];
}
