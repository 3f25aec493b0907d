import { stringifyEntityRef } from '@backstage/catalog-model';
import { HumanDuration } from '@backstage/types';
import {
  FactCollector,
  toFactName,
  toFilterPredicate,
} from '@paved-road/plugin-paved-road-node';
import { RetrieverRun } from './RetrieverRun';
import { toFactSchema } from './toFactSchema';

/** How a retriever runs. */
export interface RetrieverSchedule {
  freshness: HumanDuration;
  timeout: HumanDuration;
}

/** The facts of a retriever of Tech Insights, for rules. */
export function toFactCollector(
  run: RetrieverRun,
  { freshness, timeout }: RetrieverSchedule,
): FactCollector {
  const { id, version, title, description, schema, entityFilter } =
    run.retriever;
  return {
    id: toFactName(id),
    title: title ?? id,
    description: description ?? `What the fact retriever ${id} finds.`,
    schema: zod => toFactSchema(schema, zod),
    freshness,
    timeout,
    // The retriever runs once for all entities; for most of them there is nothing left to do.
    cost: 'low',
    ...(entityFilter && { filter: toFilterPredicate(entityFilter) }),
    async collect({ entity, signal }) {
      const ref = stringifyEntityRef(entity);
      const found = await abandonable(run.get(ref), signal);
      if (!found) {
        throw new Error(`The fact retriever ${id} says nothing about ${ref}`);
      }
      return {
        status: 'known',
        value: found.facts,
        source: `Tech Insights, ${id} ${version}`,
      };
    },
  };
}

/** Others may wait for the same run, so only this one gives up. */
async function abandonable<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  let abandon: () => void;
  const aborted = new Promise<never>((_, reject) => {
    abandon = () => reject(signal.reason);
    signal.addEventListener('abort', abandon, { once: true });
  });
  return await Promise.race([promise, aborted]).finally(() =>
    signal.removeEventListener('abort', abandon),
  );
}
