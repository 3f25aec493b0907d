import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import createKnex from 'knex';
import { Test } from 'supertest';
import { startTestPostgres } from '../../../../scripts/testPostgres.cjs';
import { createCable } from '../__testUtils__/createCable';
import {
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { until } from '../__testUtils__/until';

const prefix = `outage_${process.pid}_`;
const ada = 'user:default/ada';
const search = '/entities/component/default/search';
const id = '11111111-1111-4111-8111-111111111111';
const invoke = (action: string) =>
  `/.backstage/actions/v1/actions/paved-road:${action}/invoke`;

const reads = [
  '/assessments',
  `/assessments/${id}`,
  `${search}/assessments`,
  '/scorecards',
  '/scorecards/summary?groupBy=level',
  '/scorecards/trend',
  '/scorecards.csv',
  `${search}/scorecard`,
  '/waivers',
  '/campaigns',
  '/evaluations',
  '/inbox',
];
const writes: [string, object][] = [
  [`${search}/assessments`, { profile: { team: { teamSize: 4 } } }],
  [`/assessments/${id}/submit`, {}],
  [`${search}/scorecard`, {}],
  [invoke('get-scorecard'), { entityRef: 'component:default/search' }],
  [invoke('list-services'), {}],
];

let postgresUrl: string;

beforeAll(async () => {
  postgresUrl = await startTestPostgres();
});

/** The template of databases has our tables, which the catalog does not expect among its own. */
async function createCatalogDatabase(): Promise<void> {
  const knex = createKnex({
    client: 'pg',
    connection: `${postgresUrl}/postgres`,
  });
  await knex.raw('CREATE DATABASE ?? TEMPLATE template0', [`${prefix}catalog`]);
  await knex.destroy();
}

// What knex prints of each connection.
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation();
});

describe('answers while the database is away', () => {
  it('are 503 with a time to ask again, of each route and action, and as before when it is back', async () => {
    await createCatalogDatabase();
    const url = new URL(postgresUrl);
    const cable = await createCable({
      host: url.hostname,
      port: Number(url.port),
    });
    const backend = await startPavedRoad(
      [createComponent('search', ada)],
      {
        backend: {
          database: {
            client: 'pg',
            connection: {
              host: '127.0.0.1',
              port: cable.port,
              user: url.username,
              password: url.password,
            },
            prefix,
          },
        },
      },
      [databaseServiceFactory, actionsRegistryServiceFactory],
    );
    const user = backend.asUser(ada);
    await until(
      async () => (await user.get(`${search}/scorecard`)).status === 200,
    );
    const answersOf = async () => {
      const tests: Test[] = [
        ...reads.map(path => user.get(path)),
        ...writes.map(([path, body]) => user.post(path, body)),
      ];
      return await Promise.all(
        tests.map(async test => {
          const { status, headers, body } = await test;
          return {
            url: new URL(test.url).pathname,
            status,
            retryAfter: headers['retry-after'],
            error: body.error,
          };
        }),
      );
    };
    const before = await answersOf();
    expect(before.filter(({ status }) => status >= 500)).toEqual([]);

    await cable.cut();
    const away = await answersOf();
    expect(away).toEqual(
      away.map(answer => ({
        url: answer.url,
        status: 503,
        retryAfter: '10',
        error: {
          name: 'ServiceUnavailableError',
          message:
            'The database or another part of the portal does not answer; try again in 10 seconds',
        },
      })),
    );

    await cable.mend();
    const back = await answersOf();
    expect(back.map(({ status }) => status)).toEqual(
      before.map(({ status }) => status),
    );
    await backend.stop();
    await cable.cut();
  });
});
