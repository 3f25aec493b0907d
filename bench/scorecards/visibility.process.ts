/* Many concurrent users: some see the whole fleet, some a part of it. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Account, createAccounts } from './accounts';
import { Database } from './backendConfig';
import { createCatalog } from './catalog';
import { MemoryWatch } from './measure';
import { Subjects } from './pages';
import { startPavedRoad } from './pavedRoad';
import { answer, run, task } from './process';
import { createRecords } from './records';
import type { VisitorsResult, VisitorsTask } from './visitors.process';

export interface VisibilityTask {
  port: number;
  database: Database;
  entities: number;
  visitors: number;
  /** Shares of the services that are hidden, in percent, and numbers of accounts; each with each. */
  hidden: number[];
  accounts: number[];
  /** That each crowd is measured for. */
  seconds: number;
  /** Whether to write CPU profiles. */
  profile: boolean;
}

/** What visitors of one kind waited for, and what they cost. */
export interface Crowd extends Omit<VisitorsResult, 'answered'> {
  /** Peaks, in bytes. */
  memory: { heap: number; rss: number };
  /** Milliseconds of all cores of the back end for a request. */
  cpu: number;
  /** 99th percentile in milliseconds, of the worst round. */
  eventLoopDelay: number;
  /** Functions with the most CPU time without their callees, if they were profiled. */
  hottest?: { file: string; functions: { name: string; share: number }[] };
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
  all: Crowd;
  part: Crowd;
}

export interface VisibilityResult {
  comparisons: Comparison[];
}

const {
  port,
  database,
  entities,
  visitors,
  hidden,
  accounts,
  seconds,
  profile,
} = task<VisibilityTask>();

/** In alternation, so that a change of the machine meets both crowds. */
const rounds = 2;
const warmUp = 5;

async function countVisible({ token }: Account): Promise<number> {
  const response = await fetch(
    `http://127.0.0.1:${port}/api/paved-road/scorecards?limit=1`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  return (await response.json()).totalItems;
}

function listHottest(found: Profiler.Profile, file: string): Crowd['hottest'] {
  const own = new Map<number, number>();
  found.samples!.forEach((id, index) => {
    own.set(id, (own.get(id) ?? 0) + found.timeDeltas![index]);
  });
  const byFunction = new Map<string, number>();
  let busy = 0;
  for (const { id, callFrame } of found.nodes) {
    const { functionName, url, lineNumber } = callFrame;
    const time = own.get(id) ?? 0;
    // The profiler itself is none of the load.
    if (
      !['(idle)', '(program)'].includes(functionName) &&
      url !== 'node:inspector'
    ) {
      const place = url.split('node_modules/').at(-1);
      const name = `${functionName || '(anonymous)'} ${place}:${lineNumber + 1}`;
      byFunction.set(name, (byFunction.get(name) ?? 0) + time);
      busy += time;
    }
  }
  const functions = [...byFunction]
    .map(([name, time]) => ({ name, share: time / busy }))
    .sort((a, b) => b.share - a.share)
    .slice(0, 25);
  writeFileSync(file, JSON.stringify(found));
  return { file, functions };
}

/** Writes a CPU profile of this process during the work. */
async function profiled(
  name: string,
  work: () => Promise<void>,
): Promise<Crowd['hottest']> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await work();
  const { profile: found } = await session.post('Profiler.stop');
  session.disconnect();
  return listHottest(found, path.join(os.tmpdir(), `${name}.cpuprofile`));
}

/** A crowd that comes several times. */
class Visits {
  readonly crowd: Crowd = {
    times: {},
    requestsPerSecond: 0,
    failures: {},
    memory: { heap: 0, rss: 0 },
    cpu: 0,
    eventLoopDelay: 0,
  };

  constructor(
    private readonly people: Account[],
    private readonly subjects: Subjects,
    /** Of the CPU profile, if one is wanted. */
    private readonly profile?: string,
  ) {}

  async come(round: number) {
    const visit = () => this.#visit(round);
    if (this.profile && round === rounds - 1) {
      this.crowd.hottest = await profiled(this.profile, visit);
    } else {
      await visit();
    }
  }

  async #visit(round: number) {
    const { crowd, people, subjects } = this;
    const options: VisitorsTask = {
      port,
      tokens: people.map(({ token }) => token),
      visitors,
      warmUp,
      seconds: seconds / rounds,
      subjects: { ...subjects, user: people.map(({ user }) => user) },
      from: round * visitors,
    };
    const memory = new MemoryWatch();
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const before = process.cpuUsage();
    const { times, requestsPerSecond, failures, answered } =
      await run<VisitorsResult>('visitors', options);
    const { user, system } = process.cpuUsage(before);
    delay.disable();
    const { heap, rss } = memory.stop();
    for (const [request, some] of Object.entries(times)) {
      (crowd.times[request] ??= []).push(...some);
    }
    for (const [code, count] of Object.entries(failures)) {
      crowd.failures[code] = (crowd.failures[code] ?? 0) + count;
    }
    crowd.requestsPerSecond += requestsPerSecond / rounds;
    crowd.cpu += (user + system) / 1_000 / answered / rounds;
    crowd.memory.heap = Math.max(crowd.memory.heap, heap);
    crowd.memory.rss = Math.max(crowd.memory.rss, rss);
    crowd.eventLoopDelay = Math.max(
      crowd.eventLoopDelay,
      delay.percentile(99) / 1e6,
    );
  }
}

async function main(): Promise<VisibilityResult> {
  const people = createAccounts();
  const catalog = createCatalog(entities);
  const pavedRoad = await startPavedRoad({
    port,
    database,
    features: [...catalog.features, ...people.features],
    config: people.config,
  });
  await catalog.fill();
  await pavedRoad.pass();
  const [author, reviewer] = await people.ofTeams(2);
  const subjects = await createRecords(port, author, reviewer);
  await pavedRoad.runTask('evaluation');

  const comparisons: Comparison[] = [];
  for (const share of hidden) {
    for (const count of accounts) {
      const everyone = await people.ofTeams(count);
      const some = await people.ofTeams(count, share);
      const unseen =
        1 - (await countVisible(some[0])) / (await countVisible(everyone[0]));
      const nameProfile = (crowd: string) =>
        profile
          ? `visibility-${database.client}-${entities}-${share}-${count}-${crowd}`
          : undefined;
      const all = new Visits(everyone, subjects, nameProfile('all'));
      const part = new Visits(some, subjects, nameProfile('part'));
      if (comparisons.length === 0) {
        await new Visits(everyone, subjects).come(0);
        await new Visits(some, subjects).come(0);
      }
      for (let round = 0; round < rounds; round += 1) {
        const [first, second] = round % 2 ? [part, all] : [all, part];
        await first.come(round);
        await second.come(round);
      }
      comparisons.push({
        accounts: count,
        hidden: share,
        unseen,
        index: {
          ...(await pavedRoad.knex('access_index').first('duration')),
          ...(await pavedRoad.knex('access_classes').count('* as classes'))[0],
        },
        all: all.crowd,
        part: part.crowd,
      });
    }
  }
  return { comparisons };
}

answer(main);
