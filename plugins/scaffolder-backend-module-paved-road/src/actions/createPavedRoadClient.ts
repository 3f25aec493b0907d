import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { isErrorWithName } from '@backstage/errors';
import { createPavedRoadApi, PavedRoadApi } from '@paved-road/plugin-paved-road-common';

/** The service, as the user who runs a template may use it. */
export function createPavedRoadClient(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}): PavedRoadApi {
  const { auth, discovery, credentials, signal } = options;
  return createPavedRoadApi({
    discoveryApi: discovery,
    fetchApi: {
      fetch: async (url, init) => {
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: credentials,
          targetPluginId: 'paved-road',
        });
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return await fetch(url, { ...init, headers, signal });
      },
    },
  });
}

/** The log of a task shows the outermost error only; the reason is in the service's answer. */
export function reasonOf(error: unknown): unknown {
  return isErrorWithName(error, 'ResponseError') ? error.cause : error;
}
