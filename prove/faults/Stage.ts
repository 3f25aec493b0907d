import createKnex, { Knex } from 'knex';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCable } from '../../plugins/paved-road-backend/src/__testUtils__/createCable';
import {
  createHouseCheck,
  createHouseRules,
} from '../../plugins/paved-road-backend/src/__testUtils__/houseRules';
import { Surroundings } from '../../plugins/paved-road-backend/src/attack/__testUtils__/Surroundings';
import { freePort } from '../../scripts/startPostgres.cjs';
import { Replica } from './Replica';

export interface Postgres {
  url: string;
  restart(): Promise<void>;
}

let databases = 0;

/** Two back ends on one new database, with all that they depend on. */
export class Stage {
  readonly surroundings = new Surroundings();
  readonly cables: Awaited<ReturnType<typeof createCable>>[] = [];
  readonly replicas: Replica[] = [];
  /** Of the fact in the active rules. */
  limit = 0;
  /** Milliseconds by which time is ahead. */
  skipped = 0;
  readonly knex: Knex;
  readonly #prefix: string;
  #folder = '';
  #restarting: Promise<void> | undefined;
  readonly #cutting: (Promise<void> | undefined)[] = [];

  constructor(private readonly postgres: Postgres) {
    databases += 1;
    this.#prefix = `prove_${databases}_`;
    this.knex = createKnex({
      client: 'pg',
      connection: `${postgres.url}/${this.#prefix}paved-road`,
      // It restarts.
      log: { warn() {}, error() {} },
    });
  }

  async open(): Promise<void> {
    this.#folder = await mkdtemp(path.join(tmpdir(), 'paved-road-prove-'));
    await this.#writeRules();
    const surroundings = await this.surroundings.start();
    const { port, username, password } = new URL(this.postgres.url);
    for (let side = 0; side < 2; side += 1) {
      const cable = await createCable({
        host: '127.0.0.1',
        port: Number(port),
      });
      this.cables.push(cable);
      this.replicas.push(
        new Replica(await freePort(), surroundings, {
          backend: {
            database: {
              client: 'pg',
              prefix: this.#prefix,
              connection: {
                host: '127.0.0.1',
                port: cable.port,
                user: username,
                password,
              },
            },
          },
          discovery: {
            endpoints: [{ target: surroundings, plugins: ['permission'] }],
          },
          events: { useEventBus: 'never' },
          permission: { enabled: true },
          pavedRoad: {
            reviewers: ['group:default/architects'],
            reviews: { remindAfterDays: 1 },
            scorecards: { rulePacks: [path.join(this.#folder, 'rules.yaml')] },
            facts: {
              collectors: { repository: { enabled: false } },
              pushed: [
                {
                  name: 'load',
                  title: 'Load',
                  description: 'Requests a second.',
                  schema: { type: 'number' },
                },
              ],
            },
          },
        }),
      );
    }
    await this.start();
  }

  async start(): Promise<void> {
    await Promise.all(this.replicas.map(replica => replica.start()));
  }

  now(): number {
    return Date.now() + this.skipped;
  }

  /** Moves all clocks forward. */
  async skip(seconds: number): Promise<void> {
    this.skipped += seconds * 1_000;
    this.replicas.forEach(replica => replica.setTime(this.skipped));
    // The clock of the database cannot be moved, only what was written by it.
    const earlier = (column: string) =>
      this.knex.raw('?? - ?', [column, seconds * 1_000]);
    await this.knex('access_index')
      .update({
        began_at: earlier('began_at'),
        held_until: earlier('held_until'),
      })
      .catch(() => {});
  }

  async changeRules(): Promise<void> {
    this.limit += 10;
    await this.#writeRules();
  }

  /** Ends the connections of a back end to the database. */
  async cut(side: number): Promise<void> {
    this.#cutting[side] ??= (async () => {
      await this.cables[side].cut();
      await this.cables[side].mend();
      this.#cutting[side] = undefined;
    })();
    await this.#cutting[side];
  }

  async restartDatabase(): Promise<void> {
    this.#restarting ??= this.postgres.restart().finally(() => {
      this.#restarting = undefined;
    });
    await this.#restarting;
  }

  async close(): Promise<void> {
    await Promise.all(this.replicas.map(replica => replica.kill()));
    await this.knex.destroy();
    await Promise.all(this.cables.map(cable => cable.cut()));
    this.surroundings.stop();
    await rm(this.#folder, { recursive: true });
  }

  /** With a check for each kind of input: none, an assessment, and a fact. */
  async #writeRules(): Promise<void> {
    const rules = createHouseRules([
      createHouseCheck('calm', 'bronze', "entity.metadata.name == ''"),
      createHouseCheck(
        'assessed',
        'silver',
        "assessment != null && assessment.status == 'approved'",
      ),
      createHouseCheck('loaded', 'gold', `facts.load > ${this.limit}.0`),
    ]);
    rules.metadata.version = `1.${this.limit}.0`;
    await writeFile(
      path.join(this.#folder, 'rules.yaml'),
      JSON.stringify(rules),
    );
  }
}
