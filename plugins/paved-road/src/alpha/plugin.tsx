import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import {
  ApiBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { RiRoadMapLine } from '@remixicon/react';
import { pavedRoadApiFactory } from '../api';
import { isArchitectureAvailable } from '../isArchitectureAvailable';
import {
  ARCHITECTURE_PATH,
  architectureRouteRef,
  rootRouteRef,
  SCORECARD_PATH,
  scorecardRouteRef,
  selectedTemplateRouteRef,
  reviewsRouteRef,
  waiversPageRouteRef,
} from '../routes';
import { pavedRoadTranslationRef } from '../translation';
import { catalogExtensions } from './catalogExtensions';
import { homeWidget } from './homeWidget';
import { searchExtensions } from './searchExtensions';
import { pages } from './pages';

const pavedRoadApi = ApiBlueprint.make({
  params: defineParams => defineParams(pavedRoadApiFactory),
});

const architectureContent = EntityContentBlueprint.make({
  name: 'architecture',
  params: {
    path: ARCHITECTURE_PATH,
    routeRef: architectureRouteRef,
    title: pavedRoadTranslationRef('tab.architecture'),
    filter: isArchitectureAvailable,
    loader: () =>
      import('../assessment/EntityArchitectureContent').then(m => (
        <ReactRouterV6PageRouter>
          <m.EntityArchitectureContent />
        </ReactRouterV6PageRouter>
      )),
  },
});

const scorecardContent = EntityContentBlueprint.make({
  name: 'scorecard',
  params: {
    path: SCORECARD_PATH,
    routeRef: scorecardRouteRef,
    title: pavedRoadTranslationRef('tab.scorecard'),
    filter: isArchitectureAvailable,
    loader: () =>
      import('../scorecard/EntityScorecardContent').then(m => (
        <ReactRouterV6PageRouter>
          <m.EntityScorecardContent />
        </ReactRouterV6PageRouter>
      )),
  },
});

const overviewCard = EntityCardBlueprint.make({
  name: 'overview',
  params: {
    type: 'info',
    filter: isArchitectureAvailable,
    loader: () =>
      import('../entityCard/EntityPavedRoadCard').then(m => (
        <m.EntityPavedRoadCard />
      )),
  },
});

const formFields = [
  FormFieldBlueprint.make({
    name: 'advisor',
    params: {
      field: () => import('../create/formFields').then(m => m.advisorFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'name',
    params: {
      field: () => import('../create/formFields').then(m => m.nameFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'owner',
    params: {
      field: () => import('../create/formFields').then(m => m.ownerFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'repository',
    params: {
      field: () =>
        import('../create/formFields').then(m => m.repositoryFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'plan',
    params: {
      field: () => import('../create/formFields').then(m => m.planFormField),
    },
  }),
];

export default createFrontendPlugin({
  pluginId: 'paved-road',
  title: 'Paved Road',
  icon: <RiRoadMapLine />,
  info: { packageJson: () => import('../../package.json') },
  routes: {
    root: rootRouteRef,
    waivers: reviewsRouteRef,
    architecture: architectureRouteRef,
    scorecard: scorecardRouteRef,
  },
  externalRoutes: {
    selectedTemplate: selectedTemplateRouteRef,
    waiversPage: waiversPageRouteRef,
  },
  extensions: [
    pavedRoadApi,
    ...pages,
    architectureContent,
    scorecardContent,
    overviewCard,
    ...searchExtensions,
    ...catalogExtensions,
    homeWidget,
    ...formFields,
  ],
});
