import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { signIn } from '../assessments/signIn';
import { CampaignSeeder } from './CampaignSeeder';
import { parseCampaigns } from './script';

/** Begins the example's campaigns through the portal's own API, signed in as the people who would have begun them. */
export const demoCampaignsPlugin = createBackendPlugin({
  pluginId: 'demo-campaigns',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
      },
      async init({ config, discovery, lifecycle, logger }) {
        const file = path.resolve(config.getString('pavedRoad.demo.campaigns'));
        const script = parseCampaigns(await readFile(file, 'utf8'), file);
        const stop = new AbortController();
        lifecycle.addShutdownHook(() => stop.abort());
        lifecycle.addStartupHook(() => {
          const seeder = new CampaignSeeder({
            logger,
            signIn: entityRef => signIn(discovery, entityRef),
            signal: stop.signal,
          });
          seeder.play(script).catch(error => {
            if (!stop.signal.aborted) {
              logger.error('The example campaigns were not begun', error);
            }
          });
        });
      },
    });
  },
});
