import { defineTexts } from '../../ui/texts/useTexts';

export const searchTexts = defineTexts({
  search: {
    decision: 'Decision',
    check: 'Check',
    level: 'Needed for {{level}}',
    stale: 'Stale',
  },
});
