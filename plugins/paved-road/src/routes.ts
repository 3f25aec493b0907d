import { createRouteRef } from '@backstage/core-plugin-api';

/** Mount point of the Paved Road page. */
export const rootRouteRef = createRouteRef({ id: 'paved-road' });

/** Mount point of the Architecture tab on an entity page. */
export const architectureRouteRef = createRouteRef({
  id: 'paved-road:architecture',
});

/**
 * Where the Architecture tab sits below an entity page, in both frontend systems. Links from the
 * Paved Road page to a service rely on it.
 */
export const ARCHITECTURE_PATH = '/architecture';
