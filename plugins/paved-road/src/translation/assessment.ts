/** Texts of the Architecture tab. */
export const assessmentMessages = {
  tab: { title: 'Architecture' },
  action: {
    history: 'History',
    withdraw: 'Withdraw',
    edit: 'Edit',
    submit: 'Submit for approval',
    delete: 'Delete draft',
    reassess: 'Reassess',
    reject: 'Reject',
    approve: 'Approve',
    undecided:
      'Answer the questions that decide, or edit the draft and decide for a pattern, before you submit it.',
    secondPerson:
      'You wrote or submitted this assessment, so another person has to review it.',
    failed: 'That did not work',
  },
  conflict: {
    title: 'Someone else has changed this assessment',
    reload: 'Load the newest version',
    reloadToSee: 'Load the newest version to see it and to go on from there.',
    keepOrReload:
      'Save what you have filled in as a new draft, or load the newest version and lose it.',
    saveAsNew: 'Save as a new draft',
  },
  deletion: {
    title: 'Delete this draft',
    explanation: 'Its answers and its decision are lost.',
    confirm: 'Delete',
    failed: 'The draft was not deleted',
  },
  notice: {
    otherApproved:
      'This is not the assessment that counts: {{pattern}} was approved, last changed on {{date}}.',
    otherCounts:
      'This is not the assessment that counts: that is one last changed on {{date}} ({{pattern}}).',
    showCounting: 'Show the one that counts',
    newer: {
      draft: '{{author}} has a newer draft of {{date}} ({{pattern}}).',
      submitted:
        'A newer assessment by {{author}} for {{pattern}} waits for approval since {{date}}.',
      approved:
        'A newer assessment by {{author}} for {{pattern}} was approved on {{date}}.',
      rejected:
        'A newer assessment by {{author}} for {{pattern}} was rejected on {{date}}.',
    },
    showNewer: 'Show it',
  },
  history: {
    title: 'Assessments of this entity',
    close: 'Back to the result',
    created: 'Started',
    status: 'Status',
    shown: 'looked at',
    counts: 'counts',
    pattern: 'Pattern',
    author: 'By',
    model: 'Model',
    actions: 'Actions',
    open: 'Open',
    openOf: 'Open the assessment of {{date}}',
    eventsOf: 'What happened to the assessment of {{date}}',
    events: 'Events',
    event: '{{actor}} {{action}}',
    action: {
      created: 'created it',
      updated: 'changed it',
      submitted: 'submitted it',
      approved: 'approved it',
      rejected: 'rejected it',
      withdrawn: 'withdrew it',
      superseded: 'superseded it by a newer one',
    },
  },
} as const;
