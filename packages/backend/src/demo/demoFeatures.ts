import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { demoFleetModule } from './fleet/module';
import { demoHistoryModule } from './history/module';
import { demoDecisionsModule, demoMetricsModule } from './metrics/module';
import { demoAuthProvider } from './people/demoAuthProvider';
import { demoPublishing } from './publish/demoPublishing';
import {
  demoAssessmentsPlugin,
  demoCampaignsPlugin,
  demoWaiversPlugin,
} from './seedingPlugins';

/**
 * Whether the portal runs as the demo.
 *
 * @throws Error in production, because the demo has no passwords
 */
export function isDemo(
  config: Config,
  environment: string | undefined,
): boolean {
  if (!config.has('pavedRoad.demo')) {
    return false;
  }
  if (environment !== 'development') {
    throw new Error(
      `The config has 'pavedRoad.demo', which lets anyone sign in without a password, but NODE_ENV is '${environment}'. ` +
        `Leave app-config.demo.yaml out, or set NODE_ENV to 'development' on a machine that only you can reach.`,
    );
  }
  return true;
}

/** Sign-in without a password, local publishing, seeded assessments, waivers, campaigns and history, generated metrics and services. */
export const demoFeatures = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    if (isDemo(config, process.env.NODE_ENV)) {
      yield import('@backstage/plugin-auth-backend-module-guest-provider');
      yield demoAuthProvider;
      yield demoFleetModule;
      yield demoHistoryModule;
      yield config.getOptionalString('pavedRoad.demo.metrics') === 'prometheus'
        ? import('@paved-road/plugin-paved-road-backend-module-prometheus')
        : demoMetricsModule;
      yield demoAssessmentsPlugin;
      yield demoDecisionsModule;
      yield demoWaiversPlugin;
      yield demoCampaignsPlugin;
      yield demoPublishing;
    }
  },
});
