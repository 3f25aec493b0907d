import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { advisorMessages } from './translation/advisor';
import { assessmentMessages } from './translation/assessment';
import { campaignMessages } from './translation/campaigns';
import { cardMessages } from './translation/cards';
import { checksMessages } from './translation/checks';
import { commonMessages } from './translation/common';
import { createMessages } from './translation/create';
import { decisionMessages } from './translation/decisions';
import { formMessages } from './translation/form';
import { governanceMessages } from './translation/governance';
import { resultMessages } from './translation/result';
import { rulesMessages } from './translation/rules';
import { scorecardMessages } from './translation/scorecard';
import { waiverMessages } from './translation/waivers';

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
    ...decisionMessages,
    ...formMessages,
    ...advisorMessages,
    ...createMessages,
    ...resultMessages,
    ...scorecardMessages,
    ...waiverMessages,
    ...campaignMessages,
    ...cardMessages,
    ...governanceMessages,
    ...checksMessages,
    ...rulesMessages,
  },
});
