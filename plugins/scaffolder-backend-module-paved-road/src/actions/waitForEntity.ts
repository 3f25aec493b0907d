import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryTransientErrors } from './callPavedRoad';

const secondsBetween = 1;

/**
 * Waits until the catalog has processed a newly registered entity.
 *
 * @throws NotFoundError after the timeout
 */
export async function waitForEntity(options: {
  entityRef: string;
  catalog: CatalogService;
  credentials: BackstageCredentials;
  seconds: number;
  logger: LoggerService;
  signal?: AbortSignal;
}): Promise<void> {
  const { entityRef, catalog, credentials, seconds, signal } = options;
  for (let waited = 0; ; waited += secondsBetween) {
    const entity = await retryTransientErrors(
      () => catalog.getEntityByRef(entityRef, { credentials }),
      options,
    );
    if (entity) {
      return;
    }
    if (waited >= seconds) {
      throw new NotFoundError(
        `${entityRef} is not in the catalog ${seconds} s after its registration; its location may have errors, or the name may be taken by an entity that you may not see`,
      );
    }
    await sleep(secondsBetween * 1000, undefined, { signal });
  }
}
