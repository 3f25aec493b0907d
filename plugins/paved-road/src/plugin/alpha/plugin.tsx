import {
  ApiBlueprint,
  ApiHolder,
  configApiRef,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  CatalogFilterBlueprint,
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiRoadMapLine } from '@remixicon/react';
import { pavedRoadApiFactory } from '../../data/api';
import { readEntityFilters } from '../../data/entities/entityFilters';
import {
  ARCHITECTURE_PATH,
  architectureRouteRef,
  rootRouteRef,
  SCORECARD_PATH,
  scorecardRouteRef,
  selectedTemplateRouteRef,
  templateRunsRouteRef,
  reviewsRouteRef,
  waiversPageRouteRef,
} from '../../data/routes';
import { homeWidgetParams } from '../../pages/home/homeWidgetParams';
import { pavedRoadSearchResultTypes } from '../../pages/search/resultTypes';
import { isPavedRoadResult } from '../../pages/search/SearchDocument';
import { inRouter } from './inRouter';
import { createTitle } from './olderReleases';
import { pages } from './pages';

const pavedRoadApi = ApiBlueprint.make({
  params: defineParams => defineParams(pavedRoadApiFactory),
});

// The config of an extension overrides these filters.
const readFilters = (apis: ApiHolder) =>
  readEntityFilters(apis.get(configApiRef));

const architectureContent = EntityContentBlueprint.makeWithOverrides({
  name: 'architecture',
  factory: (create, { apis }) =>
    create({
      path: ARCHITECTURE_PATH,
      routeRef: architectureRouteRef,
      title: createTitle('tab.architecture'),
      filter: readFilters(apis).isArchitectureAvailable,
      loader: inRouter(() =>
        import('../../pages/architecture/EntityArchitectureContent').then(
          m => m.EntityArchitectureContent,
        ),
      ),
    }),
});

const scorecardContent = EntityContentBlueprint.makeWithOverrides({
  name: 'scorecard',
  factory: (create, { apis }) =>
    create({
      path: SCORECARD_PATH,
      routeRef: scorecardRouteRef,
      title: createTitle('tab.scorecard'),
      filter: readFilters(apis).isScorecardAvailable,
      loader: inRouter(() =>
        import('../../pages/scorecard/EntityScorecardContent').then(
          m => m.EntityScorecardContent,
        ),
      ),
    }),
});

const overviewCard = EntityCardBlueprint.makeWithOverrides({
  name: 'overview',
  factory: (create, { apis }) =>
    create({
      type: 'info',
      filter: readFilters(apis).isArchitectureAvailable,
      loader: () =>
        import('../../pages/entityCard/EntityPavedRoadCard').then(m => (
          <m.EntityPavedRoadCard />
        )),
    }),
});

const patternFilter = CatalogFilterBlueprint.make({
  name: 'pattern',
  params: {
    loader: () =>
      import('../../pages/catalog/PatternPicker').then(m => (
        <m.PatternPicker />
      )),
  },
});

const [decisions, checks] = pavedRoadSearchResultTypes;
const searchExtensions = [
  SearchResultListItemBlueprint.make({
    params: {
      icon: <RiRoadMapLine />,
      predicate: isPavedRoadResult,
      component: () =>
        import('../../pages/search/PavedRoadSearchResultListItem').then(
          m => m.PavedRoadSearchResultListItem,
        ),
    },
  }),
  SearchFilterResultTypeBlueprint.make({
    name: 'decisions',
    params: decisions,
  }),
  SearchFilterResultTypeBlueprint.make({ name: 'checks', params: checks }),
];

const homeWidget = HomePageWidgetBlueprint.make({
  name: 'overview',
  params: { name: 'PavedRoad', ...homeWidgetParams },
});

const formFields = (
  ['advisor', 'name', 'owner', 'repository', 'plan'] as const
).map(name =>
  FormFieldBlueprint.make({
    name,
    params: {
      field: () =>
        import('../../pages/create/formFields').then(
          m => m[`${name}FormField`],
        ),
    },
  }),
);

export default createFrontendPlugin({
  pluginId: 'paved-road',
  title: 'Paved Road',
  icon: <RiRoadMapLine />,
  info: { packageJson: () => import('../../../package.json') },
  routes: {
    root: rootRouteRef,
    waivers: reviewsRouteRef,
    architecture: architectureRouteRef,
    scorecard: scorecardRouteRef,
  },
  externalRoutes: {
    selectedTemplate: selectedTemplateRouteRef,
    templateRuns: templateRunsRouteRef,
    waiversPage: waiversPageRouteRef,
  },
  extensions: [
    pavedRoadApi,
    ...pages,
    architectureContent,
    scorecardContent,
    overviewCard,
    ...searchExtensions,
    patternFilter,
    homeWidget,
    ...formFields,
  ],
});
