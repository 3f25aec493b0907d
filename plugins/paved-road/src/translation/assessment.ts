/** Texts of the Architecture tab. */
export const assessmentMessages = {
  tab: { title: 'Architecture' },
  empty: {
    title: 'No architecture assessment yet',
    invitation:
      'Answer a few questions about the team, the product and the workload, and see which architecture suits it, why, what it costs and which risks it brings. It takes about five minutes, and every question may be left open.',
    facts: 'What the catalog already tells',
    owner: 'Owner',
    system: 'System',
    lifecycle: 'Lifecycle',
    models: 'Models',
    apis: 'APIs',
    notStated: 'Not stated',
    start: 'Start assessment',
    continue: 'Continue assessment',
    readOnly:
      'Only its owners and the platform team can assess it. Ask one of them to start.',
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
  },
  stage: {
    mvp: 'first version',
    'scale-up': 'scale-up',
    enterprise: 'enterprise',
    small: 'small product',
  },
  platform: {
    'aws-lambda': 'AWS Lambda',
    'aws-lambda-managed-instances': 'AWS Lambda Managed Instances',
    'google-cloud-run': 'Google Cloud Run',
    'azure-functions-flex': 'Azure Functions Flex',
    knative: 'Knative',
  },
  action: {
    history: 'History',
    decisionRecord: 'Export decision record',
    withdraw: 'Withdraw',
    edit: 'Edit',
    submit: 'Submit for approval',
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
  history: {
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
