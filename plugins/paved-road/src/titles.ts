import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/**
 * The titles of tabs: all texts that an app needs before it loads a page. They have a reference of their own, so that
 * every other text waits in the code of the pages.
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
