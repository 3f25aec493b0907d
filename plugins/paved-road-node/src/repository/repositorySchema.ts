import { z } from 'zod';

/** The value of the fact `repository`, made with the given zod. @public */
export function createRepositorySchema(zod: typeof z) {
  return zod.object({
    /** Paths relative to the source location, sorted. */
    files: zod.array(zod.string()),
    /** By id of the probe: what was found in its files; a YAML file with several documents has several entries. */
    probes: zod.record(
      zod.string(),
      zod.array(
        zod.object({
          path: zod.string(),
          content: zod.unknown().optional(),
          problem: zod.string().optional(),
        }),
      ),
    ),
  });
}

/** Which files a repository has, and what is in those that rule packs probe. @public */
export type RepositoryValue = z.output<
  ReturnType<typeof createRepositorySchema>
>;

/** What was found in one file, or one document of it, or why it could not be used. @public */
export type ProbeEntry = RepositoryValue['probes'][string][number];
