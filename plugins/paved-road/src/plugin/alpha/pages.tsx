import {
  coreExtensionData,
  createExtensionInput,
  errorApiRef,
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiRoadMapLine } from '@remixicon/react';
import { Fragment, ReactNode } from 'react';
import {
  advisorPage,
  overviewTab,
  PavedRoadTab,
  pavedRoadTabs,
  predictionsSection,
} from '../tabs';
import { rootRouteRef } from '../../data/routes';
import { inRouter } from './inRouter';
import {
  createTitle,
  findReleaseProblem,
  pagesHaveRouters,
} from './olderReleases';

const PATH = '/paved-road';

const pavedRoadPage = PageBlueprint.makeWithOverrides({
  factory(create, { apis }) {
    const problem = findReleaseProblem(apis);
    if (problem) {
      apis.get(errorApiRef)?.post(new Error(problem));
      return [
        coreExtensionData.routePath(PATH),
        coreExtensionData.reactElement(<p>{problem}</p>),
      ];
    }
    return create({
      path: PATH,
      routeRef: rootRouteRef,
      title: 'Paved Road',
      icon: <RiRoadMapLine />,
    });
  },
});

const createTabLoader =
  (tab: PavedRoadTab, sections?: ReactNode) => async () => {
    const [{ createTabElement }, { InPage }] = await Promise.all([
      import('../createTabElement'),
      import('./pageParts'),
    ]);
    return <InPage>{createTabElement(tab, sections)}</InPage>;
  };

const overview = SubPageBlueprint.makeWithOverrides({
  name: overviewTab.path,
  inputs: { sections: createExtensionInput([coreExtensionData.reactElement]) },
  factory: (create, { inputs }) =>
    create({
      path: overviewTab.path,
      title: createTitle(overviewTab.title),
      loader: createTabLoader(
        overviewTab,
        inputs.sections.map(section => (
          <Fragment key={section.node.spec.id}>
            {section.get(coreExtensionData.reactElement)}
          </Fragment>
        )),
      ),
    }),
});

/* Keeps the kind of a tab, so that app-configs which rename or disable it stay valid. */
const predictions = SubPageBlueprint.makeWithOverrides({
  name: predictionsSection.path,
  attachTo: { id: 'sub-page:paved-road/overview', input: 'sections' },
  factory: (create, { config }) =>
    create({
      path: predictionsSection.path,
      title: createTitle(predictionsSection.title),
      loader: async () => {
        const TitledPredictions = await predictionsSection.load();
        return <TitledPredictions title={config.title} />;
      },
    }),
});

const otherTabs = pavedRoadTabs
  .filter(tab => tab !== overviewTab)
  .map(tab =>
    SubPageBlueprint.make({
      name: tab.path,
      params: {
        path: tab.path,
        title: createTitle(tab.title),
        loader: createTabLoader(tab),
      },
    }),
  );

const advisor = PageBlueprint.make({
  name: advisorPage.path,
  params: {
    path: `${PATH}/${advisorPage.path}`,
    title: createTitle(advisorPage.title),
    loader: createTabLoader(advisorPage),
  },
});

/* Routes of named tabs take precedence over this one, but not in one router for all pages. */
const unknown = PageBlueprint.make({
  name: 'unknown',
  params: {
    path: `${PATH}/:unknown`,
    title: 'Paved Road',
    loader: inRouter(
      () => import('../UnknownTab').then(m => m.UnknownTab),
      'InPage',
    ),
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
    loader: inRouter(() => import('../SavedViews').then(m => m.SavedViews)),
  },
});

/** The Paved Road page with its tabs, the advisor and a page for unknown addresses. */
export const pages = [
  pavedRoadPage,
  overview,
  predictions,
  ...otherTabs,
  advisor,
  ...(pagesHaveRouters ? [unknown] : []),
  pendingCounts,
  savedViews,
  helpMeChoose,
];
