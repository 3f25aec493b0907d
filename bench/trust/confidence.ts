import { PlainPattern } from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Verdict } from './predictPattern';
import { Prediction } from './baselines';
import { Judged, JudgedAnswer } from './judged';
import {
  brierScore,
  multiclassBrier,
  ReliabilityBin,
  binByProbability,
  countRightByVerdict,
  Share,
} from './metrics';

interface ConfidentAnswer {
  right: boolean;
  accepted: readonly PlainPattern[];
  confidence: number;
  probability: Record<PlainPattern, number>;
  verdict: Verdict;
}

/** Whether answers are right as often as stated. */
export interface ConfidenceSummary {
  title: string;
  answers: number;
  brier: number;
  multiclassBrier: number;
  /** Of each verdict, how many are right. */
  verdicts: Record<Verdict, Share>;
  reliability: ReliabilityBin[];
}

/** An answer of a method without verdicts counts as clear from this probability. */
export const clearProbability = 0.7;

function summarizeConfidence(
  title: string,
  answers: readonly ConfidentAnswer[],
): ConfidenceSummary {
  return {
    title,
    answers: answers.length,
    brier: brierScore(answers),
    multiclassBrier: multiclassBrier(answers),
    verdicts: countRightByVerdict(answers),
    reliability: binByProbability(answers),
  };
}

export function summarizeModelConfidence(
  title: string,
  judged: readonly JudgedAnswer[],
): ConfidenceSummary {
  return summarizeConfidence(
    title,
    judged.map(({ right, accepted, said }) => ({
      right,
      accepted,
      confidence: said.confidence,
      probability: said.expected,
      verdict: said.verdict,
    })),
  );
}

/** Empty for a baseline without probabilities. */
export function summarizeBaselineConfidence(
  title: string,
  judged: readonly Judged<Prediction>[],
): ConfidenceSummary[] {
  const answers = judged.flatMap(
    ({ right, accepted, said }): ConfidentAnswer[] => {
      const { core, probability } = said;
      return probability
        ? [
            {
              right,
              accepted,
              confidence: probability[core],
              probability,
              verdict: probability[core] > clearProbability ? 'clear' : 'close',
            },
          ]
        : [];
    },
  );
  return answers.length > 0 ? [summarizeConfidence(title, answers)] : [];
}
