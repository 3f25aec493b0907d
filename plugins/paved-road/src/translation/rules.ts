/** Texts of the rules, and of the runs that evaluate the fleet with them. */
export const rulesMessages = {
  rules: {
    none: 'No rule pack is active.',
    problem: {
      title: 'A newer version of “{{pack}}” cannot be used',
      explanation:
        'Version {{version}} stays active. {{source}} is broken or cannot be read, first seen {{age}}:',
    },
    inactive: {
      title: 'A source has no valid rule pack',
      explanation:
        '{{source}} has never given one, first tried {{age}}. Its checks are not evaluated:',
    },
    pack: {
      name: 'Name',
      version: 'Version',
      origin: 'Comes from',
      source: 'Source',
      activeSince: 'Active since',
      checkedAt: 'Source last read',
      appliesTo: 'Applies to',
      levels: 'Levels, the lowest first',
    },
    origin: {
      'built-in': 'Built in',
      config: 'Configuration',
      file: 'File',
      url: 'URL',
      plugin: 'Plugin',
    },
    checks_one: '{{count}} check',
    checks_other: '{{count}} checks',
    check: {
      weight: 'weight {{weight}}',
      expression: 'Passes when',
      appliesTo: 'Applies to',
      evidence: 'Evidence',
      remediation: 'To fix it',
    },
    facts: {
      title: 'Facts that rules can use',
      none: 'No collector of facts is installed.',
      freshness: 'fresh for {{duration}}',
      cost: {
        low: 'low cost',
        medium: 'medium cost',
        high: 'high cost',
      },
      schema: 'Schema of the value',
    },
  },
  runs: {
    title: 'Runs over the fleet',
    none: 'There was no run yet. The schedule starts one, and so does a change of the rules.',
    start: 'Evaluate the fleet',
    startFailed: 'The run was not started',
    pollFailed: 'Could not read how far the run is',
    progress: 'Progress of the run',
    looked:
      '{{done}} of {{total}} components and systems looked at, {{changed}} evaluated',
    headline: {
      running: 'The fleet is being evaluated',
      finished: 'The fleet has been evaluated',
      cancelled: 'The run was cancelled',
      failed: 'The run has failed',
    },
    cancel: {
      action: 'Cancel the run',
      title: 'Cancel the run over the fleet',
      explanation:
        'What has been evaluated stays. The other entities keep their scorecards until the next run.',
      confirm: 'Cancel the run',
      keep: 'Let it run',
      failed: 'The run was not cancelled',
    },
    column: {
      started: 'Started',
      trigger: 'Because of',
      state: 'State',
      duration: 'Took',
      looked: 'Components and systems looked at',
      changed: 'Evaluated',
    },
    trigger: {
      schedule: 'the schedule',
      rules: 'a change of the rules',
      request: 'a request',
      requestBy: 'a request of {{person}}',
    },
    state: {
      running: 'running',
      finished: 'finished',
      cancelled: 'cancelled',
      failed: 'failed',
    },
  },
} as const;
