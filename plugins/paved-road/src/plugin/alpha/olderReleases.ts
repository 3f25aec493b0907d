/*
 * What the new frontend system of Backstage 1.55 and 1.56 lacks. Goes when 1.57 is the oldest supported release.
 */
import * as frontendPluginApi from '@backstage/frontend-plugin-api';
import { pavedRoadTitlesTranslationRef, titles } from '../titles';

/** Since 1.57, each page brings a router. Before, the router of the app matches the addresses of all pages. */
export const pagesHaveRouters = 'useAppHref' in frontendPluginApi;

/** The title of an extension: since 1.57 with its translation, before in English. */
export function createTitle(key: keyof typeof titles) {
  return typeof pavedRoadTitlesTranslationRef === 'function'
    ? pavedRoadTitlesTranslationRef(key)
    : titles[key];
}
