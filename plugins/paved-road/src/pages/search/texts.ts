import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of search results. */
export const searchTexts = defineTexts({
  search: {
    decision: 'Decision',
    check: 'Check',
    level: 'Needed for {{level}}',
    stale: 'Stale',
  },
});
