import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { FactCollector } from '@paved-road/plugin-paved-road-node';
import { Knex } from 'knex';
import { DateTime, DurationLikeObject } from 'luxon';
import { z } from 'zod';
import { createScorecardEngine } from '../evaluation/createScorecardEngine';
import { createStores } from '../wiring/createStores';
import { DueEntityStore } from '../evaluation/DueEntityStore';
import { FactCollection } from '../facts/FactCollection';
import { FactCollectors } from '../facts/FactCollectors';
import { FactReader } from '../facts/FactReader';
import { FactQueue } from '../facts/FactQueue';
import { FactStore } from '../facts/FactStore';
import { FakeCatalog } from './FakeCatalog';
import { createHouseCheck, createHouseRules } from './houseRules';

const quiet = () => {};
const logger = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: (message: string, error: Error) => {
    throw new Error(message, { cause: error });
  },
} as unknown as LoggerService;
const auth = {
  getOwnServiceCredentials: async () => ({}),
} as unknown as AuthService;

const bronzeAndSilver = ['bronze', 'silver'].map(id => ({ id, title: id }));

const rules = compileRules(
  [
    parseRulePack(
      JSON.stringify(
        createHouseRules(
          [
            createHouseCheck(
              'produced',
              'bronze',
              'has(entity.spec.lifecycle)',
            ),
            createHouseCheck('tested', 'silver', 'facts.coverage >= 0.8'),
          ],
          bronzeAndSilver,
        ),
      ),
      'house.yaml',
    ),
  ],
  { coverage: z.number() },
);

/** Every third service is at bronze. */
const coverageOf = (index: number) => (index % 3 === 2 ? 0.5 : 0.9);

function createService(index: number): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `s${index}`, namespace: 'default' },
    spec: { type: 'ai-service', lifecycle: 'production' },
  };
}

/** What happened since the last time. */
export interface Happened {
  /** Calls of the collector. */
  calls: number;
  /** Evaluations whose result was stored. */
  evaluations: number;
  /** Changes of a level, which people are notified of. */
  levels: number;
  /** Changes of checks that are written down. */
  checks: number;
  /** Milliseconds of the work of the back end. */
  time: number;
}

/**
 * A fleet, a source that can be down, and a clock. Whatever a back end does from time to time is done whenever time
 * passes.
 *
 * @param options - `batch`: entities of a call; one at a time by default
 */
export async function createFleetWithSource(options: {
  knex: Knex;
  entities: number;
  batch?: number;
}) {
  const { knex, entities, batch } = options;
  let now = DateTime.utc();
  let isDown = false;
  let calls = 0;
  let stored = 0;
  const answer = ({ metadata }: Entity) => {
    if (isDown) {
      throw new Error('the source is down');
    }
    const value = coverageOf(Number(metadata.name.slice(1)));
    return { status: 'known' as const, value, source: 'the source' };
  };
  const collector: FactCollector<number> = {
    id: 'coverage',
    title: 'Coverage',
    description: 'How much of the code is tested.',
    schema: zod => zod.number(),
    freshness: { hours: 1 },
    cost: 'low',
    async collect({ entity }) {
      calls += 1;
      return answer(entity);
    },
    ...(batch !== undefined && {
      batch: {
        size: batch,
        async collect(contexts) {
          calls += 1;
          return contexts.map(({ entity }) => answer(entity));
        },
      },
    }),
  };
  const catalog = new FakeCatalog(
    Array.from({ length: entities }, (_, index) => createService(index)),
  );
  const shared = { auth, logger, catalog: catalog.service, now: () => now };
  const due = new DueEntityStore(knex);
  const store = new FactStore(knex);
  const collectors = new FactCollectors({
    collectors: [collector as FactCollector],
    config: { collectors: {} },
  });
  const factCollection = new FactCollection({
    ...shared,
    store,
    queue: new FactQueue(knex),
    collectors,
    onChanged: refs => due.mark(refs, { dueAt: now.toJSDate() }),
  });
  const engine = createScorecardEngine({
    ...shared,
    stores: createStores(knex, shared),
    facts: new FactReader({ store, collectors }),
    factCollection,
    rules: {
      current: () => ({
        rules,
        hash: 'house',
        target: { level: 'silver', rank: 2 },
      }),
      sync: async () => {},
      describe: async () => ({ items: [], inactive: [], facts: [] }),
    },
    assessments: { factsFor: async () => new Map() },
    waivers: { inForce: async () => new Map() },
    onScorecardsChanged: refs => {
      stored += refs.length;
    },
    firstWaitMs: 1,
  });

  const noEnd = new AbortController().signal;
  const countTransitions = async (aspect: string) => {
    const [{ count }] = await knex('scorecard_transitions')
      .where({ aspect })
      .count({ count: '*' });
    return Number(count);
  };
  const totals = async () => ({
    calls,
    evaluations: stored,
    levels: await countTransitions('level'),
    checks: await countTransitions('check'),
  });
  let before = { calls: 0, evaluations: 0, levels: 0, checks: 0 };
  let time = 0;

  /** What a back end does every few seconds. */
  async function work() {
    const start = performance.now();
    await factCollection.endOverdue(noEnd);
    await factCollection.run(noEnd);
    await engine.worker.run();
    time += performance.now() - start;
  }
  /** What it does from time to time. */
  async function readCatalog() {
    const start = performance.now();
    await engine.sync.run(noEnd);
    time += performance.now() - start;
  }

  return {
    /** Reads the catalog, collects and evaluates. */
    async begin() {
      await readCatalog();
      await work();
    },
    break: () => {
      isDown = true;
    },
    repair: () => {
      isDown = false;
    },
    /** Lets time pass in steps, and reads the catalog every six hours. */
    async pass(duration: DurationLikeObject, step: DurationLikeObject) {
      const end = now.plus(duration);
      let catalogReadAt = now;
      while (now < end) {
        now = now.plus(step);
        if (now.diff(catalogReadAt, 'hours').hours >= 6) {
          catalogReadAt = now;
          await readCatalog();
        }
        await work();
      }
    },
    /** Lets time pass until the source is asked again, and no longer. */
    async passUntilAsked(step: DurationLikeObject) {
      const asked = calls;
      while (calls === asked) {
        now = now.plus(step);
        await work();
      }
    },
    async happened(): Promise<Happened> {
      const after = await totals();
      const difference = {
        calls: after.calls - before.calls,
        evaluations: after.evaluations - before.evaluations,
        levels: after.levels - before.levels,
        checks: after.checks - before.checks,
        time,
      };
      before = after;
      time = 0;
      return difference;
    },
    /** How many facts are in each state. */
    async factStates() {
      const rows: Array<{ status: string; failing: number | boolean }> =
        await knex('facts').select(
          'status',
          knex.raw('failing_since IS NOT NULL AS failing'),
        );
      const count = (status: string, failing: boolean) =>
        rows.filter(
          row => row.status === status && Boolean(row.failing) === failing,
        ).length;
      return {
        confirmed: count('known', false),
        held: count('known', true),
        unknown: count('unknown', true) + count('unknown', false),
      };
    },
    /** How many services have each level. */
    async levels(): Promise<Record<string, number>> {
      const levels: string[] = await knex('scorecards').pluck('level');
      return Object.fromEntries(
        [...Map.groupBy(levels, level => level)]
          .map(([level, { length }]) => [level, length] as const)
          .sort(),
      );
    },
  };
}
