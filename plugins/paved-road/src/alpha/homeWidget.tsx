import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { homeWidgetParams } from '../home/homeWidgetParams';

/** What waits for a person on the paved road, for the home page, where there is one. */
export const homeWidget = HomePageWidgetBlueprint.make({
  name: 'overview',
  params: { name: 'PavedRoad', ...homeWidgetParams },
});
