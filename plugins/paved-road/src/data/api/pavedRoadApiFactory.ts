import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import type {
  PavedRoadApi,
  PavedRoadConnection,
} from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from './pavedRoadApiRef';

export const pavedRoadApiFactory = createApiFactory({
  api: pavedRoadApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: deps => loadedWhenCalled(deps),
});

/** Loads the client with the first call, because an app creates its APIs at the start. */
function loadedWhenCalled(connection: PavedRoadConnection): PavedRoadApi {
  let client: Promise<PavedRoadApi> | undefined;
  const load = () => {
    client ??= import('@paved-road/plugin-paved-road-common').then(m =>
      m.createPavedRoadApi(connection),
    );
    // After a lost connection, the next call tries again.
    client.catch(() => {
      client = undefined;
    });
    return client;
  };
  const createLazyMethod =
    (name: string) =>
    async (...args: unknown[]) => {
      const methods: Record<string, unknown> = { ...(await load()) };
      return await (methods[name] as (...given: unknown[]) => unknown)(...args);
    };
  return new Proxy({} as PavedRoadApi, {
    // An awaited object is checked for `then`.
    get: (_, name) =>
      typeof name === 'symbol' || name === 'then'
        ? undefined
        : createLazyMethod(name),
  });
}
