import { z } from 'zod';
import { storableText } from '../input/storableText';
import { Operation } from './Operation';

const text = storableText.min(1).max(500);

/** Forges that templates publish to with an integration. @public */
export const forges = ['github', 'gitlab', 'gitea'] as const;

/** The place for a new repository. @public */
export const newRepositorySchema = z.strictObject({
  /** Id of a place, such as `github`; optional if the portal has only one. */
  place: text.optional(),
  /** In the format of the scaffolder, such as `github.com?owner=acme&repo=ticket-triage`; required for a forge. */
  url: text.optional(),
});

/** @public */
export type NewRepository = z.output<typeof newRepositorySchema>;

/** Body of `POST /creation-check`. Absent fields are not checked. @public */
export const creationCheckRequestSchema = z.strictObject({
  name: text.optional(),
  /** Full references of the components, APIs and resources to register; by default the component with `name`. */
  entityRefs: z.array(text).min(1).max(50).optional(),
  /** Reference of a group or a person. */
  owner: text.optional(),
  repository: newRepositorySchema.optional(),
});

/** @public */
export type CreationCheckRequest = z.input<typeof creationCheckRequestSchema>;

/** A problem that would make a template fail. */
const creationProblemSchema = z.object({
  field: z.enum(['name', 'owner', 'repository']),
  value: z.string(),
  message: z.string(),
  remedy: z.string(),
});

/** @public */
export type CreationProblem = z.output<typeof creationProblemSchema>;

/** Response of `POST /creation-check`. @public */
export const creationCheckSchema = z.object({
  /** Empty if no problem is known. */
  problems: z.array(creationProblemSchema),
});

/** @public */
export type CreationCheck = z.output<typeof creationCheckSchema>;

/** Query of `GET /creation-owners`. @public */
export const creationOwnersQuerySchema = z.strictObject({
  q: storableText.max(200).optional().describe('Part of the name or title'),
  limit: z.coerce
    .number<number>()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .describe('The most groups'),
});

/** @public */
export type CreationOwnersQuery = z.input<typeof creationOwnersQuerySchema>;

/** Response of `GET /creation-owners`. @public */
export const creationOwnersSchema = z.object({
  /** Groups for which the caller may create services, by name. */
  items: z.array(z.object({ entityRef: z.string(), title: z.string() })),
  /** Whether the result excludes groups for which the caller may not create services. */
  refused: z.boolean(),
  /** Whether there may be more; use `q` to find them. */
  more: z.boolean(),
});

/** @public */
export type CreationOwners = z.output<typeof creationOwnersSchema>;

/** A place where templates can publish. @public */
export const repositoryPlaceSchema = z.object({
  /** `github`, `gitlab`, `gitea`, or the id of a place from a back-end module. */
  id: z.string(),
  /** Host of the forge; absent if repositories are identified by name only. */
  host: z.string().optional(),
  title: z.string(),
});

/** @public */
export type RepositoryPlace = z.output<typeof repositoryPlaceSchema>;

export const creationOperations = {
  checkCreation: {
    route: 'POST /creation-check',
    summary: 'Check for problems before a template runs',
    body: creationCheckRequestSchema,
    answer: creationCheckSchema,
  },
  listCreationOwners: {
    route: 'GET /creation-owners',
    summary: 'List the groups for which the caller may create services',
    query: creationOwnersQuerySchema,
    answer: creationOwnersSchema,
  },
  listRepositoryPlaces: {
    route: 'GET /creation-places',
    summary: 'List where templates can publish',
    answer: z.object({ items: z.array(repositoryPlaceSchema) }),
  },
} as const satisfies Record<string, Operation>;

/** Checks before a template runs. @public */
export interface CreationApi {
  checkCreation(request: CreationCheckRequest): Promise<CreationCheck>;
  /** Groups for which the caller may create services. */
  listCreationOwners(query?: CreationOwnersQuery): Promise<CreationOwners>;
  /** Forges whose integration has credentials, and places from modules. */
  listRepositoryPlaces(): Promise<{ items: RepositoryPlace[] }>;
}
