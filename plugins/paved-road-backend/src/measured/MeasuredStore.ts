import {
  Measured,
  Pattern,
  PlatformId,
  StandingId,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { JsonColumnType, selectJsonRows } from '../database/jsonRows';
import { StoredTime, toIsoTime } from '../database/sql';

export interface MeasuredDecision {
  assessmentId: string;
  /** Of the inputs. */
  hash: string;
  status: Measured['status'];
  platform: PlatformId;
  /** Decided. */
  pattern: Pattern;
  /** With measured values; absent if no answer is measured. */
  measuredPattern?: Pattern;
  /** Since when the recommendation differs, ISO 8601. */
  since?: string;
  /** USD a month. */
  cost?: { predicted: number; measured: number };
  /** Seconds, p95. */
  latency?: { predicted: number; measured: number };
}

/** An approved assessment of an entity in the catalog, with the last comparison. */
export interface ApprovedAssessment {
  id: string;
  entityRef: string;
  /** Counts the writes. */
  revision: number;
  /** Absent until it has been computed. */
  standing?: StandingId;
  last?: Pick<
    MeasuredDecision,
    'hash' | 'status' | 'measuredPattern' | 'since'
  >;
}

/** A decision that no longer holds, before its owner is notified. */
export interface UnnotifiedDecision {
  assessmentId: string;
  entityRef: string;
  entityTitle: string;
  /** Entity reference. */
  owner?: string;
}

const columns = {
  assessment_id: 'text',
  hash: 'text',
  status: 'text',
  platform: 'text',
  pattern: 'text',
  measured_pattern: 'text',
  since: 'timestamptz',
  predicted_cost: 'double precision',
  measured_cost: 'double precision',
  predicted_latency: 'double precision',
  measured_latency: 'double precision',
  off_by: 'double precision',
  computed_at: 'timestamptz',
} as const satisfies Record<string, JsonColumnType>;

/** Stores the comparison of approved decisions with measurements. Table: `measured_decisions`. */
export class MeasuredStore {
  constructor(private readonly knex: Knex) {}

  /** Approved assessments of entities in the catalog, by entity reference. */
  async findApproved({
    after,
    limit,
  }: {
    after?: string;
    limit: number;
  }): Promise<ApprovedAssessment[]> {
    const query = selectApproved(this.knex)
      .leftJoin('measured_decisions as m', 'm.assessment_id', 'a.id')
      .orderBy('a.entity_ref')
      .limit(limit)
      .select(
        'a.id',
        'a.entity_ref',
        'a.revision',
        'a.standing_id',
        'm.hash',
        'm.status',
        'm.measured_pattern',
        'm.since',
      );
    if (after !== undefined) {
      query.where('a.entity_ref', '>', after);
    }
    const rows: {
      id: string;
      entity_ref: string;
      revision: number;
      standing_id: StandingId | null;
      hash: string | null;
      status: Measured['status'];
      measured_pattern: Pattern | null;
      since: StoredTime | null;
    }[] = await query;
    return rows.map(row => ({
      id: row.id,
      entityRef: row.entity_ref,
      revision: row.revision,
      ...(row.standing_id && { standing: row.standing_id }),
      ...(row.hash !== null && {
        last: {
          hash: row.hash,
          status: row.status,
          ...(row.measured_pattern && {
            measuredPattern: row.measured_pattern,
          }),
          ...(row.since !== null && { since: toIsoTime(row.since) }),
        },
      }),
    }));
  }

  /** Saves comparisons. Owners are notified again only after the decision has held, or almost held, in between. */
  async save(decisions: MeasuredDecision[], now: Date): Promise<void> {
    if (decisions.length === 0) {
      return;
    }
    const names = Object.keys(columns);
    const updates = names
      .filter(name => name !== 'assessment_id')
      .map(name => `${name} = excluded.${name}`);
    // An assessment may be deleted at any time.
    await this.knex.raw(
      `INSERT INTO measured_decisions (${names.join(', ')})
      SELECT ${names.map(name => `held.${name}`).join(', ')} FROM (?) AS held
      JOIN assessments AS a ON a.id = held.assessment_id WHERE true ORDER BY held.assessment_id
      ON CONFLICT (assessment_id) DO UPDATE SET ${updates.join(', ')},
        notified_at = CASE WHEN excluded.status IN ('holds', 'near') THEN NULL ELSE measured_decisions.notified_at END`,
      [
        selectJsonRows(
          this.knex,
          columns,
          decisions.map(decision => toRow(decision, now)),
        ),
      ],
    );
  }

  /**
   * Removes comparisons of assessments that no longer count. A removed entity keeps the last one, so that it is compared
   * again when it returns.
   */
  async removeObsolete(): Promise<void> {
    await this.knex('measured_decisions')
      .whereNotIn(
        'assessment_id',
        this.knex('assessments').where('status', 'approved').select('id'),
      )
      .delete();
  }

  /** Decisions that no longer hold without a notification, the oldest first. */
  async findUnnotified(limit: number): Promise<UnnotifiedDecision[]> {
    const rows: {
      assessment_id: string;
      entity_ref: string;
      title: string;
      owner: string | null;
    }[] = await selectApproved(this.knex)
      .join('measured_decisions as m', 'm.assessment_id', 'a.id')
      .where('a.standing_id', 'no-longer-holds')
      .whereNull('m.notified_at')
      .orderBy('m.since')
      .limit(limit)
      .select('m.assessment_id', 'a.entity_ref', 'e.title', 'e.owner');
    return rows.map(row => ({
      assessmentId: row.assessment_id,
      entityRef: row.entity_ref,
      entityTitle: row.title,
      ...(row.owner !== null && { owner: row.owner }),
    }));
  }

  /** @returns whether the caller sends the notification; false if another back end does */
  async claimNotification(assessmentId: string, now: Date): Promise<boolean> {
    const claimed = await this.knex('measured_decisions')
      .where('assessment_id', assessmentId)
      .whereIn(
        'assessment_id',
        this.knex('assessments')
          .where({ id: assessmentId, standing_id: 'no-longer-holds' })
          .select('id'),
      )
      .whereNull('notified_at')
      .update({ notified_at: now });
    return claimed > 0;
  }

  /** Undoes a claim. */
  async releaseNotification(assessmentId: string): Promise<void> {
    await this.knex('measured_decisions')
      .where('assessment_id', assessmentId)
      .update({ notified_at: null });
  }
}

/** Approved assessments, as `a`, of entities in the catalog, as `e`. */
export function selectApproved(knex: Knex): Knex.QueryBuilder {
  return (
    knex('assessments as a')
      .join('entities as e', 'e.entity_ref', 'a.entity_ref')
      // Not a parameter, so that SQLite uses the index.
      .whereRaw("a.status = 'approved'")
  );
}

function toRow(decision: MeasuredDecision, now: Date) {
  const { cost, latency } = decision;
  const errors = [cost, latency].flatMap(compared =>
    compared ? [toErrorFactor(compared)] : [],
  );
  return {
    assessment_id: decision.assessmentId,
    hash: decision.hash,
    status: decision.status,
    platform: decision.platform,
    pattern: decision.pattern,
    measured_pattern: decision.measuredPattern ?? null,
    since: decision.since ? new Date(decision.since) : null,
    predicted_cost: cost?.predicted ?? null,
    measured_cost: cost?.measured ?? null,
    predicted_latency: latency?.predicted ?? null,
    measured_latency: latency?.measured ?? null,
    off_by: errors.length > 0 ? Math.max(...errors) : null,
    computed_at: now,
  };
}

/* A measured zero would be off by an infinite factor. */
const MOST_OFF = 1e9;

/** The factor by which a prediction was off, in either direction. */
function toErrorFactor({
  predicted,
  measured,
}: {
  predicted: number;
  measured: number;
}): number {
  const ratio = measured / predicted;
  return Math.min(Math.max(ratio, 1 / ratio), MOST_OFF);
}
