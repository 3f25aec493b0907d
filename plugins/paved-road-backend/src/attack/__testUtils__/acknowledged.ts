import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { scorecardLink } from '../../http/links';
import { CheckPositions } from '../../scorecards/store/checkPositions';
import { Sent } from './Surroundings';

type Row = Record<string, any>;

/** A write that was acknowledged, or whose answer never came. */
export interface Write {
  /** As in paths: assessments, waivers or campaigns. */
  kind: string;
  id: string;
  /** Of a waiver. */
  entityRef?: string;
  actor: string;
  event: string;
  outcome: 'acknowledged' | 'unknown';
  /** Whether the notification must have been sent as well. */
  notifies: boolean;
}

/** A pushed fact. */
export interface Push {
  entityRef: string;
  value: number;
  outcome: Write['outcome'];
}

/** What people know who have used the back ends. */
export interface Ledger {
  writes: Write[];
  pushes: Push[];
  /** Requests with an idempotency key, with the id that they got. */
  keys: Map<string, string | undefined>;
}

type StoredWrite = Pick<Write, 'kind' | 'id' | 'event' | 'actor'>;

/** Work that a back end has claimed or has yet to do. */
export async function countUnfinished(knex: Knex): Promise<number> {
  const counts = await Promise.all(
    [
      knex('due_evaluations'),
      knex('evaluation_runs').where({ state: 'running' }),
      knex('facts').whereNotNull('token'),
    ].map(async query => Number((await query.count({ rows: '*' }))[0].rows)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The histories of all records; campaigns have none, and one of each event at most. */
async function readWrites(knex: Knex): Promise<StoredWrite[]> {
  const read = async (kind: string, record: string): Promise<StoredWrite[]> =>
    await knex(`${record}_events`)
      .orderBy(`${record}_events.id`)
      .select(
        knex.raw('? as kind', [kind]),
        `${record}_id as id`,
        'action as event',
        'actor',
      );
  const campaigns: Row[] = await knex('campaigns');
  return [
    ...(await read('assessments', 'assessment')),
    ...(await read('waivers', 'waiver')),
    ...campaigns.flatMap(({ id, created_by: actor, reminded_at, ended_at }) =>
      [
        { event: 'created', at: true },
        { event: 'reminded', at: reminded_at },
        { event: 'ended', at: ended_at },
      ]
        .filter(({ at }) => at)
        .map(({ event }) => ({ kind: 'campaigns', id, event, actor })),
    ),
  ];
}

/** After an event that has another name. */
const statuses: Record<string, string> = {
  created: 'draft',
  withdrawn: 'draft',
  returned: 'draft',
};

/** Acknowledged writes that are lost, and writes that are stored twice or that nobody made. */
export async function findLostWrites(
  knex: Knex,
  { writes, keys }: Ledger,
): Promise<string[]> {
  const problems: string[] = [];
  const toKey = ({ kind, id, event, actor }: StoredWrite) =>
    `${kind} ${id}: ${event}${kind === 'campaigns' ? '' : ` by ${actor}`}`;
  const ids = new Set(writes.map(({ id }) => id));
  const all = (await readWrites(knex)).filter(({ id }) => ids.has(id));
  const stored = Map.groupBy(all, toKey);
  const made = Map.groupBy(writes, toKey);
  for (const [key, attempts] of made) {
    const least = attempts.filter(it => it.outcome === 'acknowledged').length;
    const found = stored.get(key)?.length ?? 0;
    if (found < least || found > attempts.length) {
      problems.push(
        `${key}: stored ${found} times, acknowledged ${least} times, sent ${attempts.length} times`,
      );
    }
  }
  for (const [key, [{ event, actor }]] of stored) {
    // Another approval ends an earlier record, and time a waiver.
    const isConsequence = event === 'superseded' || !actor.startsWith('user:');
    if (!made.has(key) && !isConsequence) {
      problems.push(`${key}: nobody did that`);
    }
  }
  for (const table of ['assessments', 'waivers', 'campaigns']) {
    const records: Row[] = await knex(table);
    for (const row of records) {
      const { id, status, entity_ref: entityRef, idempotency_key: key } = row;
      const last = all.findLast(it => it.id === id)?.event;
      if (last && status && status !== (statuses[last] ?? last)) {
        problems.push(
          `${table} ${id}: ${status}, but its last event was ${last}`,
        );
      }
      const known = keys.get(key);
      const other = records.find(it => it.id === known);
      // Another entity under the name has records, too.
      const isSame = !other || other.entity_ref === entityRef;
      if (known !== undefined && known !== id && isSame) {
        problems.push(`${table} ${id}: ${key} has given ${known}`);
      }
    }
  }
  return problems;
}

/** Facts that are not what was pushed. */
export async function findLostFacts(
  knex: Knex,
  { pushes }: Ledger,
  { inOrder }: { inOrder: boolean },
): Promise<string[]> {
  const rows: Row[] = await knex('facts').where({ name: 'load' });
  const problems: string[] = [];
  for (const [ref, own] of Map.groupBy(pushes, ({ entityRef }) => entityRef)) {
    const value = Number(rows.find(row => row.entity_ref === ref)?.value);
    const newest = own.findLast(it => it.outcome === 'acknowledged')?.value;
    const isPushed = own.some(push => push.value === value);
    if (newest && (!isPushed || (inOrder && value < newest))) {
      problems.push(`${ref}: fact ${value}, but ${newest} was acknowledged`);
    }
  }
  return problems;
}

const topics: Record<string, string> = {
  'assessments submitted': 'assessment-submission',
  'assessments approved': 'assessment-review',
  'assessments rejected': 'assessment-review',
  'assessments returned': 'assessment-review',
  'waivers requested': 'waiver-request',
  'waivers approved': 'waiver-decision',
  'waivers rejected': 'waiver-decision',
  'waivers revoked': 'waiver-decision',
  'campaigns reminded': 'campaign-reminder',
};

/**
 * Notifications are sent after the write, at most once: a back end that dies in between sends none. So an acknowledged
 * change has one, any other change at most one.
 */
export async function findWrongNotifications(
  knex: Knex,
  { writes }: Ledger,
  sent: Sent[],
): Promise<string[]> {
  const requests = new Map(
    writes.filter(it => it.event === 'requested').map(it => [it.id, it]),
  );
  const toKey = ({ kind, id, event, actor }: StoredWrite) => {
    const topic = topics[`${kind} ${event}`];
    const request = requests.get(id);
    if (topic !== 'waiver-decision') {
      return topic && `${topic} ${id}`;
    }
    // It leads to the scorecard, and only somebody else is notified.
    return request && request.actor !== actor
      ? `${topic} ${scorecardLink(request.entityRef!)}`
      : undefined;
  };
  const count = (of: StoredWrite[]) => Map.groupBy(of, toKey);
  const most = count(await readWrites(knex));
  const least = count(writes.filter(({ notifies }) => notifies));
  const found = Map.groupBy(sent, ({ payload: { topic, link } }) => {
    const id = /(?:assessment|waiver|campaign)=([\w-]+)/.exec(link ?? '')?.[1];
    return `${topic} ${id ?? link}`;
  });
  const problems: string[] = [];
  for (const key of new Set([...most.keys(), ...found.keys()])) {
    const times = found.get(key!)?.length ?? 0;
    const from = least.get(key)?.length ?? 0;
    // Nobody waits for two days.
    const to = key?.startsWith('review-reminder')
      ? 1
      : (most.get(key)?.length ?? 0);
    if (
      key &&
      !key.startsWith('team-summary') &&
      (times < from || times > to)
    ) {
      problems.push(
        `${key}: ${times} notifications, expected ${from} to ${to}`,
      );
    }
  }
  return problems;
}

/** Scorecards that do not follow from the records, the facts and the catalog. */
export async function findOutdatedScorecards(
  knex: Knex,
  entities: Entity[],
  limit: number,
): Promise<string[]> {
  const positions = new CheckPositions(await knex('check_positions'));
  const scorecards: Row[] = await knex('scorecards');
  const assessments: Row[] = await knex('assessments').orderBy('created_at');
  const waivers: Row[] = await knex('waivers').where({ status: 'approved' });
  const facts: Row[] = await knex('facts').where({ name: 'load' });
  return entities.flatMap(entity => {
    const ref = stringifyEntityRef(entity);
    const isOwn = ({ entity_ref: entityRef }: Row) => entityRef === ref;
    const row = scorecards.find(isOwn);
    if (!row) {
      return [`${ref}: no scorecard`];
    }
    const own = assessments.filter(isOwn);
    const find = (status: string) => own.find(it => it.status === status);
    const counting = find('approved') ?? find('submitted') ?? own.at(-1);
    const isWaived = (checkId: string) =>
      waivers.some(waiver => isOwn(waiver) && waiver.check_id === checkId);
    const fact = facts.find(isOwn);
    const judge = (checkId: string, passes: boolean) => {
      const otherwise = isWaived(checkId) ? 'waived' : 'fail';
      return passes ? 'pass' : otherwise;
    };
    const expected: Record<string, string> = {
      calm: judge('calm', false),
      assessed: judge('assessed', counting?.status === 'approved'),
      loaded: fact ? judge('loaded', Number(fact.value) > limit) : 'unknown',
    };
    const results = positions.toResults(row.states);
    const found = Object.keys(expected).map(
      checkId => [checkId, results.get(checkId)?.state] as const,
    );
    return [
      ...found
        .filter(([checkId, state]) => state !== expected[checkId])
        .map(
          ([checkId, state]) =>
            `${ref}: ${checkId} is ${state}, not ${expected[checkId]}`,
        ),
      ...(row.assessment_status === (counting?.status ?? '')
        ? []
        : [
            `${ref}: shows ${row.assessment_status || 'no'} assessment, not ${counting?.status}`,
          ]),
    ];
  });
}
