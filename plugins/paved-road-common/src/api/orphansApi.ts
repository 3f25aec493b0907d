import { z } from 'zod';
import { storableText } from '../input/storableText';
import { assessmentReviewPermission } from '../permissions';
import { reference } from '../scorecards/fleet';
import { Operation } from './Operation';

const count = z.number().int();

/** What an earlier entity with the same name left behind. @public */
const orphanedRecordsSchema = z.object({
  /** That the catalog gave the earlier entity. */
  uid: z.string(),
  /** When another entity with its name was seen, ISO 8601. */
  orphanedAt: z.iso.datetime(),
  assessments: count,
  waivers: count,
  /** Days with changes in the history of its scorecard. */
  historyDays: count,
});

/** @public */
export type OrphanedRecords = z.output<typeof orphanedRecordsSchema>;

/** The answer of `GET /entities/:kind/:namespace/:name/orphans`, newest first. @public */
export const orphansSchema = z.object({
  items: z.array(orphanedRecordsSchema),
});

/** @public */
export type Orphans = z.output<typeof orphansSchema>;

/** Body of `POST /entities/:kind/:namespace/:name/orphans/adopt`. @public */
export const entityAdoptionSchema = z.strictObject({
  /** Of the earlier entities. */
  uids: z.array(storableText.min(1).max(255)).min(1).max(100),
});

/** @public */
export type EntityAdoptionInput = z.input<typeof entityAdoptionSchema>;

/** Body of `POST /orphans/adopt`: which entities take over what earlier ones with their names left. @public */
export const fleetAdoptionSchema = z
  .strictObject({
    entityRefs: z.array(reference).min(1).max(100).optional(),
    /** Every entity of the catalog. */
    all: z.literal(true).optional(),
    /** Only what was orphaned since then, ISO 8601: the time at which the catalog was rebuilt, for example. */
    since: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ entityRefs, all }) => (entityRefs === undefined) !== !all, {
    path: ['entityRefs'],
    message: 'give either entityRefs or all: true',
  });

/** @public */
export type FleetAdoptionInput = z.input<typeof fleetAdoptionSchema>;

/** What was adopted. @public */
export const adoptionSchema = z.object({
  /** Entities that got records. */
  entities: count,
  assessments: count,
  waivers: count,
  /** Whether there is more than one request adopts; then send it again. */
  more: z.boolean(),
});

/** @public */
export type Adoption = z.output<typeof adoptionSchema>;

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
