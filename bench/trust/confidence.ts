import { JudgedAnswer } from './judged';
import {
  binByProbability,
  brierScore,
  countRightByVerdict,
  ReliabilityBin,
  Share,
} from './metrics';
import { Verdict } from './predictPattern';

/** Whether answers are right as often as stated. */
export interface ConfidenceSummary {
  title: string;
  answers: number;
  brier: number;
  /** Of each verdict, how many are right. */
  verdicts: Record<Verdict, Share>;
  reliability: ReliabilityBin[];
}

export function summarizeConfidence(
  title: string,
  judged: readonly JudgedAnswer[],
): ConfidenceSummary {
  const answers = judged.map(({ right, said: { confidence, verdict } }) => ({
    right,
    confidence,
    verdict,
  }));
  return {
    title,
    answers: answers.length,
    brier: brierScore(answers),
    verdicts: countRightByVerdict(answers),
    reliability: binByProbability(answers),
  };
}
