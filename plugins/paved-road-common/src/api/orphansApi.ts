import { z } from 'zod';
import { storableText } from '../input/storableText';
import { assessmentReviewPermission } from '../permissions';
import { reference } from '../scorecards/fleet';
import { Operation } from './Operation';

const count = z.number().int();

/** Records of a former entity with the same name. @public */
const orphanedRecordsSchema = z.object({
  /** Catalog uid of the former entity. */
  uid: z.string(),
  /** When the new entity was first seen, ISO 8601. */
  orphanedAt: z.iso.datetime(),
  assessments: count,
  waivers: count,
  /** Days with changes in the history of its scorecard. */
  historyDays: count,
});

/** @public */
export type OrphanedRecords = z.output<typeof orphanedRecordsSchema>;

/** Response of `GET /entities/:kind/:namespace/:name/orphans`, newest first. @public */
export const orphansSchema = z.object({
  items: z.array(orphanedRecordsSchema),
});

/** @public */
export type Orphans = z.output<typeof orphansSchema>;

/** Body of `POST /entities/:kind/:namespace/:name/orphans/adopt`. @public */
export const entityAdoptionSchema = z.strictObject({
  /** Uids of the former entities. */
  uids: z.array(storableText.min(1).max(255)).min(1).max(100),
});

/** @public */
export type EntityAdoptionInput = z.input<typeof entityAdoptionSchema>;

/** Body of `POST /orphans/adopt`: the entities that adopt records of former entities with their names. @public */
export const fleetAdoptionSchema = z
  .strictObject({
    entityRefs: z.array(reference).min(1).max(100).optional(),
    /** Every entity of the catalog. */
    all: z.literal(true).optional(),
    /** Only records orphaned since this time, ISO 8601, such as the time of a catalog rebuild. */
    since: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ entityRefs, all }) => (entityRefs === undefined) !== !all, {
    path: ['entityRefs'],
    message: 'give either entityRefs or all: true',
  });

/** @public */
export type FleetAdoptionInput = z.input<typeof fleetAdoptionSchema>;

/** Adopted records. @public */
export const adoptionSchema = z.object({
  /** Number of entities with adopted records. */
  entities: count,
  assessments: count,
  waivers: count,
  /** Whether there is more to adopt; then repeat the request. */
  more: z.boolean(),
});

/** @public */
export type Adoption = z.output<typeof adoptionSchema>;

export const orphanOperations = {
  getOrphans: {
    route: 'GET /entities/:kind/:namespace/:name/orphans',
    summary: 'Get records of former entities with the same name',
    permission: assessmentReviewPermission,
    answer: orphansSchema,
  },
  adoptOrphans: {
    route: 'POST /entities/:kind/:namespace/:name/orphans/adopt',
    summary: 'Adopt records of former entities with the same name',
    permission: assessmentReviewPermission,
    body: entityAdoptionSchema,
    bodyName: 'adoption',
    answer: adoptionSchema,
  },
  adoptOrphansOfFleet: {
    route: 'POST /orphans/adopt',
    summary: 'Adopt records for many entities after a catalog rebuild',
    permission: assessmentReviewPermission,
    body: fleetAdoptionSchema,
    bodyName: 'adoption',
    answer: adoptionSchema,
    errors: [404],
  },
} as const satisfies Record<string, Operation>;

/** Records of former entities whose names were reused. @public */
export interface OrphansApi {
  /** Records of former entities with the same name; for reviewers of assessments and waivers of the entity. */
  getOrphans(entityRef: string): Promise<Orphans>;
  /** Attaches the records to the entity; idempotent. */
  adoptOrphans(
    entityRef: string,
    adoption: EntityAdoptionInput,
  ): Promise<Adoption>;
  /** Like {@link OrphansApi.adoptOrphans}, for up to 500 former entities; repeat while `hasMore`. */
  adoptOrphansOfFleet(adoption: FleetAdoptionInput): Promise<Adoption>;
}
