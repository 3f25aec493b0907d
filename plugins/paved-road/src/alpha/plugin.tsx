import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import {
  ApiBlueprint,
  createFrontendPlugin,
  PageBlueprint,
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
  selectedTemplateRouteRef,
  waiversPageRouteRef,
  waiversRouteRef,
} from '../routes';
import { pavedRoadTranslationRef } from '../translation';
import { catalogExtensions } from './catalogExtensions';
import { homeWidget } from './homeWidget';
import { searchExtensions } from './searchExtensions';
import { pavedRoadSubPages } from './subPages';

const pavedRoadApi = ApiBlueprint.make({
  params: defineParams => defineParams(pavedRoadApiFactory),
});

const pavedRoadPage = PageBlueprint.make({
  params: {
    path: '/paved-road',
    routeRef: rootRouteRef,
    title: 'Paved Road',
    icon: <RiRoadMapLine />,
  },
});

const architectureContent = EntityContentBlueprint.make({
  name: 'architecture',
  params: {
    path: ARCHITECTURE_PATH,
    routeRef: architectureRouteRef,
    title: pavedRoadTranslationRef('tab.title'),
    filter: isArchitectureAvailable,
    loader: () =>
      import('../assessment/EntityArchitectureContent').then(m => (
        <ReactRouterV6PageRouter>
          <m.EntityArchitectureContent />
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

const advisorField = FormFieldBlueprint.make({
  name: 'advisor',
  params: {
    field: () => import('../create/advisorFormField').then(m => m.default),
  },
});

export default createFrontendPlugin({
  pluginId: 'paved-road',
  title: 'Paved Road',
  icon: <RiRoadMapLine />,
  info: { packageJson: () => import('../../package.json') },
  routes: {
    root: rootRouteRef,
    waivers: waiversRouteRef,
    architecture: architectureRouteRef,
  },
  externalRoutes: {
    selectedTemplate: selectedTemplateRouteRef,
    waiversPage: waiversPageRouteRef,
  },
  extensions: [
    pavedRoadApi,
    pavedRoadPage,
    ...pavedRoadSubPages,
    architectureContent,
    overviewCard,
    ...searchExtensions,
    ...catalogExtensions,
    homeWidget,
    advisorField,
  ],
});
