/*
 * A source of facts of a large fleet is down for a day, and for longer than the grace period, with a simulated clock.
 * See docs/reference/benchmarks.md.
 */
import { Knex } from 'knex';
import { createFleetWithSource } from '../plugins/paved-road-backend/src/__testUtils__/simulateOutage';
import { onTables } from './scorecards/onDatabases';

const entities = 10_000;
/** Two of three services lose their level when the fact is unknown. */
const losing = Math.ceil((2 * entities) / 3);
const step = { minutes: 10 };
const calm = { evaluations: 0, levels: 0, checks: 0 };

interface Phase {
  title: string;
  calls: number;
  evaluations: number;
  levels: number;
  checks: number;
  seconds: number;
  asExpected: boolean;
}

async function measure(knex: Knex): Promise<Phase[]> {
  const fleet = await createFleetWithSource({ knex, entities });
  const phases: Phase[] = [];
  const add = async (
    title: string,
    expected: Partial<Phase>,
    states: Record<string, number>,
  ) => {
    const { time, ...counts } = await fleet.happened();
    const found = { ...counts, ...(await fleet.factStates()) };
    const wanted = Object.entries({ ...expected, ...states });
    phases.push({
      title,
      ...counts,
      seconds: Number((time / 1_000).toFixed(1)),
      asExpected: wanted.every(
        ([key, value]) => found[key as keyof typeof found] === value,
      ),
    });
  };

  await fleet.begin();
  await add(
    'first pass',
    { evaluations: 2 * entities },
    { confirmed: entities },
  );
  await fleet.pass({ hours: 3 }, step);
  await add('3 hours without an outage', calm, { unknown: 0, held: 0 });
  fleet.break();
  await fleet.pass({ hours: 24 }, step);
  await add('24 hours of outage', calm, { held: entities });
  fleet.repair();
  await fleet.passUntilAsked({ minutes: 1 });
  await add('the pass after it', calm, { confirmed: entities });
  fleet.break();
  await fleet.pass({ hours: 36 }, step);
  await add(
    '36 hours of outage',
    { evaluations: entities, levels: losing },
    { unknown: entities },
  );
  fleet.repair();
  await fleet.passUntilAsked({ minutes: 1 });
  await add(
    'the pass after it',
    { evaluations: entities, levels: losing },
    { confirmed: entities },
  );
  return phases;
}

onTables(async (name, open) => {
  const knex = await open();
  const phases = await measure(knex);
  await knex.destroy();
  console.log(
    `\nAn outage over ${entities.toLocaleString('en')} entities, ${name}`,
  );
  console.table(phases);
  if (!phases.every(({ asExpected }) => asExpected)) {
    process.exitCode = 1;
  }
});
