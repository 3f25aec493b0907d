import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { signIn } from '../assessments/signIn';
import { parseWaivers } from './script';
import { WaiverSeeder } from './WaiverSeeder';

/**
 * Plays the example's waivers through the portal's own API, signed in as the people who would have asked for them
 * and decided.
 */
export const demoWaiversPlugin = createBackendPlugin({
  pluginId: 'demo-waivers',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
      },
      async init({ config, discovery, lifecycle, logger }) {
        const file = path.resolve(config.getString('pavedRoad.demo.waivers'));
        const script = parseWaivers(await readFile(file, 'utf8'), file);
        const stop = new AbortController();
        lifecycle.addShutdownHook(() => stop.abort());
        lifecycle.addStartupHook(() => {
          const seeder = new WaiverSeeder({
            logger,
            signIn: entityRef => signIn(discovery, entityRef),
            signal: stop.signal,
          });
          seeder.play(script).catch(error => {
            if (!stop.signal.aborted) {
              logger.error('The example waivers were not created', error);
            }
          });
        });
      },
    });
  },
});
