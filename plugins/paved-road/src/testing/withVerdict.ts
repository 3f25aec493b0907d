import {
  Advice,
  PlainPattern,
  Verdict,
} from '@paved-road/plugin-paved-road-common';

/** The advice as the model would give it with another verdict; what explains it stays as it is. */
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
    confidence: advice.confidence && {
      ...advice.confidence,
      ...(expected && { expected }),
      ...(openAnswers && { openAnswers }),
    },
  };
}

/** A stored result of model 1, which knew no verdict and counted draws. */
export function asOfModel1(
  advice: Advice,
  changes: {
    recommendation?: Partial<Advice['recommendation']>;
    wins?: Record<PlainPattern, number>;
    openAnswers?: string[];
  } = {},
): Advice {
  const {
    verdict: _,
    worstCase: __,
    ...recommendation
  } = advice.recommendation;
  const { wins = { monolith: 1, microservices: 0, serverless: 0 } } = changes;
  return {
    ...advice,
    modelVersion: '1.3.0',
    recommendation: { ...recommendation, ...changes.recommendation },
    confidence: { worstCase: wins, openAnswers: changes.openAnswers ?? [] },
  };
}
