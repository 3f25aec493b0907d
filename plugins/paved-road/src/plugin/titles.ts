import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/** By key, as the reference has them. */
export const titles = {
  'tab.overview': 'Overview',
  'tab.services': 'Services',
  'tab.teams': 'Teams',
  'tab.reviews': 'Reviews',
  'tab.campaigns': 'Campaigns',
  'tab.predictions': 'Predictions',
  'tab.rules': 'Rules',
  'tab.advisor': 'Advisor',
  'tab.architecture': 'Architecture',
  'tab.scorecard': 'Scorecard',
} as const;

/**
 * Titles of tabs: the only texts that an app needs before it loads a page. A separate reference, so that all other
 * texts load with the pages.
 *
 * @public
 */
export const pavedRoadTitlesTranslationRef = createTranslationRef({
  id: 'plugin.paved-road.titles',
  messages: titles,
});
