import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** Mount point of the Paved Road page. */
export const rootRouteRef = createRouteRef({ id: 'paved-road' });

/** The services on the Paved Road page, with filters in the query string. */
export const servicesRouteRef = createSubRouteRef({
  id: 'paved-road:services',
  parent: rootRouteRef,
  path: '/services',
});

/** The teams on the Paved Road page, with the open team in the query string. */
export const teamsRouteRef = createSubRouteRef({
  id: 'paved-road:teams',
  parent: rootRouteRef,
  path: '/teams',
});

/** The reviews on the Paved Road page, with filters and the open waiver in the query string. */
export const reviewsRouteRef = createSubRouteRef({
  id: 'paved-road:reviews',
  parent: rootRouteRef,
  path: '/reviews',
});

/** The rules on the Paved Road page, with the open check in the query string. */
export const rulesRouteRef = createSubRouteRef({
  id: 'paved-road:rules',
  parent: rootRouteRef,
  path: '/rules',
});

/** The advisor, with the answers in the query string. */
export const advisorRouteRef = createSubRouteRef({
  id: 'paved-road:advisor',
  parent: rootRouteRef,
  path: '/advisor',
});

/** The campaigns on the Paved Road page, with the open campaign in the query string. */
export const campaignsRouteRef = createSubRouteRef({
  id: 'paved-road:campaigns',
  parent: rootRouteRef,
  path: '/campaigns',
});

/** The reviews, as target of links from entity tabs. External, because an app can have the tabs without the page. */
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

/** The runs of templates; without a scaffolder, there is no link to them. */
export const templateRunsRouteRef = createExternalRouteRef({
  id: 'paved-road:template-runs',
  optional: true,
  defaultTarget: 'scaffolder.listTasks',
});

/** Mount point of the Scorecard tab on an entity page. */
export const scorecardRouteRef = createRouteRef({
  id: 'paved-road:scorecard',
});

/** Mount point of the Architecture tab on an entity page. */
export const architectureRouteRef = createRouteRef({
  id: 'paved-road:architecture',
});

/** Paths of the tabs below an entity page in both frontend systems, which links rely on. */
export const ARCHITECTURE_PATH = '/architecture';
export const SCORECARD_PATH = '/scorecard';
