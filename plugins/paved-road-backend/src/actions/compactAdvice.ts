import {
  Advice,
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { patternShape, Z } from './shapes';

/** Advice without its curves and contributions, which only a page can show. */
export const adviceShape = (z: Z) => {
  const perPattern = z.object(
    Object.fromEntries(
      plainPatterns.map(pattern => [pattern, z.number().optional()]),
    ),
  );
  const flips = z
    .array(z.string())
    .describe('Each what would change it, in one sentence');
  return z.object({
    modelVersion: z.string(),
    platform: z.string(),
    completeness: z
      .number()
      .describe('Share of the questions answered, 0 to 1'),
    unanswered: z.array(z.string()).describe('Questions that are open'),
    recommendation: z.object({
      text: z.string(),
      pattern: patternShape(z),
      core: z.string().describe('How the core path runs'),
      background: z
        .string()
        .optional()
        .describe('How the background work runs, where that differs'),
      runnerUp: z.string().optional(),
      margin: z
        .number()
        .describe('Fit of the winner less that of the runner-up'),
      tooClose: z
        .boolean()
        .describe('Whether the margin is too small to rely on'),
      stage: z.string(),
    }),
    confidence: z
      .object({
        share: z
          .number()
          .optional()
          .describe('Share of the draws that the winner wins, 0 to 1'),
        openAnswers: z
          .array(z.string())
          .describe('Open questions that can decide, the most weighty first'),
      })
      .describe('How sure the recommendation is'),
    ranking: z.array(
      z.object({
        pattern: z.string(),
        fit: z.number().describe('0 to 102'),
        eligible: z.boolean(),
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
        'USD per month, by pattern; absent where an answer is missing',
      ),
      breakEvenRequestsPerMonth: z
        .number()
        .optional()
        .describe('Where serverless stops being the cheapest'),
    }),
    p95Seconds: perPattern.describe(
      'Latency that 95 of 100 requests stay below, by pattern',
    ),
    notices: z
      .array(z.string())
      .describe('Answers that do not go together or are unusual'),
  });
};

/** Advice as {@link adviceShape} has it. */
export function toCompactAdvice(advice: Advice) {
  const { recommendation, confidence, ranking, flips, cost, latency } = advice;
  const { confidence: share, ...recommended } = recommendation;
  return {
    modelVersion: advice.modelVersion,
    platform: advice.platform,
    completeness: advice.completeness,
    unanswered: advice.unanswered,
    recommendation: recommended,
    confidence: { share, openAnswers: confidence?.openAnswers ?? [] },
    ranking: ranking.map(({ pattern, fit, eligible, vetoes }) => ({
      pattern,
      fit,
      eligible,
      vetoes: vetoes.map(({ text, liftedBy }) =>
        [text, ...liftedBy.map(lift => `Lifted by: ${lift}`)].join(' '),
      ),
    })),
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
        return estimate.status === 'estimated'
          ? estimate.monthly.mid
          : undefined;
      }),
      breakEvenRequestsPerMonth: cost.breakEvenRequestsPerMonth,
    },
    p95Seconds: byPattern(pattern => {
      const estimate = latency.perPattern[pattern];
      return estimate.status === 'estimated' ? estimate.p95 : undefined;
    }),
    notices: advice.notices.map(textOf),
  };
}

function textOf({ text }: { text: string }): string {
  return text;
}

function byPattern(
  valueOf: (pattern: PlainPattern) => number | undefined,
): Partial<Record<PlainPattern, number>> {
  return Object.fromEntries(
    plainPatterns.map(pattern => [pattern, valueOf(pattern)]),
  );
}
