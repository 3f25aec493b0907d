/* Many concurrent users: some see the whole fleet, some a part of it. */
import { createAccounts } from './accounts';
import { Database } from './backendConfig';
import { createCatalog } from './catalog';
import { startPavedRoad } from './pavedRoad';
import { answer, run, task } from './process';
import type { VisitorsResult, VisitorsTask } from './visitors.process';

export interface VisibilityTask {
  port: number;
  database: Database;
  entities: number;
  visitors: number;
  /** Accounts that see a part of the fleet, by scenario. */
  accounts: number[];
}

/** Accounts and what they waited for. */
export interface Crowd {
  accounts: number;
  result: VisitorsResult;
}

export interface VisibilityResult {
  seeingAll: Crowd;
  seeingPart: Crowd[];
  /** Share of the fleet that an account of the second kind does not see. */
  hidden: number;
}

const { port, database, entities, visitors, accounts } = task<VisibilityTask>();

async function countVisible(token: string): Promise<number> {
  const response = await fetch(
    `http://127.0.0.1:${port}/api/paved-road/scorecards?limit=1`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  return (await response.json()).totalItems;
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

  const crowd = async (tokens: string[]): Promise<Crowd> => {
    const options: VisitorsTask = {
      port,
      tokens,
      visitors,
      warmUp: 10,
      seconds: 30,
    };
    return {
      accounts: tokens.length,
      result: await run<VisitorsResult>('visitors', options),
    };
  };

  const all = await people.ofPlatformTeam(Math.max(...accounts));
  const seeingAll = await crowd(all);
  const seeingPart: Crowd[] = [];
  for (const count of accounts) {
    seeingPart.push(await crowd(await people.ofTeams(count)));
  }
  const [token] = await people.ofTeams(1);
  const hidden = 1 - (await countVisible(token)) / (await countVisible(all[0]));
  return { seeingAll, seeingPart, hidden };
}

answer(main);
