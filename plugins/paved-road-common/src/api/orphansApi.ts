import {
  Adoption,
  adoptionSchema,
  EntityAdoptionInput,
  entityAdoptionSchema,
  FleetAdoptionInput,
  fleetAdoptionSchema,
  Orphans,
  orphansSchema,
} from '../orphans/schemas';
import { assessmentReviewPermission } from '../permissions';
import { Operation } from './Operation';

export const orphanOperations = {
  getOrphans: {
    route: 'GET /entities/:kind/:namespace/:name/orphans',
    summary: 'Get what earlier entities with the same name left',
    permission: assessmentReviewPermission,
    answer: orphansSchema,
  },
  adoptOrphans: {
    route: 'POST /entities/:kind/:namespace/:name/orphans/adopt',
    summary: 'Adopt records of earlier entities with the same name',
    permission: assessmentReviewPermission,
    body: entityAdoptionSchema,
    bodyName: 'adoption',
    answer: adoptionSchema,
  },
  adoptOrphansOfFleet: {
    route: 'POST /orphans/adopt',
    summary: 'Adopt records for many entities, after the catalog was rebuilt',
    permission: assessmentReviewPermission,
    body: fleetAdoptionSchema,
    bodyName: 'adoption',
    answer: adoptionSchema,
    errors: [404],
  },
} as const satisfies Record<string, Operation>;

/** Records of earlier entities whose names others have now. @public */
export interface OrphansApi {
  /** What earlier entities with the same name left; for those who may review assessments and waivers of the entity. */
  getOrphans(entityRef: string): Promise<Orphans>;
  /** Makes them the records of the entity; a repeated call changes nothing. */
  adoptOrphans(
    entityRef: string,
    adoption: EntityAdoptionInput,
  ): Promise<Adoption>;
  /** As {@link OrphansApi.adoptOrphans}, for up to 500 earlier entities; repeat it while there is more. */
  adoptOrphansOfFleet(adoption: FleetAdoptionInput): Promise<Adoption>;
}
