import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { homeWidgetParams } from '../../pages/home/homeWidgetParams';

/** Pending work of a person, for the home page, if there is one. */
export const homeWidget = HomePageWidgetBlueprint.make({
  name: 'overview',
  params: { name: 'PavedRoad', ...homeWidgetParams },
});
