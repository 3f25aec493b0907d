import { z } from 'zod';
import { createScriptParser } from '../readScript';

const levelSchema = z.strictObject({
  /** Relative to the import, so that the example does not become outdated. */
  daysAgo: z.number().min(1).max(365),
  level: z.string(),
});

const entrySchema = z.strictObject({
  entityRef: z.string(),
  /** Oldest first. */
  levels: z
    .array(levelSchema)
    .min(1)
    .refine(
      levels =>
        levels.every(
          ({ daysAgo }, index) =>
            index === 0 || daysAgo < levels[index - 1].daysAgo,
        ),
      'list the oldest level first, each on another day',
    ),
});

/** Earlier levels of an example service. */
export type HistoryEntry = z.output<typeof entrySchema>;

export const parseHistory = createScriptParser('example history', entrySchema);
