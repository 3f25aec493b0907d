import { ChangeCause } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { StoredTime } from '../database/sql';
import { matchingScorecards } from '../scorecards/store/scorecardFilter';
import { ScorecardFilter } from '../scorecards/store/fleetQueries';

export interface LevelChange {
  owner: string;
  entityRef: string;
  /** Title or name of the entity. */
  title: string;
  /** Level ids. */
  from: string;
  to: string;
  /** The level now, which may have changed again. */
  current: string;
  causes: ChangeCause[];
  at: Date;
}

export interface WaiverOutcome {
  owner: string;
  entityRef: string;
  entityTitle: string;
  checkId: string;
  /** `lapsed`: a request that nobody reviewed in time. */
  outcome: 'approved' | 'rejected' | 'revoked' | 'expired' | 'lapsed';
  at: Date;
}

/** A time range: start exclusive, end inclusive. */
export interface Period {
  after: Date;
  until: Date;
}

type Stored<T extends { at: Date }> = Omit<T, 'at'> & { at: StoredTime };

/**
 * Reads events of services, with their current owners, for everyone. One query each. Tables: of scorecards and
 * waivers.
 */
export class SummarySourceStore {
  constructor(private readonly knex: Knex) {}

  /** Oldest first, without imported history. */
  async levelChanges(period: Period): Promise<LevelChange[]> {
    const rows: (Omit<Stored<LevelChange>, 'causes'> & { causes: string })[] =
      await within(
        this.knex('scorecard_transitions as t').join(
          'scorecards as s',
          's.entity_ref',
          't.entity_ref',
        ),
        't.at',
        period,
      )
        .where('t.aspect', 'level')
        // Imported transitions have negative ids.
        .where('t.id', '>', 0)
        .whereNotNull('t.from_state')
        .whereNotNull('t.to_state')
        .whereNot('s.owner', '')
        .orderBy('t.id')
        .select('s.owner', 's.title', 't.causes', 't.at', {
          entityRef: 't.entity_ref',
          from: 't.from_state',
          to: 't.to_state',
          current: 's.level',
        });
    return rows.map(row => ({
      ...row,
      causes: JSON.parse(row.causes),
      at: new Date(row.at),
    }));
  }

  /** Oldest first. */
  async waiverOutcomes(period: Period): Promise<WaiverOutcome[]> {
    const rows: (Stored<WaiverOutcome> & { decided: string | null })[] =
      await within(
        this.knex('waiver_events as e')
          .join('waivers as w', 'w.id', 'e.waiver_id')
          .join('entities as n', 'n.entity_ref', 'w.entity_ref'),
        'e.at',
        period,
      )
        .whereIn('e.action', ['approved', 'rejected', 'revoked', 'expired'])
        .whereNotNull('n.owner')
        .orderBy('e.id')
        .select('n.owner', 'e.at', {
          entityRef: 'w.entity_ref',
          entityTitle: 'n.title',
          checkId: 'w.check_id',
          outcome: 'e.action',
          decided: 'w.decided_by',
        });
    return rows.map(({ decided, outcome, ...row }) => ({
      ...row,
      outcome: outcome === 'expired' && decided === null ? 'lapsed' : outcome,
      at: new Date(row.at),
    }));
  }

  /** Number of matching services by owner; under the empty text, of services without an owner. */
  async countByOwner(
    filter: ScorecardFilter,
    visible: VisibleEntities,
  ): Promise<Map<string, number>> {
    const { query } = await matchingScorecards(this.knex, filter, visible);
    const rows: { owner: string; services: number | string }[] = await query
      .groupBy('owner')
      .select('owner')
      .count({ services: '*' });
    return new Map(rows.map(row => [row.owner, Number(row.services)]));
  }
}

function within(
  query: Knex.QueryBuilder,
  column: string,
  { after, until }: Period,
): Knex.QueryBuilder {
  return query.where(column, '>', after).where(column, '<=', until);
}
