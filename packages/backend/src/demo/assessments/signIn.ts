import { DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  PavedRoadApi,
  createPavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { demoUserHeader } from '../people';

/** The Paved Road API as one of the demo's people uses it, through the demo's sign-in. */
export async function signIn(
  discovery: DiscoveryService,
  entityRef: string,
): Promise<PavedRoadApi> {
  const response = await fetch(
    `${await discovery.getBaseUrl('auth')}/demo/refresh`,
    { headers: { [demoUserHeader]: entityRef } },
  );
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  const { backstageIdentity } = (await response.json()) as {
    backstageIdentity: { token: string };
  };
  return createPavedRoadApi({
    discoveryApi: discovery,
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${backstageIdentity.token}`);
        return fetch(input, { ...init, headers });
      },
    },
  });
}
