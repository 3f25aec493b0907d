import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { setImmediate } from 'node:timers/promises';
import { EntityCondition } from './entityConditions';
import { EntitySurveys } from './EntitySurveys';

function component(name: string, owner?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { namespace: 'default', name, labels: { [name]: 'yes' } },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}

const ownedBy = (...owners: string[]): EntityCondition => ({ owners });

const labelled = (label: string): EntityCondition => ({
  property: { root: 'metadata', key: `labels.${label}` },
});

function createSurveys(entities: Entity[]) {
  const kinds = ['Component'];
  const clock = { now: 1 };
  const logger = mockServices.logger.mock();
  const catalog = catalogServiceMock();
  /** Reads of the catalog that wait, as a whole or for an error. */
  const held: PromiseWithResolvers<void>[] = [];
  let isHeld = false;
  const queryEntities = jest
    .spyOn(catalog, 'queryEntities')
    .mockImplementation(async (...args) => {
      const now = catalogServiceMock({ entities });
      const answer = await now.queryEntities(...args);
      if (isHeld) {
        const hold = Promise.withResolvers<void>();
        held.push(hold);
        await hold.promise;
      }
      return answer;
    });
  const surveys = new EntitySurveys({
    catalog,
    auth: mockServices.auth(),
    logger,
    kinds: () => [...kinds],
    now: () => clock.now,
  });
  return {
    clock,
    entities,
    kinds,
    logger,
    queryEntities,
    surveys,
    /** Lets reads of the catalog wait from now on. */
    hold: () => {
      isHeld = true;
    },
    /** Lets one that waits go on, or fail. */
    release: async (error?: Error) => {
      while (held.length === 0) {
        await setImmediate();
      }
      const hold = held.shift()!;
      if (error) {
        hold.reject(error);
      } else {
        hold.resolve();
      }
      await setImmediate();
    },
  };
}

describe('EntitySurveys', () => {
  it('shares what is the same for callers with different references', async () => {
    const { surveys, queryEntities } = createSurveys([
      component('a', 'group:default/team'),
      component('b'),
    ]);
    const [one, other] = await Promise.all([
      surveys.select(ownedBy('user:default/ada', 'group:default/team')),
      surveys.select(ownedBy('group:default/team', 'user:default/eve')),
    ]);
    expect(one).toEqual(['component:default/a']);
    expect(other).toBe(one);
    expect(queryEntities).toHaveBeenCalledTimes(1);
  });

  it('serves the last survey for 30 seconds, and refreshes it behind after 20', async () => {
    const { clock, entities, hold, queryEntities, release, surveys } =
      createSurveys([component('a')]);
    const everything: EntityCondition = { not: ownedBy() };
    const first = await surveys.select(everything);
    entities.push(component('b'));
    clock.now += 19_999;
    hold();
    await expect(surveys.select(everything)).resolves.toBe(first);
    expect(queryEntities).toHaveBeenCalledTimes(1);
    clock.now += 1;
    for (let i = 0; i < 3; i++) {
      await expect(surveys.select(everything)).resolves.toBe(first);
    }
    expect(queryEntities).toHaveBeenCalledTimes(2);
    await release();
    await expect(surveys.select(everything)).resolves.toHaveLength(2);
  });

  it('reads again once there are other kinds', async () => {
    const { kinds, queryEntities, surveys } = createSurveys([
      component('a'),
      { ...component('b'), kind: 'API' },
    ]);
    const everything: EntityCondition = { not: ownedBy() };
    await expect(surveys.select(everything)).resolves.toHaveLength(1);
    kinds.push('API');
    await expect(surveys.select(everything)).resolves.toEqual([
      'component:default/a',
      'api:default/b',
    ]);
    kinds.pop();
    await surveys.select(everything);
    expect(queryEntities).toHaveBeenCalledTimes(2);
  });

  it('keeps the sets of a survey that found the same', async () => {
    const { clock, queryEntities, surveys } = createSurveys([component('a')]);
    const first = await surveys.select(labelled('a'));
    clock.now += 30_000;
    await expect(surveys.select(labelled('a'))).resolves.toBe(first);
    expect(queryEntities).toHaveBeenCalledTimes(2);
  });

  it('takes a right away after 30 seconds, also where the refresh fails', async () => {
    const { clock, entities, hold, logger, release, surveys } = createSurveys([
      component('a', 'group:default/team'),
    ]);
    const condition = ownedBy('group:default/team');
    await expect(surveys.select(condition)).resolves.toHaveLength(1);
    entities[0].relations = [];
    hold();
    clock.now += 29_999;
    await expect(surveys.select(condition)).resolves.toHaveLength(1);
    await release(new Error('busy'));
    expect(logger.warn).toHaveBeenCalledTimes(1);
    clock.now += 1;
    const refused = surveys.select(condition);
    await Promise.all([
      expect(refused).rejects.toThrow('busy'),
      release(new Error('busy')),
    ]);
    const after = surveys.select(condition);
    await release();
    await expect(after).resolves.toEqual([]);
  });

  it('does not answer with a pass that began too early', async () => {
    const { clock, entities, hold, queryEntities, release, surveys } =
      createSurveys([component('a', 'group:default/team')]);
    const condition = ownedBy('group:default/team');
    hold();
    const early = surveys.select(condition);
    await setImmediate();
    // The slow pass has read the entity already.
    entities[0].relations = [];
    clock.now += 30_000;
    const late = [surveys.select(condition), surveys.select(condition)];
    await release();
    await expect(early).resolves.toHaveLength(1);
    await release();
    for (const answer of late) {
      await expect(answer).resolves.toEqual([]);
    }
    expect(queryEntities).toHaveBeenCalledTimes(2);
  });

  it('looks at properties that somebody asks for, until nobody does', async () => {
    const { clock, queryEntities, surveys } = createSurveys([
      component('a'),
      component('b'),
    ]);
    await expect(surveys.select(labelled('a'))).resolves.toEqual([
      'component:default/a',
    ]);
    await expect(
      Promise.all([
        surveys.select(labelled('b')),
        surveys.select({ not: labelled('c') }),
      ]),
    ).resolves.toEqual([
      ['component:default/b'],
      ['component:default/a', 'component:default/b'],
    ]);
    // The second one had begun when the third property was asked for.
    expect(queryEntities).toHaveBeenCalledTimes(3);
    const many = (from: number): EntityCondition => ({
      anyOf: Array.from({ length: 48 }, (_, i) => labelled(`l${from + i}`)),
    });
    await expect(surveys.select(many(0))).resolves.toBeUndefined();
    clock.now += 60_000;
    await expect(surveys.select(many(0))).resolves.toEqual([]);
  });
});
