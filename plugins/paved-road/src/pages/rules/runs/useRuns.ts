import { useApi } from '@backstage/core-plugin-api';
import {
  EvaluationRun,
  EvaluationRuns,
} from '@paved-road/plugin-paved-road-common';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useInterval from 'react-use/esm/useInterval';
import { pavedRoadApiRef } from '../../../data/api';
import { usePages } from '../../../data/usePages';

const PAGE_SIZE = 10;

/** Poll interval of a running evaluation in milliseconds. */
const PAUSE = 2000;

/** Evaluation runs, newest first; running ones are polled. */
export function useRuns() {
  const api = useApi(pavedRoadApiRef);
  const runs = usePages<EvaluationRun, EvaluationRuns>(
    cursor => api.listEvaluations({ limit: PAGE_SIZE, cursor }),
    [api],
  );
  const underWay = (runs.value?.items ?? []).filter(
    ({ state }) => state === 'running',
  );
  const [following, follow] = useAsyncFn(async () => {
    const read = await Promise.all(
      underWay.map(({ id }) => api.getEvaluation(id)),
    );
    read.forEach(run => runs.update(items => withRun(items, run)));
  }, [api, underWay, runs]);
  useInterval(follow, underWay.length > 0 && !following.loading ? PAUSE : null);

  const [starting, start] = useAsyncFn(async () => {
    try {
      const run = await api.startEvaluation();
      runs.update(items => withRun(items, run));
      return run;
    } catch (error) {
      // Someone else may have started a run; show it.
      runs.reload();
      throw error;
    }
  }, [api, runs]);
  const [cancelling, cancel] = useAsyncFn(
    async (id: string) => {
      const run = await api.cancelEvaluation(id);
      runs.update(items => withRun(items, run));
      return run;
    },
    [api, runs],
  );
  return {
    runs,
    followError: following.error,
    starting,
    start,
    cancelling,
    cancel,
  };
}

/** Updates or adds a run. */
function withRun(runs: EvaluationRun[], run: EvaluationRun): EvaluationRun[] {
  return runs.some(({ id }) => id === run.id)
    ? runs.map(known => (known.id === run.id ? run : known))
    : [run, ...runs];
}
