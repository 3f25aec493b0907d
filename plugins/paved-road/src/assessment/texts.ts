/** Texts of the Architecture tab, its notices, reviews and records. */
export const assessmentTexts = {
  tab: { architecture: 'Architecture', scorecard: 'Scorecard' },
  header: {
    drafted: 'Drafted by {{author}}, last changed on {{date}}',
    submitted: 'Drafted by {{author}}, submitted by {{submitter}} on {{date}}',
    approved: 'Decided by {{author}}, approved by {{reviewer}} on {{date}}',
    rejected: 'Drafted by {{author}}, rejected by {{reviewer}} on {{date}}',
    stage: 'Stage: {{stage}}',
    completeness: '{{share}} of the questions answered',
    platform: 'Platform: {{platform}}',
    model: 'Model {{version}}',
    review: 'Next review on {{date}}',
    decided: {
      one: 'Recommended was {{recommended}}. Decided otherwise: {{rationale}}',
      either:
        'Close call between {{recommended}} and {{runnerUp}}; {{recommended}} was ahead. Decided otherwise: {{rationale}}',
      none: 'Decided without a recommendation, since there were not enough answers. {{rationale}}',
    },
    tradeOffs: 'Accepted trade-offs: {{tradeOffs}}',
    revisitTriggers: 'Revisit when: {{revisitTriggers}}',
  },
  action: {
    history: 'History',
    withdraw: 'Withdraw',
    edit: 'Edit',
    submit: 'Submit for approval',
    delete: 'Delete draft',
    reassess: 'Reassess',
    review: 'Review',
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
  review: {
    submit: {
      title: 'Submit this assessment for approval',
      explanation:
        'A second person approves it, requests changes or rejects it. Until then you can withdraw it.',
      close:
        'It is a close call: submitting decides for {{pattern}}, which is ahead. To decide for {{other}}, edit the draft first.',
      comment: 'Comment for the reviewer',
      confirm: 'Submit',
    },
    title: 'Review the assessment',
    decision: '{{pattern}} for {{service}}',
    submittedBy: 'Submitted by {{person}} {{age}}',
    overrides: 'Overrides the recommendation: {{recommended}}',
    recommended: 'Recommended: {{recommended}}',
    confidence:
      'Recommended: {{recommended}}, right with a chance of {{share}}',
    noRisks: 'No risk was found.',
    moreRisks_one: '{{count, number}} more risk',
    moreRisks_other: '{{count, number}} more risks',
    notAllowed: 'You may not review assessments of this service.',
    over: 'Nothing is left to review. Status: {{status}}.',
    approve: {
      explanation: 'The decision counts from now on.',
      comment: 'Comment',
      confirm: 'Approve',
    },
    requestChanges: {
      explanation: 'It goes back to its author as a draft.',
      comment: 'What has to change',
      confirm: 'Request changes',
    },
    reject: {
      explanation: 'Final: the team has to make a new assessment.',
      comment: 'Why',
      confirm: 'Reject',
    },
    failed: 'The assessment was not changed',
  },
  notice: {
    changesRequested: 'Changes requested by {{person}} {{age}}: {{comment}}',
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
  staleNotice: {
    title: 'This assessment should be looked at again',
    age: 'It was due for review on {{date}}.',
    ageUnknown: 'It is old enough to be reviewed.',
    model: 'It was made with model {{from}}; the portal uses {{to}} today.',
    catalog: 'The catalog has changed since it was made:',
    catalogUnknown: 'The catalog has changed since it was made.',
    what: {
      owner: { to: 'owner now {{refs}}', from: 'owner was {{refs}}' },
      system: { to: 'system now {{refs}}', from: 'system was {{refs}}' },
      dependencies: {
        to: 'new dependency {{refs}}',
        from: 'no longer depends on {{refs}}',
      },
      models: { to: 'new model {{refs}}', from: 'no longer uses {{refs}}' },
      pattern: { to: 'states the pattern {{refs}}', from: 'stated {{refs}}' },
    },
  },
  liveChange: {
    title: 'Assessments of this entity have changed meanwhile',
    form: 'What you fill in stays. You see the change when you close the form; saving tells you if it is this draft that changed.',
  },
  offer: {
    tradeOffs: 'What {{pattern}} gives up, to accept knowingly',
    revisitTriggers: 'Signs that the next step, “{{step}}”, is due',
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
      returned: 'requested changes',
      superseded: 'superseded it by a newer one',
    },
  },
  record: {
    open: 'Decision record',
    title: 'Decision record of {{entity}}',
    frontMatter: 'Front matter',
    copy: 'Copy Markdown',
    copied: 'Copied to the clipboard',
    copyFailed: 'The record was not copied; download it instead',
    download: 'Download',
    close: 'Close',
  },
} as const;
