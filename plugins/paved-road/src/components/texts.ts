/** Texts that many pages share. */
export const componentsTexts = {
  cancel: 'Cancel',
  loading: 'Loading',
  showMore: 'Show more',
  entitySearch: {
    help: 'Type a part of its name, title or owner.',
    failed: 'Could not search the catalog',
  },
  error: {
    title: 'Could not load this',
    forbiddenTitle: 'You have no permission for this',
    forbidden: 'Ask the owner or the platform team for access.',
    retry: 'Try again',
  },
  assessment: {
    status: {
      draft: 'Draft',
      submitted: 'Submitted',
      approved: 'Approved',
      rejected: 'Rejected',
      superseded: 'Superseded',
    },
    stale: {
      'model-version': 'Made with an older model',
      age: 'Due for review',
      catalog: 'Catalog changed',
    },
    orphaned: 'Not in the catalog any more',
  },
} as const;
