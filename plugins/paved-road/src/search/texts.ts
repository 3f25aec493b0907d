/** Texts of search results. */
export const searchTexts = {
  search: {
    decision: 'Decision',
    check: 'Check',
    level: 'Needed for {{level}}',
    stale: 'Stale',
  },
} as const;
