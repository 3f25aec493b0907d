import {
  AuditorService,
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { CampaignReader } from './CampaignReader';
import { CampaignService } from './CampaignService';
import { KnexCampaignStore } from './CampaignStore';
import { EntityAccess } from '../catalog/types';
import { RulesSource } from '../rules/types';
import { KnexCheckStateReader } from '../scorecards/store/CheckStateReader';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { FleetSignals } from '../signals/FleetSignals';

/** Puts together what keeps campaigns. */
export function createCampaigns(options: {
  knex: Knex;
  scorecards: ScorecardStore;
  rules: RulesSource;
  entities: EntityAccess;
  fleetSignals: FleetSignals;
  auditor: AuditorService;
  auth: AuthService;
  permissions: PermissionsService;
}) {
  const store = new KnexCampaignStore(options.knex);
  const reader = new CampaignReader({
    ...options,
    store,
    checkStates: new KnexCheckStateReader(options.knex),
  });
  return {
    reader,
    service: new CampaignService({ ...options, store, reader }),
  };
}
