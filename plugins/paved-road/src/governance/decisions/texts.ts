/** Texts of the lists of decisions. */
export const decisionsTexts = {
  decisions: {
    filters: 'Filter the decisions',
    submitted: 'Waiting for approval',
    submittedHelp:
      'A second person reads each of them, and approves it or sends it back.',
    noneSubmitted: 'No decision waits for approval.',
    stale: 'Stale',
    staleHelp:
      'Approved, but the model, the catalog or the time has moved on: they should be made anew.',
    noneStale: 'No approved decision is stale.',
    overridden: 'Overridden',
    overriddenHelp:
      'Approved against the recommendation of the model. Many of one kind can mean that the model is wrong.',
    noneOverridden: 'No approved decision differs from its recommendation.',
    noneOfOwner: 'None of this owner.',
    found_one: '{{count, number}} decision',
    found_other: '{{count, number}} decisions',
    recommended: 'recommended: {{pattern}}',
    column: {
      service: 'Service',
      owner: 'Owner',
      pattern: 'Pattern',
      author: 'Author',
      changed: 'Last change',
      status: 'Status',
    },
  },
} as const;
