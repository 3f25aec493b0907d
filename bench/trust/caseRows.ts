import { PlainPattern } from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { FrontierAnswer, TrustCase } from './cases';
import { ByForm, Judged, JudgedAnswer } from './judged';

/** A case by name, with what the model says of it. */
export interface CaseRow {
  id: string;
  url?: string;
  expected: readonly PlainPattern[];
  asPublished: JudgedAnswer;
  completed: JudgedAnswer;
  /** Complete, by a model that was fitted to all other cases. */
  leftOut: JudgedAnswer;
  /** Absent where a frontier language model was not asked. */
  frontierModel?: Judged<FrontierAnswer>;
  /** Why the answer left out is wrong; absent if it is right, or if no reason is recorded. */
  reason?: string;
}

export function caseRows(
  cases: readonly TrustCase[],
  shipped: ByForm<JudgedAnswer[]>,
  leftOut: ByForm<JudgedAnswer[]>,
  frontierModel: readonly Judged<FrontierAnswer>[],
  reasons: Readonly<Record<string, string>>,
): CaseRow[] {
  return cases.map(({ id, url, expect }, index) => {
    const answer = leftOut.completed[index];
    const asked = frontierModel.find(judged => judged.id === id);
    const reason = answer.right ? undefined : reasons[id];
    return {
      id,
      ...(url && { url }),
      expected: expect.core,
      asPublished: shipped.profile[index],
      completed: shipped.completed[index],
      leftOut: answer,
      ...(asked && { frontierModel: asked }),
      ...(reason && { reason }),
    };
  });
}
