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
import { QuestionPath } from '../../../plugins/paved-road-common/src/advisor/profile/question';
import {
  questions,
  withAnswers,
} from '../../../plugins/paved-road-common/src/advisor/profile/questions';

/**
 * The answers as published; completed with answers that a reader would infer; and with the answers to newer questions
 * that the source has.
 */
export const placementForms = ['profile', 'completed', 'answered'] as const;

export type PlacementForm = (typeof placementForms)[number];

export type ByPlacementForm<T> = Record<PlacementForm, T>;

export const byPlacementForm = <T>(
  create: (form: PlacementForm) => T,
): ByPlacementForm<T> => ({
  profile: create('profile'),
  completed: create('completed'),
  answered: create('answered'),
});

/** A decision about a language model with a known outcome, and the workload that its source describes. */
export interface LanguageModelCase {
  id: string;
  /** Absent where the source has none. */
  url?: string;
  profiles: ByPlacementForm<Profile>;
  /** What a frontier language model, asked blind with the complete profile and the facts, gave each placement. */
  frontierModel?: Record<Placement, number>;
  /** Input and output tokens a month, where the source has them as one sum that no answer can hold. */
  tokensPerMonth?: number;
  /** The actual placements; several if the source names several, or does not distinguish them. */
  expect: { placements: Placement[]; patterns?: Pattern[] };
  whyWrong: Partial<ByPlacementForm<string>>;
}

const paths = questions.map(({ path }) => path);

const addedSchema = z.partialRecord(
  z.enum(paths as [QuestionPath, ...QuestionPath[]]),
  z.object({ answer: z.union([z.string(), z.number()]) }),
);

const answersIn = (added: z.output<typeof addedSchema>) =>
  questions.flatMap(({ path }) => {
    const answer = added[path]?.answer;
    return answer === undefined ? [] : [[path, answer] as const];
  });

/** The fields that are read; the others explain the answers. */
const rowSchema = z.object({
  id: z.string(),
  source: z.object({ url: z.string().optional() }),
  profile: profileSchema,
  tokensPerMonth: z.number().optional(),
  /** The answers that complete the profile, with reasons. */
  added: addedSchema.default({}),
  /** The complete profile, where it was written without reasons and without sight of the outcome. */
  completed: profileSchema.optional(),
  /**
   * Answers of the source to questions that came after the profile was completed, with the sentence that states them.
   * They were read without sight of any result of the model.
   */
  newAnswers: addedSchema.default({}),
  frontierModel: z.partialRecord(placementSchema, z.number()).optional(),
  expect: z.object({
    placement: z.array(placementSchema),
    pattern: z.array(patternSchema).optional(),
  }),
  whyWrong: z
    .object({
      profile: z.string().optional(),
      completed: z.string().optional(),
      answered: z.string().optional(),
    })
    .optional(),
});

const toChances = (
  stated: Partial<Record<Placement, number>>,
): Record<Placement, number> => ({
  'hosted-api': stated['hosted-api'] ?? 0,
  'own-gpu': stated['own-gpu'] ?? 0,
  'serverless-gpu': stated['serverless-gpu'] ?? 0,
  cpu: stated.cpu ?? 0,
});

function toLanguageModelCase({
  id,
  source,
  profile,
  tokensPerMonth,
  added,
  completed = profileSchema.parse(withAnswers(profile, answersIn(added))),
  newAnswers,
  frontierModel,
  expect,
  whyWrong = {},
}: z.output<typeof rowSchema>): LanguageModelCase {
  return {
    id,
    url: source.url,
    profiles: {
      profile,
      completed,
      answered: profileSchema.parse(
        withAnswers(completed, answersIn(newAnswers)),
      ),
    },
    ...(frontierModel && { frontierModel: toChances(frontierModel) }),
    ...(tokensPerMonth !== undefined && { tokensPerMonth }),
    expect: {
      placements: expect.placement,
      ...(expect.pattern && { patterns: expect.pattern }),
    },
    whyWrong,
  };
}

/** The shown decisions. The weights of placements are estimated from them. */
export const languageModelCases: readonly LanguageModelCase[] = z
  .array(rowSchema)
  .parse(languageModelDecisions)
  .map(toLanguageModelCase);
