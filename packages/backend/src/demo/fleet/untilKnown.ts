import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 240;

/**
 * Waits until the catalog has the entities.
 *
 * @param options.retryMs - delay in milliseconds
 * @returns missing entities, normally none
 * @throws the reason of the signal
 */
export async function untilKnown(
  entityRefs: string[],
  options: {
    auth: AuthService;
    catalog: CatalogService;
    signal: AbortSignal;
    retryMs?: number;
  },
): Promise<string[]> {
  let unknown = entityRefs;
  for (let attempt = 1; unknown.length > 0 && attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) {
      await sleep(options.retryMs ?? 500, undefined, {
        signal: options.signal,
      });
    }
    unknown = await findUnknown(unknown, options);
  }
  return unknown;
}

async function findUnknown(
  entityRefs: string[],
  { auth, catalog }: { auth: AuthService; catalog: CatalogService },
): Promise<string[]> {
  try {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return entityRefs.filter((_, index) => !items[index]);
  } catch {
    // The catalog is still starting.
    return entityRefs;
  }
}
