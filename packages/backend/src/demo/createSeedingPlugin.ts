import {
  BackendFeature,
  coreServices,
  createBackendPlugin,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { createPeople, People } from './people';

/** What a script of the example is played with. */
export interface SeedingServices extends People {
  logger: LoggerService;
  /** Stops it. */
  signal: AbortSignal;
}

/** A plugin that plays a script of the example through the portal's own API, as soon as the portal has started. */
export function createSeedingPlugin(options: {
  pluginId: string;
  /** What is logged where it fails, such as `The example waivers were not created`. */
  failure: string;
  /** Reads the script, so that a bad one stops the start; returns what plays it. */
  prepare: (
    config: Config,
    services: SeedingServices,
  ) => Promise<() => Promise<void>>;
}): BackendFeature {
  return createBackendPlugin({
    pluginId: options.pluginId,
    register(env) {
      env.registerInit({
        deps: {
          config: coreServices.rootConfig,
          discovery: coreServices.discovery,
          lifecycle: coreServices.rootLifecycle,
          logger: coreServices.logger,
        },
        async init({ config, discovery, lifecycle, logger }) {
          const stop = new AbortController();
          const play = await options.prepare(config, {
            logger,
            ...createPeople(discovery),
            signal: stop.signal,
          });
          lifecycle.addShutdownHook(() => stop.abort());
          lifecycle.addStartupHook(() => {
            play().catch(error => {
              if (!stop.signal.aborted) {
                logger.error(options.failure, error);
              }
            });
          });
        },
      });
    },
  });
}
