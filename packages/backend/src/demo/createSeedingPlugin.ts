import {
  BackendFeature,
  coreServices,
  createBackendPlugin,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { createPeople, People } from './people/createPeople';

/** Tools for performing a script. */
export interface SeedingServices extends People {
  logger: LoggerService;
  /** Stops the script. */
  signal: AbortSignal;
}

/** Creates a plugin that performs a script of the example with the API of the portal after the start. */
export function createSeedingPlugin(options: {
  pluginId: string;
  /** Log message of a failure, such as `The example waivers were not created`. */
  failure: string;
  /**
   * Reads the script, so that an invalid one stops the start.
   *
   * @returns a function that performs it
   */
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
