import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/**
 * Titles of tabs: the only texts that an app needs before it loads a page. A separate reference, so that all other
 * texts load with the pages.
 *
 * @public
 */
export const pavedRoadTitlesTranslationRef = createTranslationRef({
  id: 'plugin.paved-road.titles',
  messages: {
    tab: {
      overview: 'Overview',
      services: 'Services',
      teams: 'Teams',
      reviews: 'Reviews',
      campaigns: 'Campaigns',
      predictions: 'Predictions',
      rules: 'Rules',
      advisor: 'Advisor',
      architecture: 'Architecture',
      scorecard: 'Scorecard',
    },
  },
});
