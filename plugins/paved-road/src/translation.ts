import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { assessmentMessages } from './translation/assessment';
import { commonMessages } from './translation/common';
import { formMessages } from './translation/form';
import { governanceMessages } from './translation/governance';
import { scorecardMessages } from './translation/scorecard';

/**
 * Every text of the plugin that is not data; titles, questions and reasons come from the core.
 *
 * @public
 */
export const pavedRoadTranslationRef = createTranslationRef({
  id: 'plugin.paved-road',
  messages: {
    ...commonMessages,
    ...assessmentMessages,
    ...formMessages,
    ...scorecardMessages,
    ...governanceMessages,
  },
});
