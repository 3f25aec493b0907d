import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  createPavedRoadApi,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';

/** The Paved Road API for other backend plugins. @public */
export function createPavedRoadClient(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  /** Credentials of the caller. Default: the credentials of the plugin, which may read everything. */
  credentials?: BackstageCredentials;
  /** Aborts the requests in progress. */
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
