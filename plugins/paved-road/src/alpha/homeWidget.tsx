import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

/** What waits for a person on the paved road, for the home page, where there is one. */
export const homeWidget = HomePageWidgetBlueprint.make({
  name: 'overview',
  params: {
    name: 'PavedRoad',
    title: 'Paved Road',
    description:
      'Services of your teams that are off the road, waivers that wait for you, and deadlines of campaigns',
    components: () =>
      import('../homeWidget').then(m => ({ Content: m.HomeContent })),
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 4, defaultRows: 6 },
    },
  },
});
