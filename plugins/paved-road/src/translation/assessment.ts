/** Texts of the Architecture tab. */
export const assessmentMessages = {
  tab: { title: 'Architecture' },
  source: 'Source: {{source}}.',
  ranking: {
    title: 'Patterns by fit',
    fit: 'fit {{fit}}',
    excluded: 'not eligible',
  },
  margin: {
    alone: '{{winner}} is the only eligible pattern.',
    clear:
      'Fit {{winnerFit}} against {{runnerUpFit}} of {{runnerUp}}: margin {{margin}}.',
    tooCloseTitle: 'Too close to call',
    tooClose:
      '{{winner}} is ahead of {{runnerUp}} by only {{margin}} points of fit. Either can be defended: decide by what the questions do not ask.',
  },
  drivers: {
    title: 'What decides, as points of fit',
    more_one: 'Show {{count}} more criterion',
    more_other: 'Show {{count}} more criteria',
    fewer: 'Show fewer criteria',
  },
  veto: {
    title: 'Patterns that are not eligible',
    veto: '{{pattern}}: not possible on the platform',
    filter: '{{pattern}}: ruled out by a policy',
    liftedBy: 'Lifted by: {{remedies}}.',
  },
  why: {
    title: 'Why {{winner}} and not {{runnerUp}}',
    titleAlone: 'Why {{winner}}',
    override:
      'This explains the recommendation. The decision is for {{decided}}, for the reason given above.',
  },
  comparison: {
    title: 'Comparison',
    criterion: 'Criterion',
    needs: 'Needs',
    weight: 'Weight',
    fit: 'Fit',
    demand: 'needs {{demand}} of 5',
    demandUnknown: 'need not known',
    teamHas: 'team has {{supply}}',
    asks: 'asks {{demand}}',
    match: {
      meets: 'Meets the need',
      slightly: 'Falls a little short',
      short: 'Falls short',
      unweighed: 'Weighs nothing',
    },
    more_one: 'Show {{count}} criterion that weighs nothing',
    more_other: 'Show {{count}} criteria that weigh nothing',
    fewer: 'Show only what weighs',
    legend:
      'Supplies are rated 1 to 5. A check mark meets the need, a dash falls a little short, a cross falls short. Point at a cell, or move to it with the arrow keys, for the reason.',
  },
  quantities: {
    title: 'Cost and latency',
    missing: 'Not known without: {{questions}}',
  },
  cost: {
    title: 'Cost by pattern',
    pattern: 'Pattern',
    monthly: 'USD a month',
    range: 'Low to high',
    lowToHigh: '{{low}} to {{high}}',
    replicas: 'Replicas',
    noReplicas: 'on demand',
    breakEven:
      'Serverless stops being the cheapest at {{requests}} requests a month.',
  },
  latency: {
    title: 'Latency by pattern',
    pattern: 'Pattern',
    coldStarts: 'Cold starts',
    coldStart: '{{share}}, +{{duration}}',
    requirement: 'Requirement',
    noRequirement: 'None stated',
    meets: 'meets {{requirement}}',
    misses: 'misses {{requirement}}',
  },
  assumptions: {
    title_one: '{{count}} assumption behind these numbers',
    title_other: '{{count}} assumptions behind these numbers',
    label: 'Assumptions',
    assumption: 'Assumption',
    value: 'Value',
    source: 'Source',
    overridden: 'changed',
  },
  risks: {
    title: 'Risks',
    none: 'No known failure pattern applies.',
    severity: { high: 'high', medium: 'medium', low: 'low' },
    subject: {
      recommended: 'with the recommended {{pattern}}',
      chosen: 'with the chosen {{pattern}}',
      observed: 'with the {{pattern}} that the catalog states',
    },
    evidence: 'Evidence',
    mitigations: 'What helps',
  },
  header: {
    drafted: 'Drafted by {{author}}, last changed on {{date}}',
    submitted: 'Drafted by {{author}}, submitted by {{submitter}} on {{date}}',
    approved: 'Decided by {{author}}, approved by {{reviewer}} on {{date}}',
    rejected: 'Drafted by {{author}}, rejected by {{reviewer}} on {{date}}',
    stage: 'Stage: {{stage}}',
    completeness: '{{share}} of the questions answered',
    platform: 'Platform: {{platform}}',
    model: 'Model {{version}}',
    override:
      'Recommended was {{recommended}}. Decided otherwise: {{rationale}}',
    tradeOffs: 'Accepted trade-offs: {{tradeOffs}}',
    revisitTriggers: 'Revisit when: {{revisitTriggers}}',
  },
  action: {
    history: 'History',
    decisionRecord: 'Export decision record',
    withdraw: 'Withdraw',
    edit: 'Edit',
    submit: 'Submit for approval',
    delete: 'Delete draft',
    reassess: 'Reassess',
    reject: 'Reject',
    approve: 'Approve',
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
  review: {
    approve: {
      title: 'Approve this assessment',
      explanation:
        'The decision counts from now on. An approved assessment before it is superseded.',
      comment: 'Comment',
      confirm: 'Approve',
    },
    reject: {
      title: 'Reject this assessment',
      explanation: 'Say what has to change, so that the team can try again.',
      comment: 'What has to change',
      confirm: 'Reject',
    },
    failed: 'The review was not saved',
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
      'This is not the newest assessment: there is one for {{pattern}}, last changed on {{date}}.',
    showCounting: 'Show the one that counts',
    newer: {
      draft: '{{author}} has a newer draft for {{pattern}} of {{date}}.',
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
