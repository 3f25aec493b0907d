import { defineTexts } from '../ui/texts/useTexts';

/** Texts that the tabs of the Paved Road page share. */
export const governanceTexts = defineTexts({
  page: {
    title: 'Paved Road',
    subtitle: 'Assess, start and stay on the road',
    helpMeChoose: 'Advisor',
  },
  unknownTab: {
    title: 'This page does not exist',
    explanation:
      'There is nothing at {{address}}. It may have moved; the pages of Paved Road are:',
  },
  emptyFleet: {
    title: 'No service has been evaluated yet',
    reason:
      'This page fills as soon as there are scorecards. Check three things:',
    schedule:
      'Scorecards are evaluated on a schedule. You can evaluate a service now on its Scorecard tab.',
    rulePacks:
      'A rule pack must apply to your services: its filter names the kinds and types.',
    access: 'Services that you may not see in the catalog are left out.',
    ofKind: 'No {{kind}} that you may see has a scorecard.',
  },
  serviceChoices: {
    title: 'Which of your components are AI services?',
    explanation:
      'No rule pack selects an entity that you may see. Copy the config of a choice into app-config.yaml and restart the back end; the scorecards follow within minutes.',
    more: 'A filter can combine choices with $any and $all. Counts include only components that you may see.',
    none: 'The catalog has no components that you may see.',
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
      'The rule packs select {{count, number}} entity that you may see. Its scorecard is on the way.',
    selected_other:
      'The rule packs select {{count, number}} entities that you may see. Their scorecards are on the way.',
  },
  groups: {
    services: 'Services',
    entities: 'Entities',
    onTheRoad: 'On the road',
    score: 'Mean score',
    levels: 'Levels',
    servicesAt: '{{level}}: {{number}}',
    sortedAmongShown_one: 'Only {{count, number}} is shown so far.',
    sortedAmongShown_other:
      'Only {{count, number}} are shown so far, and sorted among themselves.',
  },
});
