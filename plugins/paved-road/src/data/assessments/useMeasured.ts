import { Assessment, Measured } from '@paved-road/plugin-paved-road-common';
import { Loaded, useData } from '../queries/useData';

export type MeasuredState = Loaded<Measured | undefined>;

/** An assessment compared with measurements; undefined if not applicable. Keeps the last result while reloading. */
export function useMeasured(assessment: Assessment): MeasuredState | undefined {
  const { id, etag, standing } = assessment;
  // A proposal has not been put into effect, and a past decision no longer matters.
  const isAsked = assessment.status === 'approved';
  const state = useData(
    ['measured', id, isAsked],
    async api => (isAsked ? await api.getMeasured(id) : undefined),
    // Another version can have other answers, and measurements change the standing of this one.
    { version: `${etag} ${standing?.text}`, keepsLastKey: false },
  );
  return isAsked ? state : undefined;
}
