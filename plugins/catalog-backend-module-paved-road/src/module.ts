import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  createPavedRoadClient,
  enforcesNothing,
  readIngestionPolicy,
} from '@paved-road/plugin-paved-road-node';
import { ChangeAnnouncer } from './ChangeAnnouncer';
import { EnforcedRules } from './ingestion/EnforcedRules';
import { IngestionPolicyProcessor } from './ingestion/IngestionPolicyProcessor';
import { readWaivers } from './ingestion/readWaivers';
import { readTemplateSettings } from './softwareTemplates/readTemplateSettings';
import { TemplateProcessor } from './softwareTemplates/TemplateProcessor';

/**
 * Publishes an event for each changed entity, enforces the ingestion policy, and adapts the templates of Paved Road to
 * the portal.
 *
 * @public
 */
export const catalogModulePavedRoad = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'paved-road',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        logger: coreServices.logger,
      },
      async init({ auth, catalog, config, discovery, events, logger }) {
        catalog.addProcessor(new ChangeAnnouncer({ events, logger }));
        catalog.addProcessor(
          new TemplateProcessor(readTemplateSettings(config)),
        );
        const policy = readIngestionPolicy(config);
        if (!enforcesNothing(policy)) {
          const clientUntil = (signal: AbortSignal) =>
            createPavedRoadClient({ auth, discovery, signal });
          const rules = new EnforcedRules({
            policy,
            source: {
              readRules: signal => clientUntil(signal).getRules(),
              readWaivers: signal => readWaivers(clientUntil(signal)),
            },
            logger,
          });
          catalog.addProcessor(new IngestionPolicyProcessor(rules));
        }
      },
    });
  },
});
