import {
  Advice,
  ModelDescription,
  Pattern,
  PlacementCost,
  PlacementLatency,
  Veto,
} from '@paved-road/plugin-paved-road-common';
import {
  computeStanding,
  getComparedLatency,
  recommendedPlacement,
  patterns,
  placements,
  verdicts,
} from '@paved-road/plugin-paved-road-common/advisor';
import { patternShape, standingShape, Z } from './shapes';

/*
 * The registry parses outputs with their schema and drops all other fields. So the schemas here select from an advice,
 * and `toCompactAdvice` only adds what an advice has in another form.
 */

/** Shapes that several parts of an advice share. */
const commonShapes = (z: Z) => ({
  chance: (description: string) =>
    z.number().optional().describe(`${description}, 0 to 1`),
  fit: z.number().describe('0 to 100'),
  missesRequirement: z
    .boolean()
    .describe(
      'Whether it misses a required latency that another option meets, and so ranks behind it',
    ),
  questions: z
    .array(z.object({ path: z.string(), title: z.string() }))
    .describe('Open questions that can decide, the weightiest first'),
  texts: (description: string) => z.array(z.string()).describe(description),
  vetoes: z
    .array(z.string())
    .describe('Why it is not eligible, and what would lift that'),
  worstCase: z
    .number()
    .optional()
    .describe('Chance if the open answers turn out worst, 0 to 1'),
});

/** Advice on where a language model runs. */
const languageModelShape = (z: Z) => {
  const {
    chance,
    fit,
    missesRequirement,
    questions,
    texts,
    vetoes,
    worstCase,
  } = commonShapes(z);
  return z.object({
    verdict: z
      .enum([...verdicts, 'nothing-eligible'])
      .describe(
        'Like the verdict on the pattern, for recommendation.placement and runnerUp. not-enough-answers: ask decidingQuestions. nothing-eligible: no placement is recommended, all have vetoes',
      ),
    decidingQuestions: questions,
    text: z.string(),
    relax: texts(
      'With nothing-eligible: the requirements to relax for the placement that comes closest; otherwise empty',
    ),
    runnerUp: z.enum(placements).optional(),
    chance: chance('How likely the placement is right'),
    worstCase,
    tokensPerMonth: z
      .number()
      .optional()
      .describe('Input and output tokens; absent if an answer is missing'),
    priceDate: z.string().describe('Day of the prices'),
    placements: z
      .array(
        z.object({
          placement: z.enum(placements),
          fit,
          eligible: z.boolean(),
          missesRequirement,
          vetoes,
          monthly: z
            .number()
            .optional()
            .describe('USD per month; absent if unknown'),
          monthlyRange: z
            .object({ low: z.number(), high: z.number() })
            .optional()
            .describe('USD per month'),
          pricedAs: z
            .object({
              model: z.string(),
              gpu: z.string().optional(),
              gpus: z.number().optional().describe('GPUs of all replicas'),
              utilisation: z
                .number()
                .optional()
                .describe('Used share of the capacity, 0 to 1'),
              calibrated: z
                .boolean()
                .optional()
                .describe('Whether throughput was measured on such hardware'),
            })
            .optional(),
          firstTokenP95Seconds: z.number().optional(),
          responseP95Seconds: z.number().optional(),
          shortAnswerP95Seconds: z
            .number()
            .optional()
            .describe(
              'If a short answer is required in time, not the response',
            ),
          meetsRequirement: z.boolean().optional(),
        }),
      )
      .describe('By fit, highest first'),
    drivers: texts('What decides, largest first'),
    flips: texts('What would change the placement'),
    breakEvenTokensPerMonth: z
      .number()
      .optional()
      .describe('Above it, own GPUs are cheaper'),
    breakEvenUtilisation: z
      .number()
      .optional()
      .describe('Used share of the capacity of own GPUs there, 0 to 1'),
    gateway: z
      .object({ due: z.boolean(), reasons: z.array(z.string()) })
      .describe(
        'Whether a gateway for budgets, keys, fallback and logs is due',
      ),
    later: texts('Where it may run later, with measurable signals'),
  });
};

/** Advice without its curves and contributions, which only a page can show. */
export const adviceShape = (z: Z) => {
  const {
    chance,
    fit,
    missesRequirement,
    questions,
    texts,
    vetoes,
    worstCase,
  } = commonShapes(z);
  const perPattern = z.object(
    Object.fromEntries(
      patterns.map(pattern => [pattern, z.number().optional()]),
    ),
  );
  const flips = texts('What would change the recommendation');
  return z.object({
    verdict: z
      .enum(verdicts)
      .describe(
        'clear: go with recommendation.pattern; close: recommendation.pattern and runnerUp are both defensible; not-enough-answers: no pattern is recommended, ask decidingQuestions',
      ),
    decidingQuestions: questions,
    standing: standingShape(z),
    modelVersion: z.string(),
    platform: z.string(),
    completeness: z.number().describe('Share of answered questions, 0 to 1'),
    unanswered: z.array(z.string()).describe('Open questions'),
    recommendation: z.object({
      text: z.string(),
      pattern: patternShape(z)
        .optional()
        .describe('Absent without enough answers or an eligible pattern'),
      leading: patternShape(z)
        .optional()
        .describe('Leads so far, if no pattern is recommended'),
      placement: z
        .enum(placements)
        .optional()
        .describe(
          'Where the language model runs; the pattern is for the application around it. Absent without a language model, without enough answers, and if no placement is eligible',
        ),
      core: z.string().optional().describe('How the core path runs'),
      background: z
        .string()
        .optional()
        .describe('How background work runs, if differently'),
      runnerUp: z.string().optional(),
      margin: z.number().describe('Fit of the winner minus the runner-up'),
      stage: z.string(),
    }),
    confidence: z
      .object({
        chance: chance(
          'How likely the core of the recommended pattern is right',
        ),
        worstCase,
        ifAnswered: chance(
          'How likely the best pattern would be with all questions answered',
        ),
      })
      .describe('Confidence in the recommendation; by pattern in ranking'),
    ranking: z.array(
      z.object({
        pattern: z.string(),
        fit,
        chance: chance('How likely it is right for the core'),
        worstCase,
        eligible: z.boolean(),
        missesRequirement,
        vetoes,
      }),
    ),
    drivers: z
      .array(
        z.object({
          criterion: z.string(),
          points: z.number().describe('For the winner; the sum is the margin'),
          text: z.string(),
        }),
      )
      .describe('What decides, largest first'),
    languageModel: languageModelShape(z)
      .optional()
      .describe('Where the language model runs; absent if none is used'),
    flips: z.object({ answers: flips, numbers: flips, weights: flips }),
    tradeOffs: texts('Weaknesses of the recommended pattern'),
    risks: z.array(
      z.object({
        id: z.string(),
        severity: z.enum(['low', 'medium', 'high']),
        placement: z
          .enum(placements)
          .optional()
          .describe('The placement of the language model that has the risk'),
        title: z.string(),
        evidence: texts('Why the risk applies'),
        mitigations: z.array(z.string()),
      }),
    ),
    cost: z.object({
      monthly: perPattern.describe(
        'USD per month, by pattern; absent if an answer is missing, and for a hybrid that is not recommended',
      ),
      breakEvenRequestsPerMonth: z
        .number()
        .optional()
        .describe('Where serverless stops being the cheapest'),
    }),
    p95Seconds: perPattern.describe('95th percentile of the latency'),
    p99Seconds: perPattern.describe('99th percentile of the latency'),
    notices: texts('Contradictory or unusual answers'),
  });
};

/** An advice with everything that {@link adviceShape} selects. */
export function toCompactAdvice(
  advice: Advice,
  model: Pick<ModelDescription, 'questions'>,
) {
  const { confidence, ranking, flips, risks, cost, latency } = advice;
  const secondsAt = (percentile: 'p95' | 'p99') => (pattern: Pattern) => {
    const estimate = latency.perPattern[pattern];
    return estimate?.status === 'estimated' ? estimate[percentile] : undefined;
  };
  return {
    ...advice,
    verdict: advice.recommendation.verdict,
    standing: computeStanding({ advice }),
    decidingQuestions: toQuestions(confidence.openAnswers, model),
    ...summarizeRecommendation(advice),
    ranking: ranking.map(option => ({
      ...option,
      chance: confidence.expected[option.pattern],
      worstCase: confidence.worstCase[option.pattern],
      vetoes: option.vetoes.map(formatVeto),
    })),
    languageModel: summarizeLanguageModel(advice, model),
    flips: {
      answers: toTexts(flips.answers),
      numbers: toTexts(flips.numbers),
      weights: toTexts(flips.weights),
    },
    tradeOffs: toTexts(advice.tradeOffs),
    risks: risks.map(risk => ({
      ...risk,
      placement: risk.subject.placement,
      evidence: toTexts(risk.evidence),
    })),
    cost: {
      ...cost,
      monthly: mapPatterns(pattern => {
        const estimate = cost.perPattern[pattern];
        return estimate?.status === 'estimated'
          ? estimate.monthly.mid
          : undefined;
      }),
    },
    p95Seconds: mapPatterns(secondsAt('p95')),
    p99Seconds: mapPatterns(secondsAt('p99')),
    notices: toTexts(advice.notices),
  };
}

function toQuestions(
  paths: readonly string[],
  { questions }: Pick<ModelDescription, 'questions'>,
) {
  return paths.map(path => ({
    path,
    title: questions.find(question => question.path === path)?.title ?? path,
  }));
}

function toTexts(items: readonly { text: string }[]): string[] {
  return items.map(({ text }) => text);
}

function formatVeto({ text, liftedBy }: Veto): string {
  return [text, ...liftedBy.map(lift => `Lifted by: ${lift}`)].join(' ');
}

function mapPatterns(
  map: (pattern: Pattern) => number | undefined,
): Partial<Record<Pattern, number>> {
  return Object.fromEntries(patterns.map(pattern => [pattern, map(pattern)]));
}

/** Names a pattern as recommended only if the model stands for it. */
function summarizeRecommendation(advice: Advice) {
  const { recommendation, confidence, ranking } = advice;
  const { text, pattern, margin, stage, verdict } = recommendation;
  const placement = recommendedPlacement(advice);
  const { ifAnswered } = confidence;
  const isRecommended =
    verdict !== 'not-enough-answers' &&
    ranking.some(({ eligible }) => eligible);
  return isRecommended
    ? {
        recommendation: { ...recommendation, placement },
        confidence: {
          chance: recommendation.confidence,
          worstCase: recommendation.worstCase,
          ifAnswered,
        },
      }
    : {
        recommendation: { text, leading: pattern, placement, margin, stage },
        confidence: { ifAnswered },
      };
}

function summarizeLanguageModel(
  advice: Advice,
  model: Pick<ModelDescription, 'questions'>,
) {
  const { placements: ranked, languageModel } = advice;
  if (!ranked || !languageModel) {
    return undefined;
  }
  const { flips, cost, latency, roadmap } = languageModel;
  const placement = recommendedPlacement(advice);
  return {
    ...languageModel,
    verdict: ranked.some(({ eligible }) => eligible)
      ? languageModel.verdict
      : ('nothing-eligible' as const),
    decidingQuestions: toQuestions(languageModel.openAnswers, model),
    relax: toTexts(languageModel.relax ?? []),
    runnerUp: placement && languageModel.runnerUp,
    chance: placement && languageModel.expected[placement],
    worstCase: placement && languageModel.worstCase,
    placements: ranked.map(option => ({
      ...option,
      vetoes: option.vetoes.map(formatVeto),
      ...summarizeCost(cost.perPlacement[option.placement]),
      ...summarizeLatency(latency.perPlacement[option.placement]),
    })),
    drivers: toTexts(languageModel.drivers),
    flips: toTexts([...flips.numbers, ...flips.answers]),
    breakEvenTokensPerMonth: cost.breakEvenTokensPerMonth,
    breakEvenUtilisation: cost.breakEvenUtilisation,
    later: roadmap.map(({ title, triggers }) =>
      [`${title}, when:`, ...toTexts(triggers)].join(' '),
    ),
  };
}

function summarizeCost(cost: PlacementCost) {
  if (cost.status !== 'estimated') {
    return {};
  }
  const { monthly, setup } = cost;
  const { gpu, gpusPerReplica = 1, replicas = 1 } = setup;
  return {
    monthly: monthly.mid,
    monthlyRange: monthly,
    pricedAs: { ...setup, ...(gpu && { gpus: gpusPerReplica * replicas }) },
  };
}

function summarizeLatency(latency: PlacementLatency) {
  if (latency.status !== 'estimated') {
    return {};
  }
  const { kind, p95 } = getComparedLatency(latency);
  return {
    firstTokenP95Seconds: latency.firstToken.p95,
    responseP95Seconds: latency.response.p95,
    ...(kind === 'short-answer' && { shortAnswerP95Seconds: p95 }),
    meetsRequirement: latency.meetsRequirement,
  };
}
