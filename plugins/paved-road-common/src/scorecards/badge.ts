import { z } from 'zod';

/** The answer of `GET /entities/:kind/:namespace/:name/badge`. @public */
export const badgeSchema = z.object({
  /** Address of an SVG image that needs no sign-in; it cannot be guessed. */
  url: z.url(),
  /** For a README: the image, with a link to the scorecard. */
  markdown: z.string(),
});

/** @public */
export type Badge = z.output<typeof badgeSchema>;
