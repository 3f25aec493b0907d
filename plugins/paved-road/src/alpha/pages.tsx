import {
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiRoadMapLine } from '@remixicon/react';
import {
  advisorPage,
  movedTabs,
  PavedRoadTab,
  pavedRoadTabs,
} from '../governance/tabs';
import { rootRouteRef } from '../routes';
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

const loaderOf = (tab: PavedRoadTab) => async () => {
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
      loader: loaderOf(tab),
    },
  }),
);

const advisor = PageBlueprint.make({
  name: advisorPage.path,
  params: {
    path: `${PATH}/${advisorPage.path}`,
    title: pavedRoadTitlesTranslationRef(advisorPage.title),
    loader: loaderOf(advisorPage),
  },
});

const moved = movedTabs.map(({ path, to }) =>
  PageBlueprint.make({
    name: `moved-${path}`,
    params: {
      path: `${PATH}/${path}`,
      noHeader: true,
      loader: async () => {
        const [{ MovedTab }, { InRouter }] = await Promise.all([
          import('../governance/MovedTab'),
          import('./pageParts'),
        ]);
        return (
          <InRouter>
            <MovedTab to={to} />
          </InRouter>
        );
      },
    },
  }),
);

/* Tabs, the advisor and old addresses go before it: what is named counts more than what is not. */
const unknown = PageBlueprint.make({
  name: 'unknown',
  params: {
    path: `${PATH}/:unknown`,
    title: 'Paved Road',
    loader: async () => {
      const [{ UnknownTab }, { InPage }] = await Promise.all([
        import('../governance/MovedTab'),
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
      import('../governance/HelpMeChooseLink').then(m => (
        <m.HelpMeChooseLink />
      )),
  },
});

/** The Paved Road page with its tabs, the advisor, the addresses that were, and those that never were. */
export const pages = [
  pavedRoadPage,
  ...subPages,
  advisor,
  ...moved,
  unknown,
  helpMeChoose,
];
