import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of the Architecture tab, its notices, reviews and records. */
export const assessmentTexts = defineTexts({
  header: {
    what: {
      recommendation: 'Recommendation',
      draft: 'Decision, not submitted yet',
      submitted: 'Proposed decision',
      approved: 'Decision',
      rejected: 'Rejected decision',
      superseded: 'Earlier decision',
    },
    open: {
      title: 'No pattern yet',
    },
    hybrid:
      'The core runs as {{core}}, background work beside it as {{background}}.',
    ahead: 'Ahead of {{other}}, mostly for {{criteria}}.',
    applicationClose: 'Application: two patterns are defensible.',
    behind: '{{other}} would be recommended, but misses the required latency.',
    alone: 'No other pattern is possible.',
    measuredChances: 'Chance of being right with measured values.',
    close: {
      open: 'Both are defensible. Decide on what you know beyond the questions.',
      decided: 'A close call: {{other}} is also defensible.',
    },
    override:
      'Overrides the recommendation, {{recommended}}. Its own chance: {{chance}}, rank {{rank}} of {{total}}',
    ruledOut:
      '{{pattern}} is decided although a limit or a policy rules it out.',
    unsupported:
      'Decided without a recommendation: not enough answers. Its chance so far: {{chance}}, rank {{rank}} of {{total}}',
    placement: {
      override:
        '{{placement}} overrides the recommendation for the model, {{recommended}}. Its own chance: {{chance}}, rank {{rank}} of {{total}}',
      close: 'Two placements of the model are defensible.',
      ruledOut:
        '{{placement}} is decided although a limit or a policy rules it out.',
      unsupported:
        '{{placement}} is decided without a recommendation for the model: not enough answers. Its chance so far: {{chance}}, rank {{rank}} of {{total}}',
    },
    rationale: 'Rationale: “{{rationale}}”',
    scorecard: 'Scorecard: {{level}}',
    draftedAndSubmitted: 'Drafted and submitted by {{author}} on {{date}}',
    drafted: 'Drafted by {{author}}, last changed on {{date}}',
    submitted: 'Drafted by {{author}}, submitted by {{submitter}} on {{date}}',
    approved: 'Decided by {{author}}, approved by {{reviewer}} on {{date}}',
    rejected: 'Drafted by {{author}}',
    review: 'next review on {{date}}',
    trigger: 'revisit when: {{trigger}}',
  },
  cards: {
    choose: 'Choose an answer',
    saveAnswer: 'Save',
    saveAnswerTo: 'Save the answer to “{{question}}”',
    moreQuestions_one: 'and {{count, number}} more',
    moreQuestions_other: 'and {{count, number}} more',
    answerFailed: 'The answer was not saved',
    figures: 'Key figures',
    figuresOf: '{{pattern}} in figures',
    cost: 'Cost',
    p99: 'p99',
    model: 'Model',
    application: 'App',
    p95: 'p95',
    latency: {
      'first-token': 'first token',
      'short-answer': 'short answer',
      response: 'response',
    },
    notPossible: 'Not possible',
    risks: 'Risks',
    perMonth: '{{cost}}/month',
    measured: 'predicted · {{value}} measured',
    measuredMeets: 'measured: meets {{requirement}}',
    measuredMisses: 'measured: misses {{requirement}}',
    breakEven: 'break-even {{requests}} requests',
    missing: 'Answer “{{question}}” to see it',
    toChange: 'Change “{{question}}” to see it',
    open: 'Not known yet',
    gone: 'No longer in the model',
    otherRisks_one: '{{count}} more',
    otherRisks_other: '{{count}} more',
    noRisks: 'None known',
  },
  details: {
    title: 'About the decision',
    comment: 'Comment of the reviewer',
    tradeOffs: 'Accepted trade-offs',
    revisitTriggers: 'Revisit when',
    stage: 'Stage',
    completeness: 'Questions answered',
    platform: 'Platform',
    model: 'Model',
  },
  template: {
    start: 'Start from the template “{{template}}”',
  },
  templateStart: {
    hybrid:
      'Start from the template “{{template}}”; background work comes from the one for {{background}}',
  },
  action: {
    history: 'History',
    withdraw: 'Withdraw',
    edit: 'Edit',
    submit: 'Submit for review',
    resubmit: 'Edit and resubmit',
    answer: 'Answer {{count, number}} questions',
    relax: 'Change answers',
    rationale: 'Enter the rationale',
    more: 'More for this assessment',
    delete: 'Delete draft',
    change: 'Change the decision',
    reassess: 'Reassess',
    reassessMeasured: 'Reassess with measured values',
    failed: 'The action failed',
  },
  deletion: {
    title: 'Delete this draft',
    explanation: 'Its answers and its decision are lost.',
    confirm: 'Delete',
    failed: 'The draft was not deleted',
  },
  unknown: {
    title: 'This assessment does not exist',
    explanation: 'The link is wrong, or it leads to another service.',
    current: 'Current assessment',
    start: 'Start an assessment',
    activity: 'Activity',
  },
  notice: {
    rejected:
      'Rejected by {{person}} on {{date}}. Reassess to propose another decision.',
    rejectedBecause:
      'Rejected by {{person}} on {{date}}: “{{comment}}” Reassess to propose another decision.',
    changesRequested: 'Changes requested by {{person}} {{age}}: “{{comment}}”',
    otherApproved:
      'This is not the current assessment: {{pattern}} was approved, last changed on {{date}}.',
    otherCounts:
      'This is not the current assessment: {{pattern}}, last changed on {{date}}, is current.',
    showCounting: 'Show the current one',
    newer: {
      draft: '{{author}} has a newer draft of {{date}} ({{pattern}}).',
      submitted:
        'A newer assessment by {{author}} for {{pattern}} has waited for review since {{date}}.',
      approved:
        'A newer assessment by {{author}} for {{pattern}} was approved on {{date}}.',
      rejected:
        'A newer assessment by {{author}} for {{pattern}} was rejected on {{date}}.',
    },
    showNewer: 'Show it',
  },
  staleNotice: {
    title: 'This assessment may be out of date',
    age: 'It was due for review on {{date}}.',
    ageUnknown: 'It is due for review.',
    model:
      'The current model, {{to}}, gives another answer or verdict than model {{from}}, or no longer accepts an answer.',
    catalog: 'The catalog has changed since it was made:',
    catalogUnknown: 'The catalog has changed since it was made.',
    what: {
      owner: {
        to: 'owner now {{refs}}',
        from: 'owner was {{refs}}',
      },
      system: {
        to: 'system now {{refs}}',
        from: 'system was {{refs}}',
      },
      dependencies: {
        to: 'new dependency {{refs}}',
        from: 'no longer depends on {{refs}}',
      },
      models: {
        to: 'new model {{refs}}',
        from: 'no longer uses {{refs}}',
      },
      pattern: {
        to: 'states the pattern {{refs}}',
        from: 'stated {{refs}}',
      },
    },
  },
  liveChange: {
    title: 'Assessments of this entity have changed meanwhile',
    form: 'Your input stays. You will see the change when you close the form; saving warns you if this draft has changed.',
  },
  orphans: {
    title: 'An earlier entity had this name',
    left: 'It left {{records}} on {{date}}. Adopt them if this entity replaces it.',
    assessments_one: '{{count, number}} assessment',
    assessments_other: '{{count, number}} assessments',
    waivers_one: '{{count, number}} waiver',
    waivers_other: '{{count, number}} waivers',
    history_one: '{{count, number}} day of history',
    history_other: '{{count, number}} days of history',
    adopt: 'Adopt',
    unknown: 'Records of earlier entities could not be loaded',
    confirm: {
      title: 'Adopt the records',
      explanation:
        'They become records of this entity: an approved decision and waivers in force count again. Where both have one, the newer stays. This cannot be undone.',
      failed: 'The records could not be adopted',
    },
  },
  history: {
    activity: 'Activity',
    title: 'Assessments of this entity',
    created: 'Started',
    status: 'Status',
    shown: 'Viewing',
    counts: 'Current',
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
      commented: 'commented',
      superseded: 'superseded it by a newer one',
    },
  },
  record: { open: 'Decision record' },
});
