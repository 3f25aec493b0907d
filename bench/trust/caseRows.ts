import {
  Pattern,
  PlainPattern,
} from '../../plugins/paved-road-common/src/advisor/patterns';
import { Verdict } from './announced';
import { TrustCase } from './cases';
import { ByForm, JudgedAnswer } from './judged';

/** What the model says of one case. */
export interface CaseAnswer {
  pattern: Pattern;
  core: PlainPattern;
  verdict: Verdict;
  confidence: number;
  right: boolean;
}

/** A case by name, with what the model says of it. */
export interface CaseRow {
  id: string;
  url?: string;
  expected: readonly PlainPattern[];
  asPublished: CaseAnswer;
  completed: CaseAnswer;
  /** Complete, by a model that was fitted to all other cases. */
  leftOut: CaseAnswer;
  /** Why the answer left out is wrong; absent where it is right, or where nobody has said why. */
  reason?: string;
}

const toAnswer = ({ said, right }: JudgedAnswer): CaseAnswer => {
  const { pattern, core, verdict, confidence } = said;
  return { pattern, core, verdict, confidence, right };
};

export function caseRows(
  cases: readonly TrustCase[],
  shipped: ByForm<JudgedAnswer[]>,
  leftOut: ByForm<JudgedAnswer[]>,
  reasons: Readonly<Record<string, string>>,
): CaseRow[] {
  return cases.map(({ id, url, expect }, index) => {
    const answer = toAnswer(leftOut.completed[index]);
    const reason = answer.right ? undefined : reasons[id];
    return {
      id,
      ...(url && { url }),
      expected: expect.core,
      asPublished: toAnswer(shipped.profile[index]),
      completed: toAnswer(shipped.completed[index]),
      leftOut: answer,
      ...(reason && { reason }),
    };
  });
}
