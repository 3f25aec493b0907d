import {
  Advice,
  ModelDescription,
  Pattern,
} from '@paved-road/plugin-paved-road-common';
import {
  patterns,
  verdicts,
} from '@paved-road/plugin-paved-road-common/advisor';
import { patternShape, Z } from './shapes';

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
  { questions }: Pick<ModelDescription, 'questions'>,
) {
  const { confidence, ranking, flips, cost, latency } = advice;
  const { verdict = 'clear' } = advice.recommendation;
  return {
    verdict,
    decidingQuestions: (confidence?.openAnswers ?? []).map(path => ({
      path,
      title: questions.find(question => question.path === path)?.title ?? path,
    })),
    modelVersion: advice.modelVersion,
    platform: advice.platform,
    completeness: advice.completeness,
    unanswered: advice.unanswered,
    ...recommendationOf(advice),
    ranking: ranking.map(
      ({ pattern, fit, eligible, missesRequirement, vetoes }) => ({
        pattern,
        fit,
        chance: confidence?.expected?.[pattern],
        worstCase: confidence?.worstCase[pattern],
        eligible,
        missesRequirement,
        vetoes: vetoes.map(({ text, liftedBy }) =>
          [text, ...liftedBy.map(lift => `Lifted by: ${lift}`)].join(' '),
        ),
      }),
    ),
    drivers: advice.drivers,
    flips: {
      answers: flips.answers.map(textOf),
      numbers: flips.numbers.map(textOf),
      weights: flips.weights.map(textOf),
    },
    tradeOffs: advice.tradeOffs.map(textOf),
    risks: advice.risks.map(
      ({ id, severity, title, evidence, mitigations }) => ({
        id,
        severity,
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
function recommendationOf({ recommendation, confidence, ranking }: Advice) {
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
      recommendation: { text, leading: pattern, margin, stage },
      confidence: { ifAnswered: confidence?.ifAnswered },
    };
  }
  return {
    recommendation: {
      text,
      pattern,
      core,
      background,
      runnerUp,
      margin,
      stage,
    },
    confidence: { chance, worstCase, ifAnswered: confidence?.ifAnswered },
  };
}
