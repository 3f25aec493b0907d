/** Texts of the card on the home page. */
export const homeWidgetTexts = {
  home: {
    teams: 'Your teams',
    noTeams: 'Neither you nor a team of yours owns a service with a scorecard.',
    below_one: '{{below}} of {{count, number}} service below {{level}}',
    below_other: '{{below}} of {{count, number}} services below {{level}}',
    allThere: 'all at {{level}} or better',
    waivers: 'Waivers that wait for you',
    noWaivers: 'No request waits for your decision.',
    waiver: '“{{check}}” for {{service}}',
    moreWaivers_one: '{{count, number}} more',
    moreWaivers_other: '{{count, number}} more',
    campaigns: 'Campaigns',
  },
} as const;
