import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { countRows } from '../database/paging';
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
    const matches = () =>
      this.knex
        .with('owned', owned.query.clone().select('entity_ref'))
        .from('scorecards as s')
        .join('owned as o', 'o.entity_ref', 's.entity_ref')
        .join('scorecard_transitions as t', 't.entity_ref', 's.entity_ref')
        // Imported transitions have negative ids, so that the last one has the highest.
        .where(
          't.id',
          this.knex('scorecard_transitions as l')
            .where('l.entity_ref', this.knex.ref('s.entity_ref'))
            .whereRaw("l.aspect <> 'check' AND l.aspect = 'level'")
            .max('l.id'),
        )
        .where('t.at', '>', query.after)
        .whereIn(['t.from_state', 't.to_state'], falls);
    const rows: { entity_ref: string }[] = await matches()
      .orderBy(['s.level_rank', 't.at', 's.entity_ref'])
      .limit(query.limit)
      .select('s.entity_ref');
    return {
      entityRefs: rows.map(row => row.entity_ref),
      totalItems:
        rows.length < query.limit ? rows.length : await countRows(matches()),
    };
  }
}
