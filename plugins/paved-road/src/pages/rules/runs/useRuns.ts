import {
  EvaluationRun,
  EvaluationRuns,
} from '@paved-road/plugin-paved-road-common';
import { usePavedRoadApi } from '../../../data/api';
import { useAction } from '../../../data/queries/useAction';
import { usePages } from '../../../data/queries/usePages';

const PAGE_SIZE = 10;

/** Poll interval of a running evaluation in milliseconds. */
const PAUSE = 2000;

/** Evaluation runs, newest first; running ones are polled. */
export function useRuns() {
  const api = usePavedRoadApi();
  const runs = usePages<EvaluationRun, EvaluationRuns>(
    ['evaluationRuns'],
    cursor => api.listEvaluations({ limit: PAGE_SIZE, cursor }),
    {
      interval: items =>
        items.some(({ state }) => state === 'running') && PAUSE,
    },
  );
  const starting = useAction(async () => {
    try {
      return await api.startEvaluation();
    } finally {
      // If it fails, someone else may have started a run.
      await runs.reload();
    }
  });
  const cancelling = useAction(async (id: string) => {
    const run = await api.cancelEvaluation(id);
    await runs.reload();
    return run;
  });
  return { runs, starting, cancelling };
}
