import { NotFoundError } from '@backstage/errors';
import { Fact, FactHistory } from '@paved-road/plugin-paved-road-common';
import { factHistoryQuerySchema } from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { FactCollectors, FactDefinition } from './FactCollectors';
import { collectNumbers, FactPointStore } from './FactPointStore';
import { FactStore } from './FactStore';
import { StoredFact } from './StoredFact';
import { toState } from './FactReader';
import { createTitleFinder } from './jsonSchema';

export interface MeasuredNumber {
  fact: string;
  /** Path in its value. */
  field: string;
  title: string;
  unit: string;
}

/** Reads facts for callers who may see the entity. */
export class FactService {
  constructor(
    private readonly options: {
      store: Pick<FactStore, 'get'>;
      points: Pick<FactPointStore, 'series'>;
      numbers: readonly MeasuredNumber[];
      collectors: FactCollectors;
      entities: Pick<EntityAccess, 'getVisibleEntity'>;
    },
  ) {}

  /** The stored facts of an entity, in the order of their definitions. */
  async list(entityRef: string, caller: Caller): Promise<{ items: Fact[] }> {
    await this.options.entities.getVisibleEntity(entityRef, caller.credentials);
    const stored =
      (await this.options.store.get([entityRef])).get(entityRef) ?? [];
    return {
      items: this.options.collectors
        .definitions()
        .filter(({ enabled }) => enabled)
        .flatMap(definition =>
          stored
            .filter(({ name }) => name === definition.id)
            .map(fact => toFact(definition, fact)),
        ),
    };
  }

  /** @throws NotFoundError if the fact does not exist, or is not stored for this entity */
  async get(entityRef: string, name: string, caller: Caller): Promise<Fact> {
    await this.options.entities.getVisibleEntity(entityRef, caller.credentials);
    const definition = this.#find(name);
    const [fact] =
      (await this.options.store.get([entityRef], [name])).get(entityRef) ?? [];
    if (!fact) {
      throw new NotFoundError(
        definition.origin === 'pushed'
          ? `${definition.title} of ${entityRef} is not pushed yet`
          : `${definition.title} is not collected of ${entityRef}`,
      );
    }
    return toFact(definition, fact);
  }

  /** @throws NotFoundError if the fact does not exist */
  async history(
    entityRef: string,
    name: string,
    query: z.output<typeof factHistoryQuerySchema>,
    caller: Caller,
  ): Promise<FactHistory> {
    await this.options.entities.getVisibleEntity(entityRef, caller.credentials);
    const { title, schema } = this.#find(name);
    const [found, stored] = await Promise.all([
      this.options.points.series([entityRef], {
        name,
        field: query.field,
        since: DateTime.utc().minus({ days: query.days }).toJSDate(),
      }),
      this.options.store.get([entityRef], [name]),
    ]);
    const [fact] = stored.get(entityRef) ?? [];
    // In the order of the value, because its first number is the most important one. Former numbers come last.
    const order =
      fact?.status === 'known'
        ? collectNumbers(fact.value).map(({ field }) => field)
        : [];
    const findTitle = createTitleFinder(schema);
    const rankField = (field: string) =>
      order.includes(field) ? order.indexOf(field) : order.length;
    return {
      name,
      title,
      series: (found.get(entityRef) ?? [])
        .toSorted((a, b) => rankField(a.field) - rankField(b.field))
        .map(({ field, points }) => {
          const measured = this.options.numbers.find(
            number => number.fact === name && number.field === field,
          );
          return {
            field,
            title: findTitle(field) ?? measured?.title,
            unit: measured?.unit,
            points,
          };
        }),
    };
  }

  #find(name: string): FactDefinition {
    const definition = this.options.collectors.definition(name);
    if (!definition) {
      throw new NotFoundError(this.options.collectors.explainMissing(name));
    }
    return definition;
  }
}

function toFact(definition: FactDefinition, fact: StoredFact): Fact {
  const state = toState(definition, fact);
  return state.status === 'known' && fact.status === 'known'
    ? { ...state, value: fact.value }
    : (state as Fact);
}
