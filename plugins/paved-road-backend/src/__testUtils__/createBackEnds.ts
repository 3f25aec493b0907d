import { Knex } from 'knex';
import { DateTime, Duration } from 'luxon';
import { createEngine } from './createEngine';
import { createRules, createServices, refOf, World } from './engineFixtures';
import { FakeCatalog } from './FakeCatalog';

/** Two back ends on one database, with a fleet that they have evaluated; their clock can be set. */
export async function createBackEnds(knex: Knex, count: number) {
  const catalog = new FakeCatalog(createServices(count));
  const world = new World();
  const clock = { ahead: Duration.fromMillis(0) };
  const now = () => DateTime.utc().plus(clock.ahead);
  const [engine, other] = [1, 2].map(() =>
    createEngine({ knex, catalog, world, now }),
  );
  await engine.sync.run(new AbortController().signal);
  const refs = createServices(count).map(({ metadata }) =>
    refOf(metadata.name),
  );
  return {
    knex,
    catalog,
    world,
    clock,
    engine,
    other,
    /** How often scorecards were saved, by how many of them were. */
    async revisions(): Promise<Record<number, number>> {
      const known = await engine.scorecards.known(refs);
      const counts: Record<number, number> = {};
      for (const ref of refs) {
        const revision = known.get(ref)?.revision ?? 0;
        counts[revision] = (counts[revision] ?? 0) + 1;
      }
      return counts;
    },
    async fleet() {
      const { items, totalItems } = await engine.fleet.list(
        {},
        { sort: 'name', limit: 5 },
        { all: true },
      );
      const { totals } = await engine.fleet.summarize(
        'level',
        1,
        { all: true },
        { limit: 10 },
      );
      return {
        refs: items.map(({ entityRef }) => entityRef),
        totalItems,
        counted: totals.entities,
      };
    },
    async changeRules() {
      world.rules = createRules({ version: '2.0.0', check: 'false' });
      return await engine.runs.startForAll({ trigger: 'rules' });
    },
  };
}
