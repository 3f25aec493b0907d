import {
  Advice,
  PlainPattern,
  Verdict,
} from '@paved-road/plugin-paved-road-common';

/** Replaces the verdict of an advice, and keeps its explanations. */
export function withVerdict(
  advice: Advice,
  verdict: Verdict,
  changes: {
    recommendation?: Partial<Advice['recommendation']>;
    expected?: Record<PlainPattern, number>;
    openAnswers?: string[];
  } = {},
): Advice {
  const { recommendation, expected, openAnswers } = changes;
  return {
    ...advice,
    recommendation: {
      ...advice.recommendation,
      verdict,
      tooClose: verdict === 'close',
      ...recommendation,
    },
    confidence: {
      ...advice.confidence,
      ...(expected && { expected }),
      ...(openAnswers && { openAnswers }),
      nextAnswers: verdict === 'not-enough-answers' ? (openAnswers ?? []) : [],
    },
  };
}
