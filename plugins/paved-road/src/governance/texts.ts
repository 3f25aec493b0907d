/** Texts that the tabs of the Paved Road page share. */
export const governanceTexts = {
  page: {
    title: 'Paved Road',
    subtitle: 'Assess, start and stay on the road',
    tab: {
      overview: 'Overview',
      services: 'Services',
      teams: 'Teams',
      reviews: 'Reviews',
      campaigns: 'Campaigns',
      rules: 'Rules',
      advisor: 'Advisor',
    },
  },
  emptyFleet: {
    title: 'No service has been evaluated yet',
    reason: 'This page fills once there are scorecards. Check three things:',
    schedule:
      'Scorecards are evaluated on a schedule. On the Architecture tab of a service you can evaluate one now.',
    rulePacks:
      'A rule pack has to apply to your services. Its filter says to which kinds and types it does.',
    access: 'You see only services that you may see in the catalog.',
  },
  groups: {
    services: 'Services',
    onTheRoad: 'On the road',
    score: 'Mean score',
    levels: 'Levels',
    servicesAt: '{{level}}: {{number}}',
    noPattern: 'No pattern',
    sortedAmongShown_one:
      'There are more than the {{count, number}} that is shown.',
    sortedAmongShown_other:
      'There are more than the {{count, number}} that are shown; these are sorted among themselves.',
  },
  pages: {
    size: '{{size}} per page',
    range: '{{from}}–{{to}} of {{total}}',
  },
} as const;
