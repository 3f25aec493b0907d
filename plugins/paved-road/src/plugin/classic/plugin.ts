import {
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { pavedRoadApiFactory } from '../../data/api';
import {
  advisorFieldSchema,
  fieldNames,
  nameFieldSchema,
  ownerFieldSchema,
  planFieldSchema,
  repositoryFieldSchema,
} from '../../pages/create/fieldSchemas';
import {
  LazyAdvisorField,
  LazyNameField,
  LazyOwnerField,
  LazyPlanField,
  LazyRepositoryField,
} from '../../pages/create/lazyFields';
import { homeWidgetParams } from '../../pages/home/homeWidgetParams';
import {
  architectureRouteRef,
  reviewsRouteRef,
  rootRouteRef,
  scorecardRouteRef,
  selectedTemplateRouteRef,
  templateRunsRouteRef,
  waiversPageRouteRef,
} from '../../data/routes';
import { isPavedRoadResult } from '../../pages/search/SearchDocument';

/**
 * Paved Road for the classic frontend system.
 *
 * @public
 */
export const pavedRoadPlugin = createPlugin({
  id: 'paved-road',
  apis: [pavedRoadApiFactory],
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
});

/**
 * The Paved Road page: which teams and services are off the road, and why.
 *
 * @public
 */
export const PavedRoadPage = pavedRoadPlugin.provide(
  createRoutableExtension({
    name: 'PavedRoadPage',
    component: () => import('./PavedRoadPage').then(m => m.PavedRoadPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The Architecture tab of a Component or System, for `EntityLayout.Route` with the path
 * `/architecture`.
 *
 * @public
 */
export const EntityArchitectureContent = pavedRoadPlugin.provide(
  createRoutableExtension({
    name: 'EntityArchitectureContent',
    component: () =>
      import('../../pages/architecture/EntityArchitectureContent').then(
        m => m.EntityArchitectureContent,
      ),
    mountPoint: architectureRouteRef,
  }),
);

/**
 * The Scorecard tab of a Component or System, for `EntityLayout.Route` with the path `/scorecard`.
 *
 * @public
 */
export const EntityScorecardContent = pavedRoadPlugin.provide(
  createRoutableExtension({
    name: 'EntityScorecardContent',
    component: () =>
      import('../../pages/scorecard/EntityScorecardContent').then(
        m => m.EntityScorecardContent,
      ),
    mountPoint: scorecardRouteRef,
  }),
);

/**
 * The level of a Component or System, its pattern and its next step, for the overview of an entity page.
 *
 * @public
 */
export const EntityPavedRoadCard = pavedRoadPlugin.provide(
  createComponentExtension({
    name: 'EntityPavedRoadCard',
    component: {
      lazy: () =>
        import('../../pages/entityCard/EntityPavedRoadCard').then(
          m => m.EntityPavedRoadCard,
        ),
    },
  }),
);

/**
 * What waits for a person on the paved road, as a card of the home page.
 *
 * @public
 */
export const HomePagePavedRoad = pavedRoadPlugin.provide(
  createCardExtension<{ title?: string }>({
    name: 'HomePagePavedRoad',
    ...homeWidgetParams,
  }),
);

/**
 * A decision or a check that the search has found, for the results of a search page.
 *
 * @public
 */
export const PavedRoadSearchResultListItem = pavedRoadPlugin.provide(
  createSearchResultListItemExtension({
    name: 'PavedRoadSearchResultListItem',
    predicate: isPavedRoadResult,
    component: () =>
      import('../../pages/search/PavedRoadSearchResultListItem').then(
        m => m.PavedRoadSearchResultListItem,
      ),
  }),
);

/**
 * The advisor as a field of a template's form, `ui:field: PavedRoadAdvisor`; for
 * `ScaffolderFieldExtensions` below the page of the scaffolder.
 *
 * @public
 */
export const PavedRoadAdvisorFieldExtension = pavedRoadPlugin.provide(
  createScaffolderFieldExtension({
    name: fieldNames.advisor,
    component: LazyAdvisorField,
    // Load it only with a template form.
    validation: async (...args) =>
      (await import('../../pages/create/validateProfile')).validateProfile(
        ...args,
      ),
    schema: advisorFieldSchema.schema,
  }),
);

/**
 * The name of a new service, with a live check whether it is free, `ui:field: PavedRoadName`.
 *
 * @public
 */
export const PavedRoadNameFieldExtension = pavedRoadPlugin.provide(
  createScaffolderFieldExtension({
    name: fieldNames.name,
    component: LazyNameField,
    validation: async (...args) =>
      (await import('../../pages/create/validateCreation')).validateName(
        ...args,
      ),
    schema: nameFieldSchema.schema,
  }),
);

/**
 * The owner of a new service: one of the groups that the person may create services for, `ui:field: PavedRoadOwner`.
 *
 * @public
 */
export const PavedRoadOwnerFieldExtension = pavedRoadPlugin.provide(
  createScaffolderFieldExtension({
    name: fieldNames.owner,
    component: LazyOwnerField,
    validation: async (...args) =>
      (await import('../../pages/create/validateCreation')).validateOwner(
        ...args,
      ),
    schema: ownerFieldSchema.schema,
  }),
);

/**
 * Where a new service is published, of the places that the portal has credentials for, `ui:field: PavedRoadRepository`.
 *
 * @public
 */
export const PavedRoadRepositoryFieldExtension = pavedRoadPlugin.provide(
  createScaffolderFieldExtension({
    name: fieldNames.repository,
    component: LazyRepositoryField,
    validation: async (...args) =>
      (await import('../../pages/create/validateCreation')).validateRepository(
        ...args,
      ),
    schema: repositoryFieldSchema.schema,
  }),
);

/**
 * What a template is going to write where; for the last page of its form, `ui:field: PavedRoadPlan`.
 *
 * @public
 */
export const PavedRoadPlanFieldExtension = pavedRoadPlugin.provide(
  createScaffolderFieldExtension({
    name: fieldNames.plan,
    component: LazyPlanField,
    validation: async (...args) =>
      (await import('../../pages/create/validateCreation')).validatePlan(
        ...args,
      ),
    schema: planFieldSchema.schema,
  }),
);
