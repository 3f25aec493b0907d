import { z } from 'zod';
import { storableText } from '../input/storableText';
import { Operation } from './Operation';

const text = storableText.min(1).max(500);

/** Hosts that the templates publish to by an integration. @public */
export const forges = ['github', 'gitlab', 'gitea'] as const;

/** Where a new repository is going to be. @public */
export const newRepositorySchema = z.strictObject({
  /** Id of a place to publish, such as `github`; the only one of the portal when it is left out. */
  place: text.optional(),
  /** As the scaffolder writes it, such as `github.com?owner=acme&repo=ticket-triage`; needed for a forge. */
  url: text.optional(),
});

/** @public */
export type NewRepository = z.output<typeof newRepositorySchema>;

/** Body of `POST /creation-check`. Only what is sent is checked. @public */
export const creationCheckRequestSchema = z.strictObject({
  name: text.optional(),
  /**
   * Full references of the components, APIs and resources that are going to be registered, which are named after the
   * service; the component of the name when left out.
   */
  entityRefs: z.array(text).min(1).max(50).optional(),
  /** Reference of a group or a person. */
  owner: text.optional(),
  repository: newRepositorySchema.optional(),
});

/** @public */
export type CreationCheckRequest = z.input<typeof creationCheckRequestSchema>;

/** Something that a template would be refused. */
const creationProblemSchema = z.object({
  field: z.enum(['name', 'owner', 'repository']),
  value: z.string(),
  message: z.string(),
  /** What to do instead. */
  remedy: z.string(),
});

/** @public */
export type CreationProblem = z.output<typeof creationProblemSchema>;

/** The answer of `POST /creation-check`. @public */
export const creationCheckSchema = z.object({
  /** Empty when a template would succeed, as far as that can be known before it runs. */
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

/** The answer of `GET /creation-owners`. @public */
export const creationOwnersSchema = z.object({
  /** Groups that the caller may create services for, by name. */
  items: z.array(z.object({ entityRef: z.string(), title: z.string() })),
  /** Whether groups were found that the caller may not create services for. */
  refused: z.boolean(),
  /** Whether there may be others; then `q` leads to them. */
  more: z.boolean(),
});

/** @public */
export type CreationOwners = z.output<typeof creationOwnersSchema>;

/** Where templates can publish. @public */
export const repositoryPlaceSchema = z.object({
  /** `github`, `gitlab`, `gitea`, or what a module of the back end added. */
  id: z.string(),
  /** Host of the forge; absent for a place that knows a repository by its name alone. */
  host: z.string().optional(),
  title: z.string(),
});

/** @public */
export type RepositoryPlace = z.output<typeof repositoryPlaceSchema>;

export const creationOperations = {
  checkCreation: {
    route: 'POST /creation-check',
    summary: 'Check what a template run would be refused, before it starts',
    body: creationCheckRequestSchema,
    answer: creationCheckSchema,
  },
  listCreationOwners: {
    route: 'GET /creation-owners',
    summary: 'List the groups that the caller may create services for',
    query: creationOwnersQuerySchema,
    answer: creationOwnersSchema,
  },
  listRepositoryPlaces: {
    route: 'GET /creation-places',
    summary: 'List where templates can publish',
    answer: z.object({ items: z.array(repositoryPlaceSchema) }),
  },
} as const satisfies Record<string, Operation>;

/** What a template would be refused, before it runs. @public */
export interface CreationApi {
  checkCreation(request: CreationCheckRequest): Promise<CreationCheck>;
  /** The groups that the caller may create services for. */
  listCreationOwners(query?: CreationOwnersQuery): Promise<CreationOwners>;
  /** Where the portal can publish: forges whose integration has credentials, and what modules added. */
  listRepositoryPlaces(): Promise<{ items: RepositoryPlace[] }>;
}
