import { EvaluationRunStore } from './EvaluationRunStore';

/**
 * A store of runs that tells of each run that begins.
 *
 * @param onBegun - called with what caused it
 */
export function countRuns(
  store: EvaluationRunStore,
  onBegun: (trigger: string) => void,
): EvaluationRunStore {
  return {
    async start(run) {
      const begun = await store.start(run);
      onBegun(begun.trigger);
      return begun;
    },
    async startForAll(run) {
      const begun = await store.startForAll(run);
      onBegun(begun.trigger);
      return begun;
    },
    advance: (...args) => store.advance(...args),
    end: (...args) => store.end(...args),
    finishIdle: () => store.finishIdle(),
    failAbandoned: problem => store.failAbandoned(problem),
    get: id => store.get(id),
    list: page => store.list(page),
    purge: before => store.purge(before),
  };
}
