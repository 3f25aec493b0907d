import { stringifyEntityRef } from '@backstage/catalog-model';
import { HumanDuration } from '@backstage/types';
import {
  FactCollector,
  toFactName,
  toFilterPredicate,
} from '@paved-road/plugin-paved-road-node';
import { RetrieverRun } from './RetrieverRun';
import { toFactSchema } from './toFactSchema';

export interface RetrieverSchedule {
  freshness: HumanDuration;
  timeout: HumanDuration;
}

/** Creates a collector for a retriever of Tech Insights. */
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
    // The retriever runs once for all entities, so most calls use its result.
    cost: 'low',
    ...(entityFilter && { filter: toFilterPredicate(entityFilter) }),
    // Ignores the signal, because the run continues for other entities.
    async collect({ entity }) {
      const ref = stringifyEntityRef(entity);
      const found = await run.get(ref);
      if (!found) {
        throw new Error(`The fact retriever ${id} returned nothing for ${ref}`);
      }
      return {
        status: 'known',
        value: found.facts,
        source: `Tech Insights, ${id} ${version}`,
      };
    },
  };
}
