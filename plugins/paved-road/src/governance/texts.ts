/** Texts that the tabs of the Paved Road page share. */
export const governanceTexts = {
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
  },
  groups: {
    services: 'Services',
    onTheRoad: 'On the road',
    score: 'Mean score',
    levels: 'Levels',
    servicesAt: '{{level}}: {{number}}',
    noPattern: 'No pattern',
    sortedAmongShown_one: 'Only {{count, number}} is shown so far.',
    sortedAmongShown_other:
      'Only {{count, number}} are shown so far, and sorted among themselves.',
  },
  pages: {
    size: '{{size}} per page',
    range: '{{from}}–{{to}} of {{total}}',
  },
} as const;
