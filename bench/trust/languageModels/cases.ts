import { z } from 'zod';
import languageModelDecisions from '../../../plugins/paved-road-common/src/advisor/__fixtures__/languageModelDecisions.json';
import {
  Pattern,
  patternSchema,
} from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import {
  Placement,
  placementSchema,
} from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import {
  Profile,
  profileSchema,
} from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import {
  QuestionPath,
  questions,
  withAnswers,
} from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { ByForm } from '../judged';

/** A decision about a language model with a known outcome, and the workload that its source describes. */
export interface LanguageModelCase {
  id: string;
  url: string;
  /** As published, and completed with answers that a reader would infer. */
  profiles: ByForm<Profile>;
  /** Input and output tokens a month, where the source has them as one sum that no answer can hold. */
  tokensPerMonth?: number;
  /** The actual placements; several if the source names several, or does not distinguish them. */
  expect: { placements: Placement[]; patterns?: Pattern[] };
  /** Why the model is wrong, by the form in which it is. */
  whyWrong: Partial<ByForm<string>>;
}

const paths = questions.map(({ path }) => path);

const rowSchema = z.strictObject({
  id: z.string(),
  source: z.strictObject({
    title: z.string(),
    publisher: z.string(),
    date: z.string(),
    url: z.url(),
    via: z.string(),
  }),
  /** Quotes of the source. */
  known: z.record(z.string(), z.unknown()),
  /** How the quotes became answers. */
  reading: z.string(),
  profile: profileSchema.refine(({ llm }) => llm, 'has no language model'),
  tokensPerMonth: z.number().positive().optional(),
  /** The answers that complete the profile, with reasons. */
  added: z.partialRecord(
    z.enum(paths as [QuestionPath, ...QuestionPath[]]),
    z.strictObject({
      answer: z.union([z.string(), z.number()]),
      why: z.string().min(1),
    }),
  ),
  expect: z.strictObject({
    placement: z.array(placementSchema).min(1),
    pattern: z.array(patternSchema).min(1).optional(),
  }),
  /** Why it was decided so. */
  reason: z.string(),
  note: z.string().optional(),
  /** The earlier decision that it replaced. */
  regretted: patternSchema.optional(),
  whyWrong: z
    .strictObject({
      profile: z.string().optional(),
      completed: z.string().optional(),
    })
    .optional(),
});

function toLanguageModelCase({
  id,
  source,
  profile,
  tokensPerMonth,
  added,
  expect,
  whyWrong = {},
}: z.output<typeof rowSchema>): LanguageModelCase {
  const answers = questions.flatMap(({ path }) => {
    const answer = added[path]?.answer;
    return answer === undefined ? [] : [[path, answer] as const];
  });
  return {
    id,
    url: source.url,
    profiles: {
      profile,
      completed: profileSchema.parse(withAnswers(profile, answers)),
    },
    ...(tokensPerMonth !== undefined && { tokensPerMonth }),
    expect: {
      placements: expect.placement,
      ...(expect.pattern && { patterns: expect.pattern }),
    },
    whyWrong,
  };
}

/** The shown decisions; none of them was used to fit anything. */
export const languageModelCases: readonly LanguageModelCase[] = z
  .array(rowSchema)
  .parse(languageModelDecisions)
  .map(toLanguageModelCase);
