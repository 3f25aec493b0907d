import { ConfigReader } from '@backstage/config';
import { isDemo } from './demoFeatures';

describe('isDemo', () => {
  const demo = new ConfigReader({ pavedRoad: { demo: {} } });
  const other = new ConfigReader({ pavedRoad: { rulePacks: [] } });

  it('is what the config says, on the machine of a developer', () => {
    expect(isDemo(demo, 'development')).toBe(true);
    expect(isDemo(other, 'development')).toBe(false);
  });

  it.each(['production', 'test', undefined])(
    'refuses to start the demo when NODE_ENV is %s',
    environment => {
      expect(() => isDemo(demo, environment)).toThrow(
        `NODE_ENV is '${environment}'`,
      );
      expect(isDemo(other, environment)).toBe(false);
    },
  );
});
