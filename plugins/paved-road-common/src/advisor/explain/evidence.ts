import { z } from 'zod';
import { verdicts } from '../choice/schemas';
import { patternDescriptions } from '../options/patterns/descriptions';
import { placementDescriptions } from '../options/placements/descriptions';
import { Pattern, patternSchema } from '../profile/patterns';
import { Placement, placementSchema } from '../profile/placements';
import { CostEstimate } from '../quantities/schemas';
import { PlacementCost } from '../quantities/languageModels/schemas';
import { Advice } from './advice';

/** The choices of an assessment, in the order in which they are named. */
const choices = ['pattern', 'placement'] as const;

const leaderSchema = z.object({
  id: z.union([patternSchema, placementSchema]),
  title: z.string(),
  /** Chance that it is the right one, 0..1. */
  chance: z.number(),
  /** USD; absent if unknown. */
  monthly: z.number().optional(),
});

export const evidenceFields = z.object({
  choice: z.enum(choices),
  verdict: z.enum([...verdicts, 'nothing-eligible']),
  /** The recommendation, in a close call the likelier option, or the leader without enough answers; absent if no placement is eligible. */
  first: leaderSchema.optional(),
  second: leaderSchema.optional(),
  /** The least chance of the first over all open answers, 0..1. */
  worstCase: z.number(),
  /** Open answers that can decide, weightiest first. */
  openAnswers: z.array(z.string()),
  /** The fewest open answers that would settle it; empty unless there are not enough answers. */
  nextAnswers: z.array(z.string()),
});

/** What an advice says about one choice: the pattern, or the placement of a language model. @public */
export interface Evidence extends z.output<typeof evidenceFields> {}

export const evidenceSchema: z.ZodType<Evidence> = evidenceFields;

const optionTitles = new Map<string, string>(
  [
    ...Object.values(patternDescriptions),
    ...Object.values(placementDescriptions),
  ].map(({ id, title }) => [id, title]),
);

/** The title of a pattern or placement; its id if the model no longer has it. */
export function getOptionTitle(id: Pattern | Placement): string {
  return optionTitles.get(id) ?? id;
}

/**
 * The evidence for the pattern and, if a language model is used, for its placement.
 *
 * @public
 */
export function listEvidence(
  advice: Pick<
    Advice,
    | 'recommendation'
    | 'confidence'
    | 'ranking'
    | 'cost'
    | 'placements'
    | 'languageModel'
  >,
): Evidence[] {
  const { recommendation, confidence, ranking, cost } = advice;
  const { pattern, core, runnerUp } = recommendation;
  const toLeader = (id: Pattern, plain = core): Evidence['first'] => ({
    id,
    title: getOptionTitle(id),
    chance: confidence.expected[plain],
    ...toMonthly(cost.perPattern[id] ?? cost.perPattern[plain]),
  });
  return [
    withLikelierFirst({
      choice: 'pattern',
      verdict: ranking.some(({ eligible }) => eligible)
        ? recommendation.verdict
        : 'nothing-eligible',
      first: toLeader(pattern),
      ...(runnerUp && { second: toLeader(runnerUp, runnerUp) }),
      worstCase: confidence.worstCase[core],
      openAnswers: confidence.openAnswers,
      nextAnswers: confidence.nextAnswers ?? confidence.openAnswers,
    }),
    ...listPlacementEvidence(advice),
  ];
}

function listPlacementEvidence({
  languageModel,
  placements = [],
}: Pick<Advice, 'languageModel' | 'placements'>): Evidence[] {
  if (!languageModel) {
    return [];
  }
  const { cost, expected, placement, runnerUp } = languageModel;
  const toLeader = (id: Placement): Evidence['first'] => ({
    id,
    title: getOptionTitle(id),
    chance: expected[id],
    ...toMonthly(cost.perPlacement[id]),
  });
  return [
    withLikelierFirst({
      choice: 'placement',
      verdict: placements.some(({ eligible }) => eligible)
        ? languageModel.verdict
        : 'nothing-eligible',
      ...(placement && { first: toLeader(placement) }),
      ...(runnerUp && { second: toLeader(runnerUp) }),
      worstCase: languageModel.worstCase,
      openAnswers: languageModel.openAnswers,
      nextAnswers: languageModel.nextAnswers ?? languageModel.openAnswers,
    }),
  ];
}

/** In a close call, the better fit can have the smaller chance. */
function withLikelierFirst(evidence: Evidence): Evidence {
  const { verdict, first, second } = evidence;
  return verdict === 'close' && first && second && second.chance > first.chance
    ? { ...evidence, first: second, second: first }
    : evidence;
}

function toMonthly(cost: CostEstimate | PlacementCost) {
  return cost.status === 'estimated' ? { monthly: cost.monthly.mid } : {};
}

/**
 * The fewest open answers that would settle all choices without enough answers, most valuable first. Its length is the
 * number in the standing.
 *
 * @public
 */
export const listNextAnswers = (
  advice: Parameters<typeof listEvidence>[0],
): string[] => [
  ...new Set(
    listEvidence(advice).flatMap(({ verdict, nextAnswers }) =>
      verdict === 'not-enough-answers' ? nextAnswers : [],
    ),
  ),
];

/**
 * Whether the open answers could put another option first: a chance of more than one half cannot be overtaken.
 *
 * @public
 */
export function canBeOvertaken({
  openAnswers,
  worstCase,
}: {
  openAnswers: readonly string[];
  worstCase: number;
}): boolean {
  return openAnswers.length > 0 && worstCase <= 0.5;
}
