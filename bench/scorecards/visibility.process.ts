/* Many concurrent users: some see the whole fleet, some a part of it. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { visitedPages } from '../../plugins/paved-road-backend/src/__testUtils__/fleetPages';
import { fillRecords } from '../../plugins/paved-road-backend/src/__testUtils__/fillRecords';
import { Account, createAccounts } from './accounts';
import { createClient } from './backendConfig';
import { createCatalog } from './catalog';
import { isPublic, serviceRef } from './fleet';
import { Memory, measureCostAndMemory } from './measure';
import { startPavedRoad } from './pavedRoad';
import { answer, run, task } from './process';
import { advised, createCampaign } from './records';
import type { VisitorsResult, VisitorsTask } from './visitors.process';

/** What visitors of one kind waited for, and what they cost. */
export interface Round extends VisitorsResult {
  memory: Memory;
  /** Milliseconds of all cores of the back end for a request. */
  cpu: number;
  /** 99th percentile in milliseconds. */
  eventLoopDelay: number;
}

/** Accounts that see everything, and as many that do not. */
export interface Comparison {
  accounts: number;
  /** Percent. */
  hidden: number;
  /** Share of the fleet that an account of the second kind does not see. */
  unseen: number;
  /** Milliseconds of the last read of the catalog, and the number of classes that it found. */
  index: { duration: number; classes: number | string };
  all: Round[];
  part: Round[];
}

export interface VisibilityResult {
  comparisons: Comparison[];
}

const { port, database, entities, visitors, hidden, accounts, seconds } = task<{
  visitors: number;
  /** Shares of the services that are hidden, in percent, and numbers of accounts; each with each. */
  hidden: number[];
  accounts: number[];
  /** That each crowd is measured for. */
  seconds: number;
}>();

const rounds = 2;
const warmUp = 5;

async function start() {
  const people = createAccounts();
  const catalog = createCatalog(entities);
  const pavedRoad = await startPavedRoad({
    port,
    database,
    features: [...catalog.features, ...people.features],
    config: people.config,
  });
  const { knex } = pavedRoad;
  await catalog.fill();
  await fillRecords(
    knex,
    Array.from({ length: entities }, (_, index) => serviceRef(index)),
    advised,
  );
  await pavedRoad.pass();
  const [{ token }] = await people.ofTeams(1);
  const call = createClient(port, token);
  const campaigns = [
    await createCampaign(call),
    await createCampaign(call, { lifecycle: 'production' }),
  ];
  const listPublic = async (table: string) =>
    (await knex(table).select('id', 'entity_ref')).filter(({ entity_ref }) =>
      isPublic(Number(entity_ref.split('-').at(-1))),
    );
  const assessments = await listPublic('assessments');
  const waivers = await listPublic('waivers');
  const entityRefs = assessments.slice(0, 20).map(of => of.entity_ref);

  /** The requests of all pages, about records that everybody sees. */
  const listPaths = (user: string, visitor: number): string[] => {
    const { id, entity_ref } = assessments[visitor % assessments.length];
    return Object.values(
      visitedPages({
        user,
        owner: `group:default/team-${visitor % 200}`,
        department: `group:default/team-${visitor % 20}`,
        system: `system:default/system-${visitor % 500}`,
        entityRefs,
        entityRef: entity_ref,
        assessment: id,
        waiver: waivers[visitor % waivers.length].id,
        campaign: campaigns[visitor % campaigns.length],
      }),
    ).flat();
  };
  return { ...pavedRoad, people, listPaths };
}

async function main(): Promise<VisibilityResult> {
  const { knex, people, listPaths } = await start();
  const count = async ({ token }: Account): Promise<number> => {
    const call = createClient(port, token);
    const { text } = await call('/paved-road/scorecards?limit=1');
    return JSON.parse(text).totalItems;
  };

  async function visit(crowd: Account[], round: number): Promise<Round> {
    const options: VisitorsTask = {
      port,
      visitors: Array.from({ length: visitors }, (_, visitor) => {
        const { user, token } = crowd[visitor % crowd.length];
        return { token, paths: listPaths(user, visitor) };
      }),
      warmUp,
      seconds: seconds / rounds,
      from: round * visitors,
    };
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    let result!: VisitorsResult;
    const { cpu, memory } = await measureCostAndMemory(async () => {
      result = await run('visitors', options);
    });
    return {
      ...result,
      memory,
      cpu: cpu / result.answered,
      eventLoopDelay: delay.percentile(99) / 1e6,
    };
  }

  const comparisons: Comparison[] = [];
  for (const share of hidden) {
    for (const size of accounts) {
      const everyone = await people.ofTeams(size);
      const some = await people.ofTeams(size, share);
      const unseen = 1 - (await count(some[0])) / (await count(everyone[0]));
      if (database.client === 'pg') {
        // Within a minute, PostgreSQL does so by itself after the classes are written.
        await knex.raw('VACUUM ANALYZE');
      }
      if (comparisons.length === 0) {
        await visit(everyone, 0);
        await visit(some, 0);
      }
      // In this order, so that a change of the machine meets both crowds.
      const all = [await visit(everyone, 0)];
      const part = [await visit(some, 0), await visit(some, 1)];
      all.push(await visit(everyone, 1));
      comparisons.push({
        accounts: size,
        hidden: share,
        unseen,
        index: {
          ...(await knex('access_index').first('duration')),
          ...(await knex('access_classes').count('* as classes'))[0],
        },
        all,
        part,
      });
    }
  }
  return { comparisons };
}

answer(main);
