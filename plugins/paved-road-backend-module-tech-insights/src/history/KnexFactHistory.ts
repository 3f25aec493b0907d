import { DatabaseService } from '@backstage/backend-plugin-api';
import { FactHistory, RecordedFacts } from './FactHistory';

type Knex = Awaited<ReturnType<DatabaseService['getClient']>>;

interface FactRow {
  id: string;
  version: string;
  timestamp: Date | string | number;
  entity: string;
  facts: string;
}

/** The facts that Tech Insights has left in the database of the plugin tech-insights. */
export class KnexFactHistory implements FactHistory {
  readonly #knex: Knex;

  /** @returns undefined if it never ran on this database */
  static async find(
    database: DatabaseService,
  ): Promise<KnexFactHistory | undefined> {
    const knex = await database.getClient();
    return (await knex.schema.hasTable('facts'))
      ? new KnexFactHistory(knex)
      : undefined;
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listEntities(
    after: string | undefined,
    limit: number,
  ): Promise<string[]> {
    const query = this.#knex<FactRow>('facts')
      .distinct('entity')
      .orderBy('entity')
      .limit(limit);
    if (after !== undefined) {
      query.where('entity', '>', after);
    }
    return (await query).map(({ entity }: { entity: string }) => entity);
  }

  async listFacts({
    entityRef,
    ids,
    from,
    to,
    limit,
  }: Parameters<FactHistory['listFacts']>[0]): Promise<RecordedFacts[]> {
    const query = this.#knex<FactRow>('facts')
      .where({ entity: entityRef })
      .orderBy('timestamp', 'desc')
      .limit(limit);
    if (ids) {
      query.whereIn('id', ids);
    }
    const rows: FactRow[] = await query;
    // SQLite has kept the times as text or as numbers, whatever wrote them.
    return rows
      .map(({ id, version, timestamp, entity, facts }) => ({
        id,
        version,
        entityRef: entity,
        timestamp: new Date(timestamp),
        facts: JSON.parse(facts),
      }))
      .filter(
        ({ timestamp }) =>
          (!from || timestamp >= from) && (!to || timestamp <= to),
      )
      .reverse();
  }
}
