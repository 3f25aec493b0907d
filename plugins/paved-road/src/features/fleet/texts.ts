import { defineTexts } from '../../ui/texts/useTexts';

/** Texts for lists of services, on the Paved Road page and the home page. */
export const fleetTexts = defineTexts({
  groups: {
    onTheRoad: 'On the road',
  },
  services: {
    filter: {
      q: 'Search',
      owner: 'Owner',
      team: 'Team, including subteams',
      system: 'System',
      level: 'Level',
      below: 'Below level',
      pattern: 'Pattern',
      stage: 'Stage',
      kind: 'Kind',
      lifecycle: 'Lifecycle',
      type: 'Type',
      assessment: 'Decision',
      standing: 'Standing',
      stale: 'Stale decision',
      check: 'Check',
      track: 'Track',
      state: 'State of the check',
      lift: 'Would level up with',
    },
    isStale: {
      true: 'Yes',
      false: 'No',
    },
    noStage: 'No stage',
    any: 'Any',
    clearAll: 'Clear all',
    column: {
      service: 'Name',
      owner: 'Owner',
      pattern: 'Pattern',
      level: 'Level',
      since: 'Since',
      score: 'Score',
      blockedBy: 'Blocked by',
    },
    score: 'Score {{score}}',
    inSystem: 'in {{system}}',
    stale: 'Stale',
    decision: 'Decision',
    others: ' +{{count}} more',
    history: {
      unchanged: '{{level}} since {{date}}',
      changes: 'In 30 days: {{changes}}',
      change: '{{from}} to {{to}} on {{date}}',
    },
    notAssessed: 'Not assessed',
  },
  emptyFleet: {
    title: 'No service has been evaluated yet',
    reason:
      'This page fills as soon as there are scorecards. Check three things:',
    schedule:
      'Scorecards are evaluated on a schedule. You can evaluate a service now on its Scorecard tab.',
    rulePacks:
      'A rule pack must apply to your services: its filter names the kinds and types.',
    access: 'Services you cannot see in the catalog are left out.',
    ofKind: 'No {{kind}} you can see has a scorecard.',
  },
  serviceChoices: {
    title: 'Which of your components are AI services?',
    explanation:
      'No rule pack selects an entity you can see. Copy the config of a choice into app-config.yaml and restart the back end; the scorecards follow within minutes.',
    more: 'A filter can combine choices with $any and $all. Counts include only components you can see.',
    none: 'The catalog has no components you can see.',
    choice: 'Choice',
    components: 'Components',
    config: 'Config below pavedRoad.scorecards',
    by: {
      type: 'Type {{value}}',
      tag: 'Tag {{value}}',
      kind: 'Every {{value}}',
      model: 'Dependency on a model ({{value}} in the catalog)',
    },
    copy: 'Copy',
    copyOf: 'Copy the config: {{choice}}',
    copied: 'Copied',
    copyFailed: 'Could not copy: select the text and copy it yourself',
    selected_one:
      'The rule packs select {{count, number}} entity you can see. Its scorecard is on the way.',
    selected_other:
      'The rule packs select {{count, number}} entities you can see. Their scorecards are on the way.',
  },
  teams: {
    team: 'Team',
  },
});
