/** Texts of evaluation runs. */
export const runsTexts = {
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
