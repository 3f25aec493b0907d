import {
  Advice,
  ModelDescription,
  Pattern,
  PlacementCost,
  PlacementLatency,
  Veto,
} from '@paved-road/plugin-paved-road-common';
import {
  announcedPlacement,
  patterns,
  placements,
  verdicts,
} from '@paved-road/plugin-paved-road-common/advisor';
import { patternShape, Z } from './shapes';

/** Where a language model runs, without the curves. */
const languageModelShape = (z: Z) => {
  const texts = (what: string) => z.array(z.string()).describe(what);
  return z.object({
    verdict: z
      .enum([...verdicts, 'nothing-eligible'])
      .describe(
        'As that of the pattern, for recommendation.placement and runnerUp; with not-enough-answers, ask decidingQuestions; nothing-eligible: no placement is recommended, each has vetoes',
      ),
    decidingQuestions: z
      .array(z.object({ path: z.string(), title: z.string() }))
      .describe('Open questions that can decide, the most weighty first'),
    text: z.string(),
    runnerUp: z.enum(placements).optional(),
    chance: z
      .number()
      .optional()
      .describe('How likely the placement is the right one, 0 to 1'),
    worstCase: z
      .number()
      .optional()
      .describe('The same, whatever the open answers turn out to be'),
    tokensPerMonth: z
      .number()
      .optional()
      .describe('Input and output tokens; absent where an answer is missing'),
    priceDate: z.string().describe('The day for which prices were taken'),
    placements: z
      .array(
        z.object({
          placement: z.enum(placements),
          fit: z.number().describe('0 to 102'),
          eligible: z.boolean(),
          missesRequirement: z
            .boolean()
            .describe(
              'Whether it misses a required latency that another placement meets, and so ranks behind',
            ),
          vetoes: texts('Why it cannot run there, and what would lift that'),
          monthly: z
            .number()
            .optional()
            .describe('USD per month; absent where it is not known'),
          monthlyRange: z
            .object({ low: z.number(), high: z.number() })
            .optional()
            .describe('USD per month, as far as it is known'),
          pricedAs: z
            .object({
              model: z.string(),
              gpu: z.string().optional(),
              gpus: z.number().optional().describe('GPUs of all replicas'),
              utilisation: z
                .number()
                .optional()
                .describe('Share of the capacity that is used, 0 to 1'),
              calibrated: z
                .boolean()
                .optional()
                .describe('Whether throughput was measured on such hardware'),
            })
            .optional(),
          firstTokenP95Seconds: z.number().optional(),
          responseP95Seconds: z.number().optional(),
          meetsRequirement: z.boolean().optional(),
        }),
      )
      .describe('By fit, highest first'),
    drivers: texts('What decides, largest first'),
    flips: texts('Each what would change the placement, in one sentence'),
    breakEvenTokensPerMonth: z
      .number()
      .optional()
      .describe('Above it, own GPUs are the cheaper'),
    breakEvenUtilisation: z
      .number()
      .optional()
      .describe('Share of their capacity that is used there, 0 to 1'),
    gateway: z
      .object({ due: z.boolean(), reasons: z.array(z.string()) })
      .describe(
        'Whether a gateway for budgets, keys, fallback and logs is due',
      ),
    later: texts('Where it may run later, with the measurable signs for it'),
  });
};

/** Advice without its curves and contributions, which only a page can show. */
export const adviceShape = (z: Z) => {
  const perPattern = z.object(
    Object.fromEntries(
      patterns.map(pattern => [pattern, z.number().optional()]),
    ),
  );
  const flips = z
    .array(z.string())
    .describe('Each what would change it, in one sentence');
  const chance = (what: string) =>
    z.number().optional().describe(`${what}, 0 to 1`);
  const worst = 'The same, whatever the open answers turn out to be';
  return z.object({
    verdict: z
      .enum(verdicts)
      .describe(
        'clear: go with recommendation.pattern; close: it and recommendation.runnerUp can both be defended; not-enough-answers: no pattern is recommended, ask decidingQuestions',
      ),
    decidingQuestions: z
      .array(z.object({ path: z.string(), title: z.string() }))
      .describe('Open questions that can decide, the most weighty first'),
    modelVersion: z.string(),
    platform: z.string(),
    completeness: z
      .number()
      .describe('Share of the questions answered, 0 to 1'),
    unanswered: z.array(z.string()).describe('Questions that are open'),
    recommendation: z.object({
      text: z.string(),
      pattern: patternShape(z)
        .optional()
        .describe(
          'Absent where there are not enough answers, and where no pattern is eligible',
        ),
      leading: patternShape(z)
        .optional()
        .describe(
          'What leads so far, in place of a pattern; not to be taken for a recommendation',
        ),
      placement: z
        .enum(placements)
        .optional()
        .describe(
          'Where the language model runs, the pattern being that of the application around it; absent without one, and where there are not enough answers or none can run',
        ),
      core: z.string().optional().describe('How the core path runs'),
      background: z
        .string()
        .optional()
        .describe('How the background work runs, where that differs'),
      runnerUp: z.string().optional(),
      margin: z
        .number()
        .describe('Fit of the winner less that of the runner-up'),
      stage: z.string(),
    }),
    confidence: z
      .object({
        chance: chance(
          'How likely it is that the core of the recommended pattern is the right one',
        ),
        worstCase: chance(worst),
        ifAnswered: chance(
          'How likely the best pattern would be if every question were answered',
        ),
      })
      .describe(
        'How sure the recommendation is; those of each pattern are in ranking',
      ),
    ranking: z.array(
      z.object({
        pattern: z.string(),
        fit: z.number().describe('0 to 102'),
        chance: chance('How likely it is the right one for the core'),
        worstCase: chance(worst),
        eligible: z.boolean(),
        missesRequirement: z
          .boolean()
          .describe(
            'Whether it misses a required latency that another pattern meets, and so ranks behind',
          ),
        vetoes: z
          .array(z.string())
          .describe('Why it is not eligible, and what would lift that'),
      }),
    ),
    drivers: z
      .array(
        z.object({
          criterion: z.string(),
          points: z.number().describe('For the winner; all sum to the margin'),
          text: z.string(),
        }),
      )
      .describe('What decides, largest first'),
    languageModel: languageModelShape(z)
      .optional()
      .describe('Where the language model runs; absent where none is used'),
    flips: z.object({
      answers: flips,
      numbers: flips,
      weights: flips,
    }),
    tradeOffs: z
      .array(z.string())
      .describe('What the recommended pattern is worst at'),
    risks: z.array(
      z.object({
        id: z.string(),
        severity: z.enum(['low', 'medium', 'high']),
        placement: z
          .enum(placements)
          .optional()
          .describe('Of which placement of the language model it is'),
        title: z.string(),
        evidence: z.array(z.string()),
        mitigations: z.array(z.string()),
      }),
    ),
    cost: z.object({
      monthly: perPattern.describe(
        'USD per month, by pattern; absent where an answer is missing, and for a hybrid that is not recommended',
      ),
      breakEvenRequestsPerMonth: z
        .number()
        .optional()
        .describe('Where serverless stops being the cheapest'),
    }),
    p95Seconds: perPattern.describe(
      'Latency that 95 of 100 requests stay below, by pattern',
    ),
    p99Seconds: perPattern.describe(
      'Latency that 99 of 100 requests stay below, by pattern',
    ),
    notices: z
      .array(z.string())
      .describe('Answers that do not go together or are unusual'),
  });
};

/** Advice as {@link adviceShape} has it. */
export function toCompactAdvice(
  advice: Advice,
  model: Pick<ModelDescription, 'questions'>,
) {
  const { confidence, ranking, flips, cost, latency } = advice;
  const { verdict } = advice.recommendation;
  return {
    verdict,
    decidingQuestions: toQuestions(confidence.openAnswers, model),
    modelVersion: advice.modelVersion,
    platform: advice.platform,
    completeness: advice.completeness,
    unanswered: advice.unanswered,
    ...recommendationOf(advice),
    ranking: ranking.map(
      ({ pattern, fit, eligible, missesRequirement, vetoes }) => ({
        pattern,
        fit,
        chance: confidence.expected[pattern],
        worstCase: confidence.worstCase[pattern],
        eligible,
        missesRequirement,
        vetoes: vetoes.map(toVetoText),
      }),
    ),
    drivers: advice.drivers,
    languageModel: languageModelOf(advice, model),
    flips: {
      answers: flips.answers.map(textOf),
      numbers: flips.numbers.map(textOf),
      weights: flips.weights.map(textOf),
    },
    tradeOffs: advice.tradeOffs.map(textOf),
    risks: advice.risks.map(
      ({ id, severity, subject, title, evidence, mitigations }) => ({
        id,
        severity,
        placement: subject.placement,
        title,
        evidence: evidence.map(textOf),
        mitigations,
      }),
    ),
    cost: {
      monthly: byPattern(pattern => {
        const estimate = cost.perPattern[pattern];
        return estimate?.status === 'estimated'
          ? estimate.monthly.mid
          : undefined;
      }),
      breakEvenRequestsPerMonth: cost.breakEvenRequestsPerMonth,
    },
    p95Seconds: byPattern(pattern => {
      const estimate = latency.perPattern[pattern];
      return estimate?.status === 'estimated' ? estimate.p95 : undefined;
    }),
    p99Seconds: byPattern(pattern => {
      const estimate = latency.perPattern[pattern];
      return estimate?.status === 'estimated' ? estimate.p99 : undefined;
    }),
    notices: advice.notices.map(textOf),
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

function toVetoText({ text, liftedBy }: Veto): string {
  return [text, ...liftedBy.map(lift => `Lifted by: ${lift}`)].join(' ');
}

function languageModelOf(
  advice: Advice,
  model: Pick<ModelDescription, 'questions'>,
) {
  const { placements: ranked, languageModel } = advice;
  if (!ranked || !languageModel) {
    return undefined;
  }
  const { verdict, text, runnerUp, expected, worstCase, flips, cost, latency } =
    languageModel;
  const placement = announcedPlacement(advice);
  return {
    verdict: ranked.some(({ eligible }) => eligible)
      ? verdict
      : ('nothing-eligible' as const),
    decidingQuestions: toQuestions(languageModel.openAnswers, model),
    text,
    ...(placement && { runnerUp, chance: expected[placement], worstCase }),
    tokensPerMonth: languageModel.tokensPerMonth,
    priceDate: languageModel.priceDate,
    placements: ranked.map(option => ({
      placement: option.placement,
      fit: option.fit,
      eligible: option.eligible,
      missesRequirement: option.missesRequirement,
      vetoes: option.vetoes.map(toVetoText),
      ...costOf(cost.perPlacement[option.placement]),
      ...latencyOf(latency.perPlacement[option.placement]),
    })),
    drivers: languageModel.drivers.map(textOf),
    flips: [...flips.numbers, ...flips.answers].map(textOf),
    breakEvenTokensPerMonth: cost.breakEvenTokensPerMonth,
    breakEvenUtilisation: cost.breakEvenUtilisation,
    gateway: languageModel.gateway,
    later: languageModel.roadmap.map(({ title, triggers }) =>
      [`${title}, when:`, ...triggers.map(textOf)].join(' '),
    ),
  };
}

function costOf(cost: PlacementCost) {
  if (cost.status !== 'estimated') {
    return {};
  }
  const { monthly, setup } = cost;
  const { model, gpu, gpusPerReplica = 1, replicas = 1 } = setup;
  return {
    monthly: monthly.mid,
    monthlyRange: { low: monthly.low, high: monthly.high },
    pricedAs: {
      model,
      ...(gpu && { gpu, gpus: gpusPerReplica * replicas }),
      utilisation: setup.utilisation,
      calibrated: setup.calibrated,
    },
  };
}

function latencyOf(latency: PlacementLatency) {
  return latency.status === 'estimated'
    ? {
        firstTokenP95Seconds: latency.firstToken.p95,
        responseP95Seconds: latency.response.p95,
        meetsRequirement: latency.meetsRequirement,
      }
    : {};
}

function textOf({ text }: { text: string }): string {
  return text;
}

function byPattern(
  valueOf: (pattern: Pattern) => number | undefined,
): Partial<Record<Pattern, number>> {
  return Object.fromEntries(
    patterns.map(pattern => [pattern, valueOf(pattern)]),
  );
}

/** A pattern is only named as one where the model stands for it. */
function recommendationOf(advice: Advice) {
  const { recommendation, confidence, ranking } = advice;
  const placement = announcedPlacement(advice);
  const {
    text,
    pattern,
    core,
    background,
    runnerUp,
    margin,
    stage,
    verdict,
    confidence: chance,
    worstCase,
  } = recommendation;
  if (
    verdict === 'not-enough-answers' ||
    !ranking.some(({ eligible }) => eligible)
  ) {
    return {
      recommendation: { text, leading: pattern, placement, margin, stage },
      confidence: { ifAnswered: confidence.ifAnswered },
    };
  }
  return {
    recommendation: {
      text,
      pattern,
      placement,
      core,
      background,
      runnerUp,
      margin,
      stage,
    },
    confidence: { chance, worstCase, ifAnswered: confidence.ifAnswered },
  };
}
