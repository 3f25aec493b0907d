/** Texts of the card on the home page. */
export const homeTexts = {
  home: {
    needsYou: 'Needs you',
    needsYouCounted: 'Needs you ({{number}})',
    nothing: 'Nothing waits for you.',
    waits: 'submitted {{age}}',
    overrides: 'overrides the recommendation',
    returned: 'Changes requested: {{service}}',
    campaign_one: '{{title}}: {{count, number}} service of yours to go',
    campaign_other: '{{title}}: {{count, number}} services of yours to go',
    ending: 'Renew or fix: waiver of “{{check}}” for {{service}}',
    draft: 'Finish your draft: {{service}}',
    more_one: '{{count, number}} more',
    more_other: '{{count, number}} more',
    teams: 'Your teams',
    noTeams: 'Neither you nor a team of yours owns a service with a scorecard.',
    below_one: '{{below}} of {{count, number}} service below {{level}}',
    below_other: '{{below}} of {{count, number}} services below {{level}}',
    allThere: 'all at {{level}} or better',
  },
} as const;
