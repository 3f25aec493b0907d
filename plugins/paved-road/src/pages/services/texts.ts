import { defineTexts } from '../../ui/texts/useTexts';

export const servicesTexts = defineTexts({
  services: {
    title: 'Services',
    titleEntities: 'All entities',
    filters: 'Filter the list',
    moreFilters: 'More filters',
    fewerFilters: 'Fewer filters',
    exportFile: 'paved-road-services-{{date}}.csv',
    searchHint: 'Name or owner',
    cutOptions:
      '{{filter}}: the list offers the first {{count, number}}. To filter by another one, search by name.',
    noOptions: 'Could not load what to filter by',
    activeFilters: 'Active filters',
    activeFilter: '{{filter}}: {{value}}',
    found_one: '{{count, number}} service',
    found_other: '{{count, number}} services',
    foundEntities_one: '{{count, number}} entity',
    foundEntities_other: '{{count, number}} entities',
  },
});
