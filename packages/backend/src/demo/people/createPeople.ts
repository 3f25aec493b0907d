import { DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  PavedRoadApi,
  createPavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { demoUserHeader } from './demoAuthProvider';

/** Actions of the example people in the portal. */
export interface People {
  /** Creates the client of the portal API for a person. */
  signIn: (entityRef: string) => Promise<PavedRoadApi>;
  /** Marks notifications of a person as read if their link contains one of the texts. */
  readNotifications: (entityRef: string, linksWith: string[]) => Promise<void>;
}

/** Signs in example people with the demo provider. */
export function createPeople(discovery: DiscoveryService): People {
  return {
    async signIn(entityRef) {
      return createPavedRoadApi({
        discoveryApi: discovery,
        fetchApi: { fetch: await fetchAs(discovery, entityRef) },
      });
    },
    async readNotifications(entityRef, linksWith) {
      const ask = await fetchAs(discovery, entityRef);
      const url = `${await discovery.getBaseUrl('notifications')}/notifications`;
      const { notifications } = await readJson<{
        notifications: { id: string; payload: { link?: string } }[];
      }>(await ask(`${url}?read=false&limit=1000`));
      const ids = notifications
        .filter(({ payload }) =>
          linksWith.some(text => payload.link?.includes(text)),
        )
        .map(({ id }) => id);
      if (ids.length > 0) {
        await readJson(
          await ask(`${url}/update`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ ids, read: true }),
          }),
        );
      }
    },
  };
}

async function fetchAs(
  discovery: DiscoveryService,
  entityRef: string,
): Promise<typeof fetch> {
  const { backstageIdentity } = await readJson<{
    backstageIdentity: { token: string };
  }>(
    await fetch(`${await discovery.getBaseUrl('auth')}/demo/refresh`, {
      headers: { [demoUserHeader]: entityRef },
    }),
  );
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Authorization', `Bearer ${backstageIdentity.token}`);
    return fetch(input, { ...init, headers });
  };
}

async function readJson<T>(response: Response): Promise<T> {
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return (await response.json()) as T;
}
