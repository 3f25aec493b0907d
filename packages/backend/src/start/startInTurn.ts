import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';

/** Seconds that a replica waits for others; the startup probe in deploy/base/deployment.yaml gives it 300. */
const PATIENCE_S = 240;
/** Of PostgreSQL, after `lock_timeout`. */
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Lets replicas on PostgreSQL start one after another, because plugins of Backstage fail when two replicas create their
 * tables at once. PostgreSQL releases the lock also when the process ends.
 */
export const startInTurn = createBackendFeatureLoader({
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.rootLifecycle,
    logger: coreServices.rootLogger,
  },
  async loader({ config, lifecycle, logger }) {
    if (config.getString('backend.database.client') !== 'pg') {
      return [];
    }
    const knex = await DatabaseManager.fromConfig(config)
      .forPlugin('paved-road', { lifecycle, logger })
      .getClient();
    // The lock of a transaction, unlike the lock of a session, works behind a connection pooler.
    const turn = await knex.transaction();
    await turn.raw('SET LOCAL idle_in_transaction_session_timeout = 0');
    await turn.raw('SET LOCAL statement_timeout = 0');
    await turn.raw(`SET LOCAL lock_timeout = '${PATIENCE_S}s'`);
    logger.info('Waiting until no other replica starts');
    try {
      await turn.raw(
        `SELECT pg_advisory_xact_lock(hashtextextended('portal start', 0))`,
      );
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) {
        throw error;
      }
      throw new ForwardedError(
        `Other replicas have been starting for ${PATIENCE_S} seconds`,
        error,
      );
    }
    lifecycle.addStartupHook(async () => {
      await turn.commit();
      await knex.destroy();
    });
    return [];
  },
});
