import { defineTexts } from '../texts/useTexts';

/** Texts that many pages share. */
export const componentsTexts = defineTexts({
  outcome: {
    choose: 'Your review',
    missing: 'Choose one of these.',
    comment: 'Comment',
    submit: 'Submit review',
    commentMissing: 'Enter a reason; the requester will see it.',
    commentLong: 'Use at most {{count, number}} characters.',
    level: {
      none: 'none',
      pending: 'Checking the effect on the level',
      failed: 'Could not load the effect on the level.',
      same: 'The level stays {{level}}',
      sameNone: 'It stays without a level',
    },
  },
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied to the clipboard',
  notCopied: 'Not copied: select the text and copy it yourself',
  loading: 'Loading',
  showMore: 'Show more',
  views: { counted: '{{view}} ({{number}})' },
  entitySearch: {
    help: 'Type part of its name, title or owner.',
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
      'model-version': 'Model changes the answer',
      age: 'Due for review',
      catalog: 'Catalog changed',
    },
    orphaned: 'No longer in the catalog',
  },
  measured: {
    state: {
      reached: 'reached',
      near: 'near',
      'not-yet': 'not yet',
      'not-measured': 'not measured',
    },
    reachedSince: 'reached since {{date}}',
    reachedBefore: 'reached before the approval',
    conditionAt: '{{value}} of {{threshold}}',
    conditionMeasured: '{{value}} measured',
  },
  risks: {
    severity: {
      high: 'high',
      medium: 'medium',
      low: 'low',
    },
  },
  pages: {
    size: '{{size}} per page',
    range: '{{from}}–{{to}} of {{total}}',
  },
  chart: {
    showTable: 'Show the numbers by day',
    hideTable: 'Hide the numbers by day',
  },
  compare: {
    what: 'What',
    changed: 'differs',
  },
});
