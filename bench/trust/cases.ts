import { z } from 'zod';
import calibration from '../../plugins/paved-road-common/src/advisor/__fixtures__/calibration.json';
import publishedDecisions from '../../plugins/paved-road-common/src/advisor/__fixtures__/publishedDecisions.json';
import {
  Pattern,
  patternSchema,
  PlainPattern,
  plainPatternSchema,
} from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import {
  Profile,
  profileSchema,
} from '../../plugins/paved-road-common/src/advisor/profile/profile';

/** A decision whose outcome is known, with what its source says of the workload. */
export interface TrustCase {
  id: string;
  url?: string;
  /** What the source states; all else is open. */
  profile: Profile;
  /** The same with every answer filled in as a reader of the source would. */
  completed: Profile;
  /** The outcome; several values if the source does not distinguish them. */
  expect: { pattern: Pattern[]; core: PlainPattern[] };
  /** What a frontier language model answered, asked blind as an architect with the completed profile and nothing else. */
  frontierModel?: FrontierAnswer;
  /**
   * `hard`: rules of thumb are wrong on most of them. `published`: found for model 2. `earlier`: already the measure of
   * model 1. `source`: the examples of the article.
   */
  group: 'hard' | 'published' | 'earlier' | 'source';
}

/** The core that a frontier language model chose, with its probabilities. */
export interface FrontierAnswer {
  core: PlainPattern;
  p: Record<PlainPattern, number>;
}

/** The decisions by which model 1 was judged, and which it got right. */
const earlierIds = new Set([
  'prime-video-monitoring',
  'segment-destinations',
  'istio-control-plane',
  'stack-overflow',
  'basecamp-hey',
  'netflix-personalisation',
  'uber-michelangelo-online',
  'doordash-sibyl',
  'lyft-learn-serving',
  'vending-machine-payments',
  'seattle-times-images',
  'square-enix-screenshots',
  'irobot-cloud',
  'large-language-model-serving',
]);

const rowSchema = z.object({
  id: z.string(),
  url: z.string().optional(),
  profile: profileSchema,
  completed: profileSchema.optional(),
  expect: z.object({
    pattern: z.union([patternSchema, z.array(patternSchema).min(1)]),
    core: z
      .union([plainPatternSchema, z.array(plainPatternSchema).min(1)])
      .optional(),
  }),
  frontierModel: z
    .object({
      core: plainPatternSchema,
      p: z.record(plainPatternSchema, z.number()),
    })
    .optional(),
});

function toTrustCase(
  row: z.output<typeof rowSchema>,
  group: TrustCase['group'],
): TrustCase {
  const { id, url, profile, completed, frontierModel } = row;
  const pattern = [row.expect.pattern].flat();
  const core = row.expect.core
    ? [row.expect.core].flat()
    : pattern.map(plain => plainPatternSchema.parse(plain));
  return {
    id,
    ...(url && { url }),
    profile,
    completed: completed ?? profile,
    expect: { pattern, core },
    ...(frontierModel && { frontierModel }),
    group,
  };
}

function findGroup({
  id,
  frontierModel,
}: z.output<typeof rowSchema>): TrustCase['group'] {
  if (frontierModel) {
    return 'hard';
  }
  return earlierIds.has(id) ? 'earlier' : 'published';
}

/** The published decisions that the model may be fitted to, and is judged by. */
export const shownCases: TrustCase[] = z
  .array(rowSchema)
  .parse(publishedDecisions)
  .map(row => toTrustCase(row, findGroup(row)));

/** The cases from other sources. One source can describe a decision twice, so both are left out together. */
export const fromOtherSources = (
  cases: readonly TrustCase[],
  one: TrustCase,
): TrustCase[] =>
  cases.filter(
    other =>
      other !== one && (other.url === undefined || other.url !== one.url),
  );

/** The source's own examples and advice: a floor, not a measure. */
export const calibrationCases: TrustCase[] = z
  .array(rowSchema)
  .parse(calibration)
  .map(row => toTrustCase(row, 'source'));
