import { isDeepStrictEqual } from 'node:util';
import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  CollectedFact,
  FactCollector,
  FactCollectorContext,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

/** Whether two collectors find out the same of different entities, such as of repositories on different Git hosts. */
export function canJoin(one: FactCollector, other: FactCollector): boolean {
  const shapeOf = ({ schema }: FactCollector) =>
    z.toJSONSchema(schema(z), { unrepresentable: 'any' });
  return (
    one.filter !== undefined &&
    other.filter !== undefined &&
    isDeepStrictEqual(shapeOf(one), shapeOf(other))
  );
}

/** One fact of two sources. Entities that match both filters are left to the first one. */
export function joinCollectors(
  first: FactCollector,
  second: FactCollector,
): FactCollector {
  const isOfFirst = filterPredicateToFilterFunction<Entity>(first.filter!);
  const { id, title, description, measurements } = first;
  const { freshness, timeout, grace, cost } = first;
  const ofEntity = (entity: Entity) => (isOfFirst(entity) ? first : second);
  const sizes = [first, second].flatMap(({ batch }) => batch?.size ?? []);
  return {
    ...{
      id,
      title,
      description,
      measurements,
      freshness,
      timeout,
      grace,
      cost,
    },
    schema: zod => first.schema(zod),
    filter: { $any: [first.filter!, second.filter!] },
    sourceOf: entity => {
      const collector = ofEntity(entity);
      const source = collector.sourceOf?.(entity) ?? '';
      return `${collector === first ? 'first' : 'second'} ${source}`;
    },
    collect: context => ofEntity(context.entity).collect(context),
    batch:
      sizes.length > 0
        ? {
            size: Math.min(...sizes),
            async collect(contexts) {
              const results = new Map<
                FactCollectorContext,
                CollectedFact | Error
              >();
              for (const collector of [first, second]) {
                const own = contexts.filter(
                  ({ entity }) => ofEntity(entity) === collector,
                );
                const found = await collectAll(collector, own);
                own.forEach((context, index) =>
                  results.set(context, found[index]),
                );
              }
              return contexts.map(context => results.get(context)!);
            },
          }
        : undefined,
  };
}

/** What stops one source does not stop the other. */
async function collectAll(
  collector: FactCollector,
  contexts: FactCollectorContext[],
): Promise<Array<CollectedFact | Error>> {
  const { batch } = collector;
  if (batch && contexts.length > 0) {
    try {
      return await batch.collect(contexts);
    } catch (error) {
      return contexts.map(() => toError(error));
    }
  }
  const results = [];
  for (const context of contexts) {
    try {
      results.push(await collector.collect(context));
    } catch (error) {
      results.push(toError(error));
    }
  }
  return results;
}
