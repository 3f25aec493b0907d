import { Knex } from 'knex';
import { JsonColumnType, JsonRow, selectJsonRows } from '../database/jsonRows';
import { StoredTime, toIsoTime } from '../database/sql';
import {
  RulePackCheck,
  RulePackStore,
  StoredRulePack,
  StoredRules,
} from './RulePackStore';

const checkColumns: Record<string, JsonColumnType> = {
  source: 'text',
  digest: 'text',
  etag: 'text',
  checked_at: 'timestamptz',
  problem: 'text',
  problem_since: 'timestamptz',
};

const columns: Record<string, JsonColumnType> = {
  ...checkColumns,
  origin: 'text',
  position: 'integer',
  content: 'text',
  changes: 'text',
  name: 'text',
  version: 'text',
  active_since: 'timestamptz',
};

type ContentRow =
  | {
      content: string;
      /** JSON. */
      changes: string | null;
      digest: string;
      name: string;
      version: string;
      active_since: StoredTime;
      etag: string | null;
    }
  | { content: null };

type ProblemRow =
  { problem: string; problem_since: StoredTime } | { problem: null };

type RulePackRow = ContentRow &
  ProblemRow & {
    source: string;
    origin: StoredRulePack['origin'];
    checked_at: StoredTime;
  };

/** RulePackStore in the tables `rule_packs` and `active_rules`. */
export class KnexRulePackStore implements RulePackStore {
  constructor(private readonly knex: Knex) {}

  async revision(): Promise<number> {
    const { revision } = await this.knex('active_rules').first('revision');
    return revision;
  }

  async get(): Promise<StoredRules> {
    // Read the revision first: if others change the packs in between, the next read finds a newer revision.
    const { revision, digest } = await this.knex('active_rules').first(
      'revision',
      'digest',
    );
    const rows: RulePackRow[] =
      await this.knex('rule_packs').orderBy('position');
    return { revision, hash: digest ?? undefined, packs: rows.map(toPack) };
  }

  async activate(
    { hash, packs }: Omit<StoredRules, 'revision'>,
    expectedRevision: number,
  ): Promise<boolean> {
    return this.knex.transaction(async tx => {
      // Locks the row, so that the second of two concurrent calls waits and then finds another revision.
      const activated = await tx('active_rules')
        .where('revision', expectedRevision)
        .update({ revision: expectedRevision + 1, digest: hash });
      if (activated === 0) {
        return false;
      }
      await tx('rule_packs').delete();
      await tx.raw(`INSERT INTO rule_packs (${Object.keys(columns)}) ?`, [
        selectJsonRows(tx, columns, packs.map(toRow)),
      ]);
      return true;
    });
  }

  async record(checks: RulePackCheck[]): Promise<void> {
    const rows = checks.map(
      ({ source, hash, checkedAt, etag, problem }): JsonRow => ({
        source,
        digest: hash ?? null,
        etag: etag ?? null,
        ...toCheckRow(checkedAt, problem),
      }),
    );
    // Content that others have activated meanwhile was not read.
    await this.knex.raw(
      `UPDATE rule_packs
      SET checked_at = seen.checked_at, etag = seen.etag,
        problem = seen.problem, problem_since = seen.problem_since
      FROM (?) AS seen
      WHERE rule_packs.source = seen.source
        AND rule_packs.digest IS NOT DISTINCT FROM seen.digest`,
      [selectJsonRows(this.knex, checkColumns, rows)],
    );
  }
}

function toPack(row: RulePackRow): StoredRulePack {
  return {
    source: row.source,
    origin: row.origin,
    checkedAt: toIsoTime(row.checked_at),
    ...(row.content !== null && {
      content: {
        text: row.content,
        wanted: row.changes === null ? undefined : JSON.parse(row.changes),
        hash: row.digest,
        name: row.name,
        version: row.version,
        activeSince: toIsoTime(row.active_since),
        etag: row.etag ?? undefined,
      },
    }),
    ...(row.problem !== null && {
      problem: { message: row.problem, since: toIsoTime(row.problem_since) },
    }),
  };
}

function toRow(pack: StoredRulePack, position: number): JsonRow {
  const { source, origin, checkedAt, content, problem } = pack;
  return {
    source,
    origin,
    position,
    content: content?.text ?? null,
    changes: content?.wanted ? JSON.stringify(content.wanted) : null,
    digest: content?.hash ?? null,
    name: content?.name ?? null,
    version: content?.version ?? null,
    active_since: content ? new Date(content.activeSince) : null,
    etag: content?.etag ?? null,
    ...toCheckRow(checkedAt, problem),
  };
}

function toCheckRow(
  checkedAt: string,
  problem: StoredRulePack['problem'],
): JsonRow {
  return {
    checked_at: new Date(checkedAt),
    problem: problem?.message ?? null,
    problem_since: problem ? new Date(problem.since) : null,
  };
}
