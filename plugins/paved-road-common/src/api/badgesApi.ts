import { z } from 'zod';
import { Operation, readEntity } from './Operation';

/** The answer of `GET /entities/:kind/:namespace/:name/badge`. @public */
export const badgeSchema = z.object({
  /** Address of an SVG image that needs no sign-in; it cannot be guessed. */
  url: z.url(),
  /** For a README: the image, with a link to the scorecard. */
  markdown: z.string(),
});

/** @public */
export type Badge = z.output<typeof badgeSchema>;

export const badgeOperations = {
  getBadge: {
    route: 'GET /entities/:kind/:namespace/:name/badge',
    summary: 'Get the address of an image with the level of an entity',
    permission: readEntity,
    answer: badgeSchema,
  },
  getBadgeImage: {
    route: 'GET /badges/:token.svg',
    summary: 'Get the image of a badge, whose address is the secret',
    callers: 'anyone',
    answer: 'image/svg+xml',
  },
} as const satisfies Record<string, Operation>;

/** The level of an entity, for its README. @public */
export interface BadgesApi {
  /** Where the badge of an entity is; 404 where the portal offers none. */
  getBadge(entityRef: string): Promise<Badge>;
}
