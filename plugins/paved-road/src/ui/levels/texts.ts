import { defineTexts } from '../texts/useTexts';

/** Names for a service without a level. */
export const levelsTexts = defineTexts({
  scorecard: { noLevel: 'No level yet', lostLevel: 'No level', none: 'None' },
});
