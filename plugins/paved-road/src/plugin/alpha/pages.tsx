import {
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiRoadMapLine } from '@remixicon/react';
import { advisorPage, PavedRoadTab, pavedRoadTabs } from '../tabs';
import { rootRouteRef } from '../../data/routes';
import { pavedRoadTitlesTranslationRef } from '../titles';

const PATH = '/paved-road';

const pavedRoadPage = PageBlueprint.make({
  params: {
    path: PATH,
    routeRef: rootRouteRef,
    title: 'Paved Road',
    icon: <RiRoadMapLine />,
  },
});

const createTabLoader = (tab: PavedRoadTab) => async () => {
  const [Tab, { InPage }] = await Promise.all([
    tab.load(),
    import('./pageParts'),
  ]);
  return (
    <InPage>
      <Tab />
    </InPage>
  );
};

const subPages = pavedRoadTabs.map(tab =>
  SubPageBlueprint.make({
    name: tab.path,
    params: {
      path: tab.path,
      title: pavedRoadTitlesTranslationRef(tab.title),
      loader: createTabLoader(tab),
    },
  }),
);

const advisor = PageBlueprint.make({
  name: advisorPage.path,
  params: {
    path: `${PATH}/${advisorPage.path}`,
    title: pavedRoadTitlesTranslationRef(advisorPage.title),
    loader: createTabLoader(advisorPage),
  },
});

/* Routes of named tabs take precedence over this one. */
const unknown = PageBlueprint.make({
  name: 'unknown',
  params: {
    path: `${PATH}/:unknown`,
    title: 'Paved Road',
    loader: async () => {
      const [{ UnknownTab }, { InPage }] = await Promise.all([
        import('../UnknownTab'),
        import('./pageParts'),
      ]);
      return (
        <InPage>
          <UnknownTab />
        </InPage>
      );
    },
  },
});

const helpMeChoose = PluginHeaderActionBlueprint.make({
  name: 'help-me-choose',
  params: {
    loader: () =>
      import('../HelpMeChooseLink').then(m => <m.HelpMeChooseLink />),
  },
});

const pendingCounts = PluginHeaderActionBlueprint.make({
  name: 'pending-counts',
  params: {
    loader: () => import('../PendingCounts').then(m => <m.PendingCounts />),
  },
});

const savedViews = PluginHeaderActionBlueprint.make({
  name: 'saved-views',
  params: {
    loader: async () => {
      const [{ SavedViews }, { InRouter }] = await Promise.all([
        import('../SavedViews'),
        import('./pageParts'),
      ]);
      return (
        <InRouter>
          <SavedViews />
        </InRouter>
      );
    },
  },
});

/** The Paved Road page with its tabs, the advisor and a page for unknown addresses. */
export const pages = [
  pavedRoadPage,
  ...subPages,
  advisor,
  unknown,
  pendingCounts,
  savedViews,
  helpMeChoose,
];
