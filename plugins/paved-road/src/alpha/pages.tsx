import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import {
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { RiRoadMapLine } from '@remixicon/react';
import { ReactElement } from 'react';
import {
  advisorPage,
  movedTabs,
  PavedRoadTab,
  pavedRoadTabs,
} from '../governance/tabs';
import { rootRouteRef } from '../routes';
import { pavedRoadTranslationRef } from '../translation';

const PATH = '/paved-road';

const pavedRoadPage = PageBlueprint.make({
  params: {
    path: PATH,
    routeRef: rootRouteRef,
    title: 'Paved Road',
    icon: <RiRoadMapLine />,
  },
});

const inRouter = (content: ReactElement) => (
  <ReactRouterV6PageRouter>{content}</ReactRouterV6PageRouter>
);

const loaderOf = (tab: PavedRoadTab) => () =>
  tab.load().then(Tab =>
    inRouter(
      <main>
        <Container py="4">
          <Tab />
        </Container>
      </main>,
    ),
  );

const subPages = pavedRoadTabs.map(tab =>
  SubPageBlueprint.make({
    name: tab.path,
    params: {
      path: tab.path,
      title: pavedRoadTranslationRef(tab.title),
      loader: loaderOf(tab),
    },
  }),
);

const advisor = PageBlueprint.make({
  name: advisorPage.path,
  params: {
    path: `${PATH}/${advisorPage.path}`,
    title: pavedRoadTranslationRef(advisorPage.title),
    loader: loaderOf(advisorPage),
  },
});

const moved = movedTabs.map(({ path, to }) =>
  PageBlueprint.make({
    name: `moved-${path}`,
    params: {
      path: `${PATH}/${path}`,
      noHeader: true,
      loader: () =>
        import('../governance/MovedTab').then(m =>
          inRouter(<m.MovedTab to={to} />),
        ),
    },
  }),
);

/* Tabs, the advisor and old addresses go before it: what is named counts more than what is not. */
const unknown = PageBlueprint.make({
  name: 'unknown',
  params: {
    path: `${PATH}/:unknown`,
    title: 'Paved Road',
    loader: () =>
      import('../governance/MovedTab').then(m =>
        inRouter(
          <main>
            <Container py="4">
              <m.UnknownTab />
            </Container>
          </main>,
        ),
      ),
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
