import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { matchingScorecards } from '../scorecards/store/scorecardFilter';

/** Finds services that fell from a level. Tables: of scorecards. */
export class LostLevelStore {
  constructor(private readonly knex: Knex) {}

  /**
   * References of services of the owners whose last change of level was a fall, lowest level first; of one level, the
   * longest ago first.
   *
   * @param levels - ids, lowest first
   */
  async list(
    query: { owners: string[]; levels: string[]; after: Date; limit: number },
    visible: VisibleEntities,
  ): Promise<{ entityRefs: string[]; totalItems: number }> {
    const ids = [noLevel, ...query.levels];
    const falls = ids.flatMap((from, rank) =>
      ids.slice(0, rank).map(to => [from, to]),
    );
    const owned = await matchingScorecards(
      this.knex,
      { owners: query.owners },
      visible,
    );
    // Imported transitions have negative ids, so that the last one has the highest.
    const changes = this.knex('scorecard_transitions as t')
      .join(owned.query.select('entity_ref', 'level_rank').as('s'), join =>
        join.on('s.entity_ref', 't.entity_ref'),
      )
      // The first condition is redundant, but lets the query use the index.
      .whereRaw("t.aspect <> 'check' AND t.aspect = 'level'")
      .where('t.day', '>=', query.after.toISOString().slice(0, 10))
      .select(
        't.entity_ref',
        't.from_state',
        't.to_state',
        't.at',
        's.level_rank',
      )
      .rowNumber('place', window =>
        window.partitionBy('t.entity_ref').orderBy('t.id', 'desc'),
      );
    const rows: { entity_ref: string; total: number | string }[] =
      await this.knex
        .from(changes.as('changes'))
        .where('place', 1)
        .where('at', '>', query.after)
        .whereIn(['from_state', 'to_state'], falls)
        .orderBy(['level_rank', 'at', 'entity_ref'])
        .limit(query.limit)
        .select('entity_ref', this.knex.raw('COUNT(*) OVER () AS total'));
    return {
      entityRefs: rows.map(row => row.entity_ref),
      totalItems: Number(rows[0]?.total ?? 0),
    };
  }
}
