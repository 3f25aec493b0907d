import { isDeepStrictEqual } from 'node:util';
import { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { FactCollector } from '@paved-road/plugin-paved-road-node';
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

/** A fact of several sources, of which some may answer for many entities at once. */
export interface JoinedCollector extends FactCollector {
  /** How the source of an entity answers for many; undefined where it does not. */
  batchOf(entity: Entity): FactCollector['batch'];
}

/** One fact of two sources. Entities that match both filters are left to the first one. */
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
    // Says how many are claimed; which one is asked depends on the entity.
    batch: isSmaller ? batch : otherBatch,
    batchOf(entity) {
      if (!isOfFirst(entity)) {
        return otherBatch;
      }
      return 'batchOf' in first ? first.batchOf(entity) : batch;
    },
  };
}
