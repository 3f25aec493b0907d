import { isDeepStrictEqual } from 'node:util';
import { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { FactCollector } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

/** Whether two collectors can supply one fact for different entities, such as for repositories on different Git hosts. */
export function canJoin(one: FactCollector, other: FactCollector): boolean {
  const toJsonSchema = ({ schema }: FactCollector) =>
    z.toJSONSchema(schema(z), { unrepresentable: 'any' });
  return (
    one.filter !== undefined &&
    other.filter !== undefined &&
    isDeepStrictEqual(toJsonSchema(one), toJsonSchema(other))
  );
}

/** A fact from several sources, some of which may accept batches. */
export interface JoinedCollector extends FactCollector {
  /** The batch that the source of an entity accepts, if any. */
  batchOf(entity: Entity): FactCollector['batch'];
}

/** Joins two sources into one fact. Entities that match both filters belong to the first one. */
export function joinCollectors(
  first: FactCollector | JoinedCollector,
  second: FactCollector,
): JoinedCollector {
  const isOfFirst = filterPredicateToFilterFunction<Entity>(first.filter!);
  const { id, title, description, measurements } = first;
  const { freshness, timeout, grace, cost } = first;
  const ofEntity = (entity: Entity) => (isOfFirst(entity) ? first : second);
  const [batch, otherBatch] = [first.batch, second.batch];
  const isSmaller = batch && (!otherBatch || batch.size <= otherBatch.size);
  return {
    id,
    title,
    description,
    measurements,
    freshness,
    timeout,
    grace,
    cost,
    schema: zod => first.schema(zod),
    filter: { $any: [first.filter!, second.filter!] },
    sourceOf: entity => {
      const collector = ofEntity(entity);
      const source = collector.sourceOf?.(entity) ?? '';
      return `${collector === first ? 'first' : 'second'} ${source}`;
    },
    collect: context => ofEntity(context.entity).collect(context),
    // Decides how many facts are claimed; `batchOf` decides which batch is used.
    batch: isSmaller ? batch : otherBatch,
    batchOf(entity) {
      if (!isOfFirst(entity)) {
        return otherBatch;
      }
      return 'batchOf' in first ? first.batchOf(entity) : batch;
    },
  };
}
