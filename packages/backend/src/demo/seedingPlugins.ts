import {
  BackendFeature,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { AssessmentSeeder } from './assessments/AssessmentSeeder';
import { parseScript } from './assessments/script';
import { CampaignSeeder } from './campaigns/CampaignSeeder';
import { parseCampaigns } from './campaigns/script';
import { readFleet } from './fleet/readFleet';
import { varyAssessments } from './fleet/variations';
import { createPeople } from './people/createPeople';
import { readScript } from './readScript';
import { SeedingServices } from './Seeder';
import { parseWaivers } from './waivers/script';
import { WaiverSeeder } from './waivers/WaiverSeeder';

/** Creates a plugin that performs a script of the example with the API of the portal after the start. */
function createSeedingPlugin(options: {
  pluginId: string;
  /** Log message of a failure, such as `The example waivers were not created`. */
  failure: string;
  /** Reads the script, so that an invalid one stops the start. */
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

/** Performs the script of example assessments as their authors and reviewers. */
export const demoAssessmentsPlugin = createSeedingPlugin({
  pluginId: 'demo-assessments',
  failure: 'The example assessments were not created',
  async prepare(config, services) {
    const example = await readScript(config, 'assessments', parseScript);
    const { services: generated, examples } = await readFleet(config);
    const script = [
      ...example,
      ...varyAssessments(generated, examples, example),
    ];
    return () => new AssessmentSeeder(services).play(script);
  },
});

/** Starts the example campaigns as their owners. */
export const demoCampaignsPlugin = createSeedingPlugin({
  pluginId: 'demo-campaigns',
  failure: 'The example campaigns were not begun',
  async prepare(config, services) {
    const script = await readScript(config, 'campaigns', parseCampaigns);
    return () => new CampaignSeeder(services).play(script);
  },
});

/** Performs the script of example waivers as their requesters and reviewers. */
export const demoWaiversPlugin = createSeedingPlugin({
  pluginId: 'demo-waivers',
  failure: 'The example waivers were not created',
  async prepare(config, services) {
    const script = await readScript(config, 'waivers', parseWaivers);
    return () => new WaiverSeeder(services).play(script);
  },
});
