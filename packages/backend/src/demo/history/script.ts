import { parseInput } from '@paved-road/plugin-paved-road-common';
import { parse } from 'yaml';
import { z } from 'zod';

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

/**
 * Reads the history of the example.
 *
 * @throws InputError with the position and field of an invalid entry
 */
export function parseHistory(text: string, source: string): HistoryEntry[] {
  return parseInput(
    z.array(entrySchema),
    parse(text),
    `example history in ${source}`,
  );
}
