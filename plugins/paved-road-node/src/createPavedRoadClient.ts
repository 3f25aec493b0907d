import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  createPavedRoadApi,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';

/**
 * The Paved Road API for other backend plugins.
 *
 * @public
 */
export function createPavedRoadClient(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  /** Of whom it is used for; the plugin's own when absent, which may read everything. */
  credentials?: BackstageCredentials;
  /** Ends the requests that are under way. */
  signal?: AbortSignal;
}): PavedRoadApi {
  const { auth, discovery, credentials, signal } = options;
  return createPavedRoadApi({
    discoveryApi: discovery,
    fetchApi: {
      fetch: async (url, init) => {
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: credentials ?? (await auth.getOwnServiceCredentials()),
          targetPluginId: 'paved-road',
        });
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return await fetch(url, { ...init, headers, signal });
      },
    },
  });
}
