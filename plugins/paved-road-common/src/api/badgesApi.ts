import { z } from 'zod';
import { Operation, readEntity } from './Operation';

/** Response of `GET /entities/:kind/:namespace/:name/badge`. @public */
export const badgeSchema = z.object({
  /** URL of an SVG image; secret, works without sign-in. */
  url: z.url(),
  /** The image with a link to the scorecard, for a README. */
  markdown: z.string(),
});

/** @public */
export type Badge = z.output<typeof badgeSchema>;

/** What a badge can show. @public */
export const badgeSubjects = ['level', 'standing'] as const;

/** Query of `GET /badges/:token.svg`. @public */
export const badgeQuerySchema = z.strictObject({
  show: z
    .enum(badgeSubjects)
    .optional()
    .describe(
      'The level, or the standing of the decision; the level if absent',
    ),
});

export const badgeOperations = {
  getBadge: {
    route: 'GET /entities/:kind/:namespace/:name/badge',
    summary: 'Get the URL of an image with the level of an entity',
    permission: readEntity,
    answer: badgeSchema,
  },
  getBadgeImage: {
    route: 'GET /badges/:token.svg',
    summary: 'Get the image of a badge by its secret URL',
    callers: 'anyone',
    query: badgeQuerySchema,
    answer: 'image/svg+xml',
  },
} as const satisfies Record<string, Operation>;

/** The badge with the level of an entity. @public */
export interface BadgesApi {
  /** The URL of the badge of an entity; 404 if badges are off. */
  getBadge(entityRef: string): Promise<Badge>;
}
