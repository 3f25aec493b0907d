import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFleet, varyAssessments } from '../fleet';
import { parseScript } from './script';
import { AssessmentSeeder } from './AssessmentSeeder';
import { signIn } from './signIn';

/**
 * Plays the example's assessments through the portal's own API, signed in as the people who would
 * have written and reviewed them.
 */
export const demoAssessmentsPlugin = createBackendPlugin({
  pluginId: 'demo-assessments',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
      },
      async init({ config, discovery, lifecycle, logger }) {
        const file = path.resolve(
          config.getString('pavedRoad.demo.assessments'),
        );
        const example = parseScript(await readFile(file, 'utf8'), file);
        const { services, examples } = await readFleet(config);
        const script = [
          ...example,
          ...varyAssessments(services, examples, example),
        ];
        const stop = new AbortController();
        lifecycle.addShutdownHook(() => stop.abort());
        lifecycle.addStartupHook(() => {
          const seeder = new AssessmentSeeder({
            logger,
            signIn: entityRef => signIn(discovery, entityRef),
            signal: stop.signal,
          });
          seeder.play(script).catch(error => {
            if (!stop.signal.aborted) {
              logger.error('The example assessments were not created', error);
            }
          });
        });
      },
    });
  },
});
