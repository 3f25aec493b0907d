import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { EntityAccess } from '../catalog/types';
import { ScorecardEngine } from '../evaluation/createScorecardEngine';
import { CheckDryRun } from './CheckDryRun';
import { FleetComparison } from './FleetComparison';
import { KnexPreviewStore } from './KnexPreviewStore';
import { PreviewRunner } from './PreviewRunner';
import { PreviewedRules, PreviewService } from './PreviewService';
import { RulesSource } from '../rules/types';
import { FactStates } from '../scorecards/ScorecardService';

/** Puts together what computes previews of rule packs. */
export function createPreviews(options: {
  knex: Knex;
  engine: Pick<ScorecardEngine, 'index' | 'inputs'>;
  rules: RulesSource & PreviewedRules;
  facts: FactStates;
  entities: EntityAccess;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  permissions: PermissionsService;
}) {
  const { engine, logger } = options;
  const store = new KnexPreviewStore(options.knex);
  const runner = new PreviewRunner({
    store,
    fleet: new FleetComparison({ ...options, ...engine }),
    logger,
  });
  return {
    store,
    runner,
    service: new PreviewService({
      ...options,
      ...engine,
      store,
      runner,
      checks: new CheckDryRun({ ...options, ...engine }),
    }),
  };
}
