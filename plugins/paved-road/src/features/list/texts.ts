import { defineTexts } from '../../ui/texts/useTexts';

export const listTexts = defineTexts({
  list: {
    any: 'Any',
    clear: 'Clear filters',
    export: 'Export CSV',
    exportFailed: 'Could not export the list',
    moreActions: 'More actions',
    noMatch: 'Nothing matches these filters.',
  },
});
