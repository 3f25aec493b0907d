import {
  BackendPluginRegistrationPoints,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  detectorsExtensionPoint,
  factCollectorsExtensionPoint,
  repositoryPlacesExtensionPoint,
  rulePacksExtensionPoint,
  scorecardHistoryExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import { RepositoryPlaceRegistry } from '../creation/RepositoryPlaces';
import { FactCollectorRegistry } from '../facts/FactCollectors';
import { DetectorRegistry } from '../facts/repository/DetectorRegistry';
import { HistorySourceRegistry } from '../history/HistoryImport';
import { PluginRulePacks } from '../rules/readRulePackSources';

/** The services of Backstage that the plugin uses. */
export const services = {
  actionsRegistry: actionsRegistryServiceRef,
  auditor: coreServices.auditor,
  auth: coreServices.auth,
  catalog: catalogServiceRef,
  config: coreServices.rootConfig,
  database: coreServices.database,
  discovery: coreServices.discovery,
  events: eventsServiceRef,
  httpAuth: coreServices.httpAuth,
  httpRouter: coreServices.httpRouter,
  lifecycle: coreServices.lifecycle,
  logger: coreServices.logger,
  metrics: metricsServiceRef,
  notifications: notificationService,
  permissions: coreServices.permissions,
  permissionsRegistry: coreServices.permissionsRegistry,
  rootLifecycle: coreServices.rootLifecycle,
  scheduler: coreServices.scheduler,
  signals: signalsServiceRef,
  tracing: tracingServiceRef,
  urlReader: coreServices.urlReader,
  userInfo: coreServices.userInfo,
};

export type Services = {
  [Name in keyof typeof services]: (typeof services)[Name]['T'];
};

export function registerExtensions(env: BackendPluginRegistrationPoints) {
  const collectors = new FactCollectorRegistry();
  const detectors = new DetectorRegistry();
  const packs = new PluginRulePacks();
  const history = new HistorySourceRegistry();
  const places = new RepositoryPlaceRegistry();
  env.registerExtensionPoint(factCollectorsExtensionPoint, collectors);
  env.registerExtensionPoint(detectorsExtensionPoint, detectors);
  env.registerExtensionPoint(rulePacksExtensionPoint, packs);
  env.registerExtensionPoint(scorecardHistoryExtensionPoint, history);
  env.registerExtensionPoint(repositoryPlacesExtensionPoint, places);
  return { collectors, detectors, packs, history, places };
}

export type Extensions = ReturnType<typeof registerExtensions>;
