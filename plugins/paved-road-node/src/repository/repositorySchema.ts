import { RepositoryFindings } from '@paved-road/plugin-paved-road-common';
import { repositoryFindingsSchema } from '@paved-road/plugin-paved-road-common/rules';
import { z } from 'zod';

/** Schema of the fact `repository`, built with the given zod. @public */
export function createRepositorySchema(zod: typeof z) {
  return zod.object({
    /** Paths relative to the source location, sorted. */
    files: zod.array(zod.string()),
    /** Findings by probe id. A YAML file with several documents has several entries. */
    probes: zod.record(
      zod.string(),
      zod.array(
        zod.object({
          path: zod.string(),
          content: zod.unknown().optional(),
          problem: zod.string().optional(),
          /** Line of the problem, 1 for the first. */
          line: zod.number().int().optional(),
        }),
      ),
    ),
    /** Why there are no files and probes. */
    problem: zod.string().optional(),
    /** What detectors found; read by the variables of findings. Written by detectors only. */
    findings: zod
      .custom<RepositoryFindings>(
        value => repositoryFindingsSchema.safeParse(value).success,
        { error: 'not findings of this version of Paved Road' },
      )
      .optional(),
  });
}

/** The file names of a repository and the content of files that rule packs probe. @public */
export type RepositoryValue = z.output<
  ReturnType<typeof createRepositorySchema>
>;

/** The content of one file or one document in it, or why it could not be used. @public */
export type ProbeEntry = RepositoryValue['probes'][string][number];
