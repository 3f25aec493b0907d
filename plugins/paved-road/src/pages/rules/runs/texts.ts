import { defineTexts } from '../../../ui/texts/useTexts';

export const runsTexts = defineTexts({
  runs: {
    title: 'Evaluation runs',
    none: 'No run yet. The schedule or a change of the rules starts one.',
    start: 'Evaluate the fleet',
    startFailed: 'The run was not started',
    progress: 'Progress of the run',
    looked: '{{done}} of {{total}} entities checked, {{changed}} evaluated',
    repositories:
      '{{read}} of {{total}} repositories have been read since the detectors last changed. The services of the others keep their verdicts until then.',
    headline: {
      running: 'The fleet is being evaluated',
      finished: 'The fleet has been evaluated',
      cancelled: 'The run was cancelled',
      failed: 'The run failed',
    },
    cancel: {
      action: 'Cancel the run',
      title: 'Cancel the evaluation run',
      explanation:
        'Scorecards evaluated so far stay; the others keep theirs until the next run.',
      confirm: 'Cancel the run',
      keep: 'Let it run',
      failed: 'The run was not cancelled',
    },
    column: {
      started: 'Started',
      trigger: 'Because of',
      state: 'State',
      duration: 'Took',
      looked: 'Components and systems',
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
});
