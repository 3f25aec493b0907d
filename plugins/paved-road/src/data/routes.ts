import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** Mount point of the Paved Road page. */
export const rootRouteRef = createRouteRef({ id: 'paved-road' });

/** A tab of the Paved Road page, whose state is in the query string. */
const tabRouteRef = <Id extends string>(id: Id) =>
  createSubRouteRef({
    id: `paved-road:${id}`,
    parent: rootRouteRef,
    path: `/${id}`,
  });

export const servicesRouteRef = tabRouteRef('services');
export const teamsRouteRef = tabRouteRef('teams');
export const reviewsRouteRef = tabRouteRef('reviews');
export const rulesRouteRef = tabRouteRef('rules');
export const advisorRouteRef = tabRouteRef('advisor');
export const campaignsRouteRef = tabRouteRef('campaigns');

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
