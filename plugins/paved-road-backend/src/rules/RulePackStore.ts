import { Knex } from 'knex';
import { ActiveRulePack } from '@paved-road/plugin-paved-road-common';
import { JsonColumnType, JsonRow, selectJsonRows } from '../database/jsonRows';
import { StoredTime, toIsoTime } from '../database/sql';
import { WantedChanges } from './readRulePackSources';

type Status = ActiveRulePack['status'];

/** Changes from the config, without its key. */
export type StoredChanges = Omit<WantedChanges, 'key'>;

/** Valid content of a rule pack. Times are ISO 8601. */
export interface RulePackContent {
  /** YAML. */
  text: string;
  /** Changes from the config of the back end that activated it. */
  wanted?: StoredChanges;
  /** Of the text and its changes. */
  hash: string;
  name: string;
  version: string;
  activeSince: string;
  /** From the server of the URL, for this text. */
  etag?: string;
}

/** The result of the last read of a source. */
export type RulePackCheck = Pick<Status, 'source' | 'checkedAt' | 'problem'> & {
  /** Of the content that was active then, if any. */
  hash?: string;
  /** Of that content. */
  etag?: string;
};

export interface StoredRulePack extends Omit<Status, 'activeSince'> {
  /** The active content; undefined if the source has never provided a valid pack. */
  content?: RulePackContent;
}

/** The rule packs that are active in all back ends on one database. */
export interface StoredRules {
  /** Increases with each activation. */
  revision: number;
  /** {@link ScorecardRules.hash}; undefined before the first activation. */
  hash?: string;
  /** In the order in which they are compiled. */
  packs: StoredRulePack[];
}

/** Whether the same content of the same sources is active, in the same order. */
export function samePacks(a: StoredRulePack[], b: StoredRulePack[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ source, origin, content }, index) =>
        source === b[index].source &&
        origin === b[index].origin &&
        content?.hash === b[index].content?.hash,
    )
  );
}

/** The stored result of a read that changes no active content. */
export function toCheck(pack: StoredRulePack): RulePackCheck {
  const { source, checkedAt, problem, content } = pack;
  return {
    source,
    checkedAt,
    problem,
    hash: content?.hash,
    etag: content?.etag,
  };
}

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

/** Stores the last good content of each rule pack. Tables: `rule_packs` and `active_rules`. */
export class RulePackStore {
  constructor(private readonly knex: Knex) {}

  /** A cheap check for changes. */
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

  /**
   * Activates these rules and forgets all other sources.
   *
   * @returns false, without a change, if the revision is no longer `expectedRevision`
   */
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

  /**
   * Stores the results of reading without changing the active content. Sources whose content has changed are skipped.
   */
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
