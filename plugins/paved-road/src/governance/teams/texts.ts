/** Texts of the teams. */
export const teamsTexts = {
  teams: {
    title: 'Teams',
    team: 'Team',
    view: {
      label: 'Group by',
      team: 'By team',
      owner: 'By owner',
    },
    path: 'Place in the organisation',
    all: 'All teams',
    own_one: '{{count, number}} service that {{team}} owns itself',
    own_other: '{{count, number}} services that {{team}} owns itself',
    withBelow_one:
      '{{count, number}} service of {{team}} and the teams below it',
    withBelow_other:
      '{{count, number}} services of {{team}} and the teams below it',
    none: {
      reason:
        'No group that you may see owns a service. There can be three reasons:',
      reading:
        'After a start, the catalog is read for a while. This page fills by itself as soon as the groups are there.',
      owners: 'The owner of a service has to be a group of the catalog.',
      access: 'You see only groups that you may see in the catalog.',
    },
    without_one:
      '{{count, number}} service belongs to no group that you may see.',
    without_other:
      '{{count, number}} services belong to no group that you may see.',
    showOwners: 'Show them by owner',
    noneBelow: 'No team below this one that you may see owns a service.',
    owners: 'Owners',
    owner: 'Owner',
    noOwner: 'No owner',
    noneOwned: 'There is no service that you may see.',
    tracks:
      'By track, the share of checks that pass, of those that apply; a number leads to the services with a check of the track that fails.',
    track: '{{team}}, {{track}}: {{share}} pass',
    trackFailing: '{{team}}, {{track}}: {{share}} pass, {{count, number}} fail',
  },
} as const;
