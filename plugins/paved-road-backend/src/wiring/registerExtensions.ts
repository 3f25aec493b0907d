import { BackendPluginRegistrationPoints } from '@backstage/backend-plugin-api';
import {
  factCollectorsExtensionPoint,
  repositoryPlacesExtensionPoint,
  rulePacksExtensionPoint,
  scorecardHistoryExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import { RepositoryPlaceRegistry } from '../creation/RepositoryPlaces';
import { FactCollectorRegistry } from '../facts/FactCollectorRegistry';
import { HistorySourceRegistry } from '../history/HistoryImport';
import { PluginRulePacks } from '../rules/PluginRulePacks';

/** Takes what modules add. */
export function registerExtensions(env: BackendPluginRegistrationPoints) {
  const collectors = new FactCollectorRegistry();
  const packs = new PluginRulePacks();
  const history = new HistorySourceRegistry();
  const places = new RepositoryPlaceRegistry();
  env.registerExtensionPoint(factCollectorsExtensionPoint, collectors);
  env.registerExtensionPoint(rulePacksExtensionPoint, packs);
  env.registerExtensionPoint(scorecardHistoryExtensionPoint, history);
  env.registerExtensionPoint(repositoryPlacesExtensionPoint, places);
  return { collectors, packs, history, places };
}
