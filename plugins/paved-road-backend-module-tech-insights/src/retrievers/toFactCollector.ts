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
    // Paved Road stops waiting when the signal aborts; the run goes on for others who wait for it.
    async collect({ entity }) {
      const ref = stringifyEntityRef(entity);
      const found = await run.get(ref);
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
