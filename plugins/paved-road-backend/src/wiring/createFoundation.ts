import { hasScorecard } from '@paved-road/plugin-paved-road-common/rules';
import { createAdvisor, loadModel } from '../advisor/Advisor';
import { CatalogEntityAccess } from '../catalog/CatalogEntityAccess';
import { keptKinds } from '../catalog/entityRecord';
import { connect } from '../database/migrate';
import { FactCollection } from '../facts/FactCollection';
import { FactCollectors } from '../facts/FactCollectors';
import { FactReader } from '../facts/FactReader';
import { readHttpFacts } from '../facts/http/readHttpFacts';
import { readFactsConfig } from '../facts/readFactsConfig';
import { createRepositoryCollector } from '../facts/repository/createRepositoryCollector';
import { IdentifiedEntityAccess } from '../identity/EntityIdentities';
import { withDeliverableTexts } from '../notifications/toDeliverable';
import {
  readRulePackSources,
  readTargetLevel,
} from '../rules/readRulePackSources';
import { RulePackRegistry } from '../rules/RulePackRegistry';
import { FleetSignals } from '../signals/FleetSignals';
import { Telemetry } from '../telemetry/Telemetry';
import { readSettings } from './config';
import { createStores } from './createStores';
import { Extensions, Services } from './platform';
import { findUnknownKeys } from './unknownKeys';

/**
 * Creates what all use cases share: stores, decision model, rules, facts and entities.
 *
 * @throws InputError if the config is not valid
 */
export async function createFoundation(
  platform: Services,
  extensions: Extensions,
) {
  const { auth, catalog, config, logger, permissions, urlReader } = platform;
  const settings = readSettings(config);
  findUnknownKeys(config).forEach(text => logger.warn(text));
  const model = await loadModel(config);
  const knex = await connect(platform.database);
  const telemetry = new Telemetry(platform);
  const stores = createStores(knex, { logger, telemetry });

  // Rules depend on the facts that collectors declare; the repository collector depends on the probes of the rules.
  const repository = createRepositoryCollector({
    urlReader,
    config,
    probes: currentProbes,
    detectors: () => extensions.detectors.list(),
  });
  const collectors = new FactCollectors({
    collectors: [
      repository,
      ...readHttpFacts(config, platform),
      ...extensions.collectors.list(),
    ],
    pushed: extensions.collectors.pushed(),
    config: readFactsConfig(config),
  });
  const rules: RulePackRegistry = new RulePackRegistry({
    sources: readRulePackSources(config, extensions.packs.sources()),
    store: stores.rulePacks,
    urlReader,
    schemas: () => collectors.schemas(),
    factDescriptions: () => collectors.describe(),
    targetLevel: readTargetLevel(config),
    fleetTarget: settings.fleetTarget,
    logger,
  });
  function currentProbes() {
    return rules.current().rules.probes;
  }
  const factCollection = new FactCollection({
    store: stores.facts,
    queue: stores.factQueue,
    collectors,
    catalog,
    auth,
    logger,
    telemetry,
    hasScorecard: entity => hasScorecard(rules.current().rules, entity),
    onChanged: entityRefs => stores.due.mark(entityRefs, { dueAt: new Date() }),
    historyRetention: settings.factHistoryRetention,
  });
  const access = new CatalogEntityAccess({
    catalog,
    permissions,
    auth,
    logger,
    store: stores.access,
    telemetry,
    kinds: () => keptKinds(rules.current()),
  });
  platform.lifecycle.addShutdownHook(() => access.stop());
  const entities = new IdentifiedEntityAccess({
    entities: access,
    identities: stores.identities,
  });

  return {
    advisor: createAdvisor(model),
    collectors,
    entities,
    /** Makes back ends read all repositories again, because the rules have other probes. */
    expireRepositories: () => factCollection.expire(repository.id),
    factCollection,
    facts: new FactReader({ store: stores.facts, collectors }),
    fleetSignals: new FleetSignals(platform),
    knex,
    model,
    notifications: telemetry.countNotifications(
      withDeliverableTexts(platform.notifications),
    ),
    /** Repositories that were read by the current detectors, and all. */
    repositories: {
      async count() {
        const { total, matching } = await stores.facts.countKnown(
          repository.id,
          repository.etagPrefix(),
        );
        return { total, read: matching };
      },
    },
    rules,
    settings,
    stores,
    telemetry,
  };
}

export type Foundation = Awaited<ReturnType<typeof createFoundation>>;
