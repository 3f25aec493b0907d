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
    own_one: '{{count, number}} service of {{team}} itself',
    own_other: '{{count, number}} services of {{team}} itself',
    withBelow_one: '{{count, number}} service, including subteams',
    withBelow_other: '{{count, number}} services, including subteams',
    unknown: 'There is no team "{{team}}"',
    unknownHelp:
      'No group of the catalog that you may see has this name. It may have been renamed or removed.',
    none: {
      reason:
        'No group that you may see owns a service. There are three possible reasons:',
      reading:
        'The catalog may still be loading. This page updates once its groups are there.',
      owners: 'The owner of a service must be a group in the catalog.',
      access: 'Groups that you may not see in the catalog are left out.',
    },
    without_one:
      '{{count, number}} service belongs to no group that you may see.',
    without_other:
      '{{count, number}} services belong to no group that you may see.',
    showOwners: 'Show them by owner',
    noneBelow: 'No subteam that you may see owns a service.',
    owners: 'Owners',
    owner: 'Owner',
    noOwner: 'No owner',
    noneOwned: 'There is no service that you may see.',
    tracks:
      'Each track shows the share of its checks that pass; follow a number to the services that fail one.',
    track: '{{team}}, {{track}}: {{share}} pass',
    trackFailing: '{{team}}, {{track}}: {{share}} pass, {{count, number}} fail',
  },
} as const;
