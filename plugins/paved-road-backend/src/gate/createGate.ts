import { AuthService, PermissionsService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EntityAccess } from '../catalog/types';
import { FactCollectors } from '../facts/FactCollectors';
import { FactSource } from '../facts/FactStore';
import { RulesSource } from '../rules/types';
import { CandidateReader } from './CandidateReader';
import { GateFacts } from './GateFacts';
import { GateService } from './GateService';

type GateOptions = ConstructorParameters<typeof GateService>[0];

/** Puts together what judges candidates. */
export function createGate(
  options: Pick<GateOptions, 'assessments' | 'drafts' | 'waivers'> & {
    rules: RulesSource;
    facts: FactSource;
    collectors: FactCollectors;
    entities: EntityAccess;
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
  },
): GateService {
  const { collectors, facts } = options;
  return new GateService({
    ...options,
    candidates: new CandidateReader(options),
    facts: new GateFacts({ collectors, source: facts }),
  });
}
