import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  countUnfinished,
  findLostFacts,
  findLostWrites,
  findOutdatedScorecards,
  findWrongNotifications,
} from '../../plugins/paved-road-backend/src/attack/__testUtils__/acknowledged';
import { inconsistencies } from '../../plugins/paved-road-backend/src/attack/__testUtils__/consistency';
import { restricted } from '../../plugins/paved-road-backend/src/attack/__testUtils__/Surroundings';
import { People } from './People';
import { Fault, LASTING, Schedule, SERVICES } from './schedule';
import { Stage } from './Stage';

/** Seconds in which the back ends have to recover. */
const RECOVERY = 60;
const owners = [restricted, 'group:default/red', 'group:default/blue'];
/** Seconds that are skipped five times in two seconds while nothing happens, because claims end after a while. */
const SKIPPED = 2;

export interface Outcome {
  counts: People['counts'];
  /** Seconds. */
  recovery: number;
  violations: string[];
}

/** One run of a schedule. */
export class Run {
  readonly #services: Entity[];
  readonly #people: People;

  constructor(
    private readonly schedule: Schedule,
    private readonly stage: Stage,
  ) {
    this.#services = Array.from({ length: SERVICES }, (_, index) =>
      createService(
        `run-${schedule.seed}-${index}`,
        owners[index % owners.length],
      ),
    );
    this.#people = new People(
      stage,
      this.#services.map(entity => stringifyEntityRef(entity)),
    );
  }

  async perform(): Promise<Outcome> {
    const { stage } = this;
    stage.surroundings.notifications.length = 0;
    stage.surroundings.entities.clear();
    this.#services.forEach(entity => stage.surroundings.put(entity));
    await stage.skip(60);
    const violations = await this.#waitFor('the first scorecards', () =>
      this.#followsCatalog(),
    );

    const faults = this.schedule.faults.map(async fault => {
      await sleep(fault.at);
      await this.#cause(fault);
    });
    await Promise.all([...faults, this.#people.perform(this.schedule.acts)]);

    const begin = stage.now();
    await stage.start();
    stage.replicas.forEach(replica => replica.run('rule-packs'));
    violations.push(
      // Before the catalog is read again, which would repair them.
      ...(await this.#waitFor(
        'scorecards that follow their records',
        async () => (await this.#outdated()).length === 0,
      )),
      ...(await this.#waitFor('an index that follows the catalog', () =>
        this.#followsCatalog(),
      )),
      ...(await this.#waitFor('an end of all claims', () =>
        this.#hasFinished(),
      )),
    );
    const recovery = (stage.now() - begin) / 1_000;
    if (recovery > RECOVERY) {
      violations.push(`It took ${Math.round(recovery)} s to recover`);
    }
    // Rights that ended so long ago must have no effect.
    await stage.skip(60);
    await sleep(1_100);
    violations.push(...(await this.#check()));
    return { counts: this.#people.counts, recovery, violations };
  }

  async #check(): Promise<string[]> {
    const { knex, surroundings, replicas } = this.stage;
    const crashes = replicas.reduce((sum, it) => sum + it.crashes, 0);
    const lasting = this.#lasting().map(entity => stringifyEntityRef(entity));
    const pushes = this.#people.pushes.filter(({ entityRef }) =>
      lasting.includes(entityRef),
    );
    // An observation counts as made now if it is somewhat ahead.
    const inOrder = !this.schedule.faults.some(({ kind }) => kind === 'clock');
    return [
      ...this.#people.violations,
      ...(await this.#outdated()),
      ...(await this.#people.findWrongViews()),
      ...(await findLostWrites(knex, this.#people)),
      ...(await findLostFacts(knex, { ...this.#people, pushes }, { inOrder })),
      ...(await findWrongNotifications(
        knex,
        this.#people,
        surroundings.notifications,
      )),
      ...(await inconsistencies(knex)),
      ...(crashes > 0
        ? [`Back ends ended by themselves ${crashes} times`]
        : []),
    ];
  }

  async #cause({ kind, side, during, by, service }: Fault): Promise<void> {
    const { stage } = this;
    const { surroundings } = stage;
    const [replica, cable] = [stage.replicas[side], stage.cables[side]];
    switch (kind) {
      case 'kill':
        await replica.kill();
        void replica.start();
        break;
      case 'pause':
        replica.pause();
        // It may hold a lock.
        void stage.skip(Math.max(0, by));
        await sleep(during);
        replica.resume();
        break;
      case 'clock':
        replica.setSkew(by * 1_000);
        await sleep(during);
        replica.setSkew(0);
        break;
      case 'database restart':
        await stage.restartDatabase();
        break;
      case 'delay':
        cable.slow(during / 20);
        await sleep(during);
        cable.slow(0);
        break;
      case 'drop':
        cable.stop();
        await sleep(during);
        await stage.cut(side);
        break;
      case 'cut':
        await stage.cut(side);
        break;
      case 'slow permissions':
      case 'no permissions':
        surroundings.permissions = kind;
        await sleep(during);
        surroundings.permissions = undefined;
        break;
      case 'silent permissions':
        surroundings.silences += 1;
        await this.#people.expectNoAnswer(side);
        surroundings.silences -= 1;
        break;
      case 'no notifications':
        surroundings.notificationOutages += 1;
        surroundings.areNotificationsUp = false;
        await sleep(during);
        surroundings.areNotificationsUp = true;
        break;
      case 'rules':
        await stage.changeRules();
        replica.run('rule-packs');
        break;
      case 'tomorrow':
        await stage.skip(25 * 3_600);
        break;
      case 'owner': {
        const ref = stringifyEntityRef(this.#services[service]);
        const metadata = surroundings.entities.get(ref)?.metadata;
        if (metadata) {
          const isHers = surroundings.visible().includes(ref);
          const owner = isHers ? owners[1] : restricted;
          surroundings.put(createService(metadata.name, owner, metadata.uid));
        }
        // The next list waits for a read of the catalog.
        await stage.skip(60);
        break;
      }
      default: {
        const old = this.#services[service];
        surroundings.entities.delete(stringifyEntityRef(old));
        if (kind !== 'delete') {
          const suffix = kind === 'rename' ? '-renamed' : '';
          const name = `${old.metadata.name}${suffix}`;
          surroundings.put(createService(name, String(old.spec!.owner)));
        }
      }
    }
  }

  #lasting(): Entity[] {
    return this.#services.slice(0, LASTING);
  }

  async #outdated(): Promise<string[]> {
    const { knex, limit } = this.stage;
    return await findOutdatedScorecards(knex, this.#lasting(), limit);
  }

  /** Whether the index has exactly the services of the catalog. */
  async #followsCatalog(): Promise<boolean> {
    const { knex, surroundings } = this.stage;
    const entities = [...surroundings.entities.values()];
    const toList = (of: Entity[]) =>
      String(of.map(entity => stringifyEntityRef(entity)).sort());
    const read = async (table: string) =>
      String((await knex(table).pluck('entity_ref')).sort());
    return this.#orReadCatalog(
      (await read('entities')) === toList(entities) &&
        (await read('scorecards')) === toList(entities),
    );
  }

  /** A pass over the catalog that was interrupted counts as running until the next one. */
  async #hasFinished(): Promise<boolean> {
    return this.#orReadCatalog((await countUnfinished(this.stage.knex)) === 0);
  }

  /** As the schedule does. */
  #orReadCatalog(isSo: boolean): boolean {
    if (!isSo) {
      this.stage.replicas[0].run('catalog-sync');
    }
    return isSo;
  }

  async #waitFor(
    what: string,
    isSo: () => Promise<boolean>,
  ): Promise<string[]> {
    const { stage } = this;
    const begin = stage.now();
    const patience = performance.now() + 3_000;
    while (!(await isSo())) {
      const seconds = (stage.now() - begin) / 1_000;
      if (seconds > RECOVERY + 10) {
        return [`After ${Math.round(seconds)} s, there is no sign of ${what}`];
      }
      const isSlow = performance.now() > patience;
      await sleep(isSlow ? 400 : 100);
      await stage.skip(isSlow ? SKIPPED : 0);
    }
    return [];
  }
}

function createService(
  name: string,
  owner: string,
  uid: string = randomUUID(),
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', uid },
    spec: { type: 'ai-service', lifecycle: 'production', owner },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}
