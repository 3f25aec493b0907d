import { PlainPattern } from '../../plugins/paved-road-common/src/advisor/patterns';
import { Verdict } from './announced';
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

/** An answer with its announced certainty. */
interface SureAnswer {
  right: boolean;
  accepted: readonly PlainPattern[];
  confidence: number;
  probability: Record<PlainPattern, number>;
  verdict: Verdict;
}

/** Whether answers are right as often as announced. */
export interface Sureness {
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

function summarizeSureness(
  title: string,
  answers: readonly SureAnswer[],
): Sureness {
  return {
    title,
    answers: answers.length,
    brier: brierScore(answers),
    multiclassBrier: multiclassBrier(answers),
    verdicts: countRightByVerdict(answers),
    reliability: binByProbability(answers),
  };
}

export function surenessOfModel(
  title: string,
  judged: readonly JudgedAnswer[],
): Sureness {
  return summarizeSureness(
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
export function surenessOfBaseline(
  title: string,
  judged: readonly Judged<Prediction>[],
): Sureness[] {
  const answers = judged.flatMap(({ right, accepted, said }): SureAnswer[] => {
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
  });
  return answers.length > 0 ? [summarizeSureness(title, answers)] : [];
}
