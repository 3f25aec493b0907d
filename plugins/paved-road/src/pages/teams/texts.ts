import { defineTexts } from '../../ui/texts/useTexts';

export const teamsTexts = defineTexts({
  teams: {
    title: 'Teams',
    view: {
      label: 'Group by',
      team: 'By team',
      owner: 'By owner',
    },
    path: 'Place in the organisation',
    all: 'All teams',
    own_one: '{{count, number}} service of {{team}} itself',
    own_other: '{{count, number}} services of {{team}} itself',
    ownEntities_one: '{{count, number}} entity of {{team}} itself',
    ownEntities_other: '{{count, number}} entities of {{team}} itself',
    withBelow_one: '{{count, number}} service, including subteams',
    withBelow_other: '{{count, number}} services, including subteams',
    withBelowEntities_one: '{{count, number}} entity, including subteams',
    withBelowEntities_other: '{{count, number}} entities, including subteams',
    unknown: 'There is no team "{{team}}"',
    unknownHelp:
      'No group of the catalog you can see has this name. It may have been renamed or removed.',
    none: {
      reason:
        'Nothing here belongs to a group you can see. There are three possible reasons:',
      reading:
        'The catalog may still be loading. This page updates once its groups are there.',
      owners: 'The owner must be a group in the catalog.',
      access: 'Groups you cannot see in the catalog are left out.',
    },
    without_one: '{{count, number}} service belongs to no group you can see.',
    without_other: '{{count, number}} services belong to no group you can see.',
    withoutEntities_one:
      '{{count, number}} entity belongs to no group you can see.',
    withoutEntities_other:
      '{{count, number}} entities belong to no group you can see.',
    showOwners: 'Show them by owner',
    noneBelow: 'Nothing here belongs to a subteam you can see.',
    owners: 'Owners',
    owner: 'Owner',
    noOwner: 'No owner',
    noneOwned: 'There is nothing you can see.',
    tracks:
      'Share of checks that pass. Select a number to see the services that fail.',
  },
  groups: {
    services: 'Services',
    entities: 'Entities',
    score: 'Mean score',
    levels: 'Levels',
    servicesAt: '{{level}}: {{number}}',
    sortedAmongShown_one: 'Only {{count, number}} is shown so far.',
    sortedAmongShown_other:
      'Only {{count, number}} are shown so far, and sorted among themselves.',
  },
});
