import { parseInput } from '@paved-road/plugin-paved-road-common';
import { parse } from 'yaml';
import { z } from 'zod';

const levelSchema = z.strictObject({
  /** From when it is imported, so that the example never is out of date. */
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
      'name the oldest level first, each of them on a day of its own',
    ),
});

/** The levels that a service of the example had before. */
export type HistoryEntry = z.output<typeof entrySchema>;

/** Reads the history of the example; an invalid one stops the start with its position and field. */
export function parseHistory(text: string, source: string): HistoryEntry[] {
  return parseInput(
    z.array(entrySchema),
    parse(text),
    `example history in ${source}`,
  );
}
