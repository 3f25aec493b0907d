import {
  BackendFeature,
  coreServices,
  createBackendPlugin,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { signIn } from './assessments/signIn';

/** What a script of the example is played with. */
export interface SeedingServices {
  logger: LoggerService;
  /** The portal's own API, as one of the people of the example uses it. */
  signIn: (entityRef: string) => Promise<PavedRoadApi>;
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
            signIn: entityRef => signIn(discovery, entityRef),
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
