import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** Mount point of the Paved Road page. */
export const rootRouteRef = createRouteRef({ id: 'paved-road' });

/** The services on the Paved Road page; it takes its filters from the query string. */
export const servicesRouteRef = createSubRouteRef({
  id: 'paved-road:services',
  parent: rootRouteRef,
  path: '/services',
});

/** The teams on the Paved Road page; it takes the one that is opened from the query string. */
export const teamsRouteRef = createSubRouteRef({
  id: 'paved-road:teams',
  parent: rootRouteRef,
  path: '/teams',
});

/** The checks on the Paved Road page; it takes the one that is opened from the query string. */
export const checksRouteRef = createSubRouteRef({
  id: 'paved-road:checks',
  parent: rootRouteRef,
  path: '/checks',
});

/** The decisions on the Paved Road page that want somebody's attention. */
export const decisionsRouteRef = createSubRouteRef({
  id: 'paved-road:decisions',
  parent: rootRouteRef,
  path: '/decisions',
});

/**
 * The waivers on the Paved Road page; it takes its filters, and the one that is looked at, from the query
 * string.
 */
export const waiversRouteRef = createSubRouteRef({
  id: 'paved-road:waivers',
  parent: rootRouteRef,
  path: '/waivers',
});

/** The campaigns on the Paved Road page; it takes the one that is opened from the query string. */
export const campaignsRouteRef = createSubRouteRef({
  id: 'paved-road:campaigns',
  parent: rootRouteRef,
  path: '/campaigns',
});

/**
 * The waivers, as the Architecture tab links to them: an app can have the tab without the page, and then there is no
 * link.
 */
export const waiversPageRouteRef = createExternalRouteRef({
  id: 'paved-road:waivers-page',
  optional: true,
  defaultTarget: 'paved-road.waivers',
});

/** The form of a template of the scaffolder; where there is no scaffolder, no template is offered. */
export const selectedTemplateRouteRef = createExternalRouteRef({
  id: 'paved-road:selected-template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** Mount point of the Architecture tab on an entity page. */
export const architectureRouteRef = createRouteRef({
  id: 'paved-road:architecture',
});

/**
 * Where the Architecture tab sits below an entity page, in both frontend systems. Links from the
 * Paved Road page to a service rely on it.
 */
export const ARCHITECTURE_PATH = '/architecture';

/** Where the scorecard stands on the Architecture tab. */
export const SCORECARD_FRAGMENT = 'scorecard';
