import {
  AuthService,
  LoggerService,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { hasScorecard } from '@paved-road/plugin-paved-road-common/rules';
import {
  FactCollector,
  PushedFactDeclaration,
} from '@paved-road/plugin-paved-road-node';
import { Knex } from 'knex';
import { KnexDueEntityStore } from '../evaluation/DueEntityStore';
import { FactCollection } from '../facts/FactCollection';
import { FactCollectors } from '../facts/FactCollectors';
import { FactReader } from '../facts/FactReader';
import { KnexFactQueue } from '../facts/KnexFactQueue';
import { KnexFactPointStore } from '../facts/FactPointStore';
import { readHttpFacts } from '../facts/http/readHttpFacts';
import { KnexFactStore } from '../facts/KnexFactStore';
import { readFactsConfig } from '../facts/readFactsConfig';
import { createRepositoryCollector } from '../facts/repository/createRepositoryCollector';
import { KnexRulePackStore } from '../rules/KnexRulePackStore';
import {
  readRulePackSources,
  readTargetLevel,
  RulePackSource,
} from '../rules/readRulePackSources';
import { RulePackRegistry } from '../rules/RulePackRegistry';
import { Telemetry } from '../telemetry/Telemetry';
import { readFactHistoryRetention } from './config';

/** Puts together the rules and the facts that they read; each of them depends on what the other declares. */
export function createRulesAndFacts(options: {
  knex: Knex;
  config: RootConfigService;
  /** Of other plugins. */
  collectors: FactCollector[];
  /** Of other plugins. */
  pushed: PushedFactDeclaration[];
  /** Of other plugins. */
  packs: RulePackSource[];
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  telemetry: Telemetry;
  urlReader: UrlReaderService;
}) {
  const { knex, config, auth, catalog, logger, urlReader } = options;
  const repository = createRepositoryCollector({
    urlReader,
    config,
    probes: probesOfRules,
  });
  const collectors = new FactCollectors({
    collectors: [repository, ...readHttpFacts(config), ...options.collectors],
    pushed: options.pushed,
    config: readFactsConfig(config),
  });
  const rules = new RulePackRegistry({
    sources: readRulePackSources(config, options.packs),
    store: new KnexRulePackStore(knex),
    urlReader,
    schemas: () => collectors.schemas(),
    factDescriptions: () => collectors.describe(),
    targetLevel: readTargetLevel(config),
    logger,
  });
  function probesOfRules() {
    return rules.current().rules.probes;
  }

  const due = new KnexDueEntityStore(knex);
  const store = new KnexFactStore(knex);
  const factCollection = new FactCollection({
    store,
    queue: new KnexFactQueue(knex),
    collectors,
    catalog,
    auth,
    logger,
    telemetry: options.telemetry,
    hasScorecard: entity => hasScorecard(rules.current().rules, entity),
    onChanged: entityRefs => due.mark(entityRefs, { dueAt: new Date() }),
    historyRetention: readFactHistoryRetention(config),
  });
  return {
    rules,
    facts: new FactReader({ store, collectors }),
    factCollection,
    collectors,
    factPoints: new KnexFactPointStore(knex),
    /** The probes of the rules are part of what is read of a repository. */
    expireRepositories: () => factCollection.expire(repository.id),
  };
}
