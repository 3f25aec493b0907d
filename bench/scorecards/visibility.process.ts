/* Many concurrent users: some see the whole fleet, some a part of it. */
import {
  coreServices,
  createBackendModule,
  DatabaseService,
} from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import path from 'node:path';
import { createAccounts } from './accounts';
import { Database } from './backendConfig';
import { fillCatalog } from './fillCatalog';
import { service, surroundings } from './fleet';
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

const databaseService = Promise.withResolvers<DatabaseService>();

const databaseOfCatalog = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'benchmark',
  register(env) {
    env.registerInit({
      deps: { database: coreServices.database },
      init: async deps => databaseService.resolve(deps.database),
    });
  },
});

async function countVisible(token: string): Promise<number> {
  const response = await fetch(
    `http://127.0.0.1:${port}/api/paved-road/scorecards?limit=1`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  return (await response.json()).totalItems;
}

async function main(): Promise<VisibilityResult> {
  const people = createAccounts();
  const pavedRoad = await startPavedRoad({
    port,
    database,
    features: [catalogPlugin, databaseOfCatalog, ...people.features],
    config: people.config,
  });
  await fillCatalog(
    await (await databaseService.promise).getClient(),
    [
      ...surroundings(),
      ...Array.from({ length: entities }, (_, index) => service(index)),
    ],
    path.dirname(require.resolve('@backstage/plugin-catalog-backend')),
  );
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
