import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 240;

/**
 * Asks the catalog until it knows some entities.
 *
 * @param options.retryMs - how long to wait before asking again, in milliseconds
 * @returns what it did not know at last; nothing, as a rule
 * @throws when the signal stops it
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
    // It is still starting.
    return entityRefs;
  }
}
