import { mockServices } from '@backstage/backend-test-utils';
import { assertTargetLevelExists, readFleetTarget } from './readFleetTarget';

const valid = { level: 'silver', share: 0.75, by: '2027-06-30' };

const read = (target?: object) =>
  readFleetTarget(
    mockServices.rootConfig({
      data: { pavedRoad: target && { target } } as never,
    }),
  );

describe('readFleetTarget', () => {
  it('reads the target, if there is one', () => {
    expect(read()).toBeUndefined();
    expect(read(valid)).toEqual(valid);
  });

  it.each([
    [{ share: 75 }, 'pavedRoad.target.share: 75 is not allowed, use a number'],
    [{ share: 0 }, 'pavedRoad.target.share: 0 is not allowed, use a number'],
    [{ by: 'June' }, 'pavedRoad.target.by: June is not a day, use ISO 8601'],
    [{ by: '2027-02-30' }, 'pavedRoad.target.by: 2027-02-30 is not a day'],
    [
      { level: undefined },
      "Missing required config value at 'pavedRoad.target.level'",
    ],
  ])('refuses %j with the field and a remedy', (change, message) => {
    expect(() => read({ ...valid, ...change })).toThrow(message);
  });

  it('refuses a level above the top one', () => {
    const levels = [{ id: 'bronze' }, { id: 'silver' }];
    assertTargetLevelExists(valid, levels);
    expect(() =>
      assertTargetLevelExists({ ...valid, level: 'gold' }, levels),
    ).toThrow(
      'pavedRoad.target.level: gold is not a level of the rule packs, use one of bronze, silver',
    );
  });
});
