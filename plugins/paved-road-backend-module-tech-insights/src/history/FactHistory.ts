import { DatabaseService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

type Knex = Awaited<ReturnType<DatabaseService['getClient']>>;

const factsPerPage = 1_000;

interface FactRow {
  id: string;
  version: string;
  time: Date | number;
  entity: string;
  facts: string;
}

/** Facts of a retriever about an entity, as Tech Insights recorded them. */
export interface RecordedFacts {
  id: string;
  version: string;
  entityRef: string;
  timestamp: Date;
  facts: JsonObject;
}

/**
 * SQL for milliseconds since 1970. SQLite contains times as text with any offset, as text in UTC without one, or as a
 * number of milliseconds.
 */
const sqliteTime = `case typeof("timestamp")
  when 'text' then cast(round((julianday("timestamp") - 2440587.5) * 86400000) as integer)
  else "timestamp"
end`;

/** Facts in the database of the plugin tech-insights. */
export class FactHistory {
  readonly #time: ReturnType<Knex['raw']>;

  /** @returns undefined if the plugin never ran on this database */
  static async find(
    database: DatabaseService,
    pageSize = factsPerPage,
  ): Promise<FactHistory | undefined> {
    const knex = await database.getClient();
    return (await knex.schema.hasTable('facts'))
      ? new FactHistory(knex, pageSize)
      : undefined;
  }

  private constructor(
    private readonly knex: Knex,
    private readonly pageSize: number,
  ) {
    this.#time = knex.raw(
      knex.client.config.client === 'pg' ? '"timestamp"' : sqliteTime,
    );
  }

  /** Lists references of entities with facts, in order, after `after`. */
  async listEntities(
    after: string | undefined,
    limit: number,
  ): Promise<string[]> {
    const query = this.knex<FactRow>('facts')
      .distinct('entity')
      .orderBy('entity')
      .limit(limit);
    if (after !== undefined) {
      query.where('entity', '>', after);
    }
    return (await query).map(({ entity }: { entity: string }) => entity);
  }

  /**
   * Yields all facts about an entity, oldest first.
   *
   * @param wanted - of some retrievers, and from one time to another, if given; both are inclusive
   */
  async *listFacts(wanted: {
    entityRef: string;
    ids?: string[];
    from?: Date;
    to?: Date;
  }): AsyncGenerator<RecordedFacts> {
    const { entityRef, ids, from, to } = wanted;
    const query = this.knex('facts')
      .select('id', 'version', 'entity', 'facts', { time: this.#time })
      .where({ entity: entityRef })
      // Rows have no key. Rows with equal columns are interchangeable.
      .orderBy(
        [this.#time, 'id', 'version', 'facts'].map(column => ({ column })),
      )
      .limit(this.pageSize);
    if (ids) {
      query.whereIn('id', ids);
    }
    if (from) {
      query.where(this.#time, '>=', from);
    }
    if (to) {
      query.where(this.#time, '<=', to);
    }
    let rows: FactRow[];
    let offset = 0;
    do {
      rows = await query.clone().offset(offset);
      offset += rows.length;
      for (const { id, version, entity, facts, time } of rows) {
        yield {
          id,
          version,
          entityRef: entity,
          timestamp: new Date(time),
          facts: JSON.parse(facts),
        };
      }
    } while (rows.length === this.pageSize);
  }
}
