import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/**
 * Every text of the plugin that is not data; titles, questions and reasons come from the core.
 *
 * @public
 */
export const pavedRoadTranslationRef = createTranslationRef({
  id: 'plugin.paved-road',
  messages: {
    page: {
      title: 'Paved Road',
      subtitle: 'Assess, start and stay on the road',
    },
    tab: { title: 'Architecture' },
    error: {
      title: 'Could not load this',
      forbiddenTitle: 'You may not see this',
      forbidden: 'Ask the owner or the platform team for access.',
      retry: 'Try again',
    },
    loading: 'Loading',
    overview: {
      onTheRoad: 'On the road ({{level}} or better)',
      assessed: 'Assessed',
      approved: 'Approved',
      waiting: 'Decisions waiting',
      waived: 'With waived checks',
      of: '{{part}} of {{total}}',
    },
    empty: { title: 'No architecture assessment yet' },
  },
});
