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

/**
 * The reviews on the Paved Road page; it takes its filters, and the waiver that is looked at, from the query
 * string.
 */
export const reviewsRouteRef = createSubRouteRef({
  id: 'paved-road:reviews',
  parent: rootRouteRef,
  path: '/reviews',
});

/** The rules on the Paved Road page; it takes the check that is opened from the query string. */
export const rulesRouteRef = createSubRouteRef({
  id: 'paved-road:rules',
  parent: rootRouteRef,
  path: '/rules',
});

/** The advisor, whose address holds the answers. */
export const advisorRouteRef = createSubRouteRef({
  id: 'paved-road:advisor',
  parent: rootRouteRef,
  path: '/advisor',
});

/** The campaigns on the Paved Road page; it takes the one that is opened from the query string. */
export const campaignsRouteRef = createSubRouteRef({
  id: 'paved-road:campaigns',
  parent: rootRouteRef,
  path: '/campaigns',
});

/**
 * The reviews, as the tabs of an entity link to waivers: an app can have the tabs without the page, and then there is
 * no link.
 */
export const waiversPageRouteRef = createExternalRouteRef({
  id: 'paved-road:waivers-page',
  optional: true,
  defaultTarget: 'paved-road.waivers',
});

/** The form of a scaffolder template; without a scaffolder, no templates are offered. */
export const selectedTemplateRouteRef = createExternalRouteRef({
  id: 'paved-road:selected-template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** Mount point of the Scorecard tab on an entity page. */
export const scorecardRouteRef = createRouteRef({
  id: 'paved-road:scorecard',
});

/** Mount point of the Architecture tab on an entity page. */
export const architectureRouteRef = createRouteRef({
  id: 'paved-road:architecture',
});

/**
 * Where the tabs sit below an entity page, in both frontend systems. Links from the Paved Road page to a service rely
 * on it.
 */
export const ARCHITECTURE_PATH = '/architecture';
export const SCORECARD_PATH = '/scorecard';
