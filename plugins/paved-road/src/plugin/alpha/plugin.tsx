import {
  ApiBlueprint,
  ApiHolder,
  configApiRef,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
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
import { catalogExtensions } from './catalogExtensions';
import { homeWidget } from './homeWidget';
import { searchExtensions } from './searchExtensions';
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
      loader: async () => {
        const [{ EntityArchitectureContent }, { InRouter }] = await Promise.all(
          [
            import('../../pages/architecture/EntityArchitectureContent'),
            import('./pageParts'),
          ],
        );
        return (
          <InRouter>
            <EntityArchitectureContent />
          </InRouter>
        );
      },
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
      loader: async () => {
        const [{ EntityScorecardContent }, { InRouter }] = await Promise.all([
          import('../../pages/scorecard/EntityScorecardContent'),
          import('./pageParts'),
        ]);
        return (
          <InRouter>
            <EntityScorecardContent />
          </InRouter>
        );
      },
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

const formFields = [
  FormFieldBlueprint.make({
    name: 'advisor',
    params: {
      field: () =>
        import('../../pages/create/formFields').then(m => m.advisorFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'name',
    params: {
      field: () =>
        import('../../pages/create/formFields').then(m => m.nameFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'owner',
    params: {
      field: () =>
        import('../../pages/create/formFields').then(m => m.ownerFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'repository',
    params: {
      field: () =>
        import('../../pages/create/formFields').then(
          m => m.repositoryFormField,
        ),
    },
  }),
  FormFieldBlueprint.make({
    name: 'plan',
    params: {
      field: () =>
        import('../../pages/create/formFields').then(m => m.planFormField),
    },
  }),
];

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
    ...catalogExtensions,
    homeWidget,
    ...formFields,
  ],
});
