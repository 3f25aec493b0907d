import {
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { pavedRoadApiFactory } from './api';
import {
  architectureRouteRef,
  rootRouteRef,
  selectedTemplateRouteRef,
} from './routes';

/**
 * Paved Road for the classic frontend system.
 *
 * @public
 */
export const pavedRoadPlugin = createPlugin({
  id: 'paved-road',
  apis: [pavedRoadApiFactory],
  routes: { root: rootRouteRef, architecture: architectureRouteRef },
  externalRoutes: { selectedTemplate: selectedTemplateRouteRef },
});

/**
 * The Paved Road page: which teams and services are off the road, and why.
 *
 * @public
 */
export const PavedRoadPage = pavedRoadPlugin.provide(
  createRoutableExtension({
    name: 'PavedRoadPage',
    component: () =>
      import('./governance/PavedRoadPage').then(m => m.PavedRoadPage),
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
      import('./assessment/EntityArchitectureContent').then(
        m => m.EntityArchitectureContent,
      ),
    mountPoint: architectureRouteRef,
  }),
);
