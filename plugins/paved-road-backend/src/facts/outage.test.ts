import { createFleetWithSource } from '../__testUtils__/simulateOutage';
import { createTestDatabases } from '../__testUtils__/testDatabases';

const databases = createTestDatabases();
const none = { evaluations: 0, levels: 0, checks: 0 };
/* Two thirds of them, which lose their level when the fact that they need is unknown. */
const entities = 201;
const silver = 134;

describe('an outage of a source', () => {
  it.each([undefined, 50])(
    'of 24 hours changes no level, and is over in one pass (%p entities a call)',
    async batch => {
      const fleet = await createFleetWithSource({
        knex: await databases.init('SQLITE_3'),
        entities,
        batch,
      });
      await fleet.begin();
      const levels = { bronze: entities - silver, silver };
      await expect(fleet.levels()).resolves.toEqual(levels);
      await fleet.pass({ hours: 3 }, { minutes: 30 });
      await fleet.happened();

      fleet.break();
      await fleet.pass({ hours: 24 }, { minutes: 30 });
      const outage = await fleet.happened();
      expect(outage).toMatchObject(none);
      expect(outage.calls).toBeGreaterThan(0);
      // Less often the longer it lasts: an hour apart, there would be 24.
      expect(outage.calls).toBeLessThan(15 * entities);
      await expect(fleet.factStates()).resolves.toEqual({
        confirmed: 0,
        held: entities,
        unknown: 0,
      });

      fleet.repair();
      await fleet.passUntilAsked({ minutes: 1 });
      expect(await fleet.happened()).toMatchObject(none);
      await expect(fleet.factStates()).resolves.toEqual({
        confirmed: entities,
        held: 0,
        unknown: 0,
      });
      await expect(fleet.levels()).resolves.toEqual(levels);
    },
  );

  it('beyond the grace changes each level once, and back once', async () => {
    const fleet = await createFleetWithSource({
      knex: await databases.init('SQLITE_3'),
      entities,
    });
    await fleet.begin();
    await fleet.pass({ hours: 3 }, { minutes: 30 });
    await fleet.happened();

    fleet.break();
    await fleet.pass({ hours: 60 }, { minutes: 30 });
    expect(await fleet.happened()).toMatchObject({
      levels: silver,
      evaluations: entities,
    });
    await expect(fleet.levels()).resolves.toEqual({ bronze: entities });
    await expect(fleet.factStates()).resolves.toMatchObject({
      unknown: entities,
    });

    fleet.repair();
    await fleet.passUntilAsked({ minutes: 1 });
    expect(await fleet.happened()).toMatchObject({
      levels: silver,
      evaluations: entities,
    });
    await expect(fleet.factStates()).resolves.toMatchObject({
      confirmed: entities,
    });
  });
});
