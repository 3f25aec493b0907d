import { mockCredentials } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { Standing } from '@paved-road/plugin-paved-road-common';
import { createRules, createService } from '../__testUtils__/engineFixtures';
import { BadgeService, readBadgesConfig } from './BadgeService';

const entityRef = 'component:default/search';
const caller = { credentials: mockCredentials.user() };

function setUp(
  badges: object,
  secret = 'kept in the database',
  standings = new Map<string, Standing>(),
) {
  const secrets = { get: jest.fn(async () => secret) };
  const service = new BadgeService({
    config: readBadgesConfig(new ConfigReader({ pavedRoad: { badges } })),
    secrets,
    entities: {
      getVisibleEntity: async () => createService('search'),
      getVisibleOf: async () => new Map(),
      getVisibleEntities: async () => ({ all: true }),
      listVisible: async refs => refs,
    },
    earlier: { isOrphaned: async () => false },
    scorecards: { get: async () => undefined },
    standings: { standingsFor: async () => standings },
    rules: { current: createRules, describe: async () => ({}) as never },
    getBaseUrl: async () => 'https://portal.example/api/paved-road',
    getAppUrl: () => 'https://portal.example',
  });
  const urlOf = async () => (await service.describe(entityRef, caller)).url;
  return { service, secrets, urlOf };
}

describe('BadgeService', () => {
  it('offers nothing until the config enables it, and says how', async () => {
    const { service, secrets } = setUp({});
    const remedy =
      'Badges are switched off; set pavedRoad.badges.enabled to true in the config of the back end';
    await expect(service.describe(entityRef, caller)).rejects.toThrow(remedy);
    await expect(service.image('x.y')).rejects.toThrow(remedy);
    expect(secrets.get).not.toHaveBeenCalled();
  });

  it('signs with the secret of the configuration, else with the one that is kept', async () => {
    const configured = { enabled: true, secret: 'x'.repeat(32) };
    const { urlOf, secrets, service } = setUp(configured);
    const url = await urlOf();
    expect(secrets.get).not.toHaveBeenCalled();
    await expect(setUp(configured).urlOf()).resolves.toBe(url);

    const kept = setUp({ enabled: true });
    await expect(kept.urlOf()).resolves.not.toBe(url);
    await expect(kept.urlOf()).resolves.toBe(
      await setUp({ enabled: true }).urlOf(),
    );
    expect(kept.secrets.get).toHaveBeenCalledTimes(1);
    const token = url.replace(/^.*\//, '').replace('.svg', '');
    await expect(service.image(token)).resolves.toMatchObject({
      isKnown: true,
    });
    await expect(kept.service.image(token)).resolves.toMatchObject({
      isKnown: false,
    });
  });

  it('names the decided pattern beside the one that the evidence supports', async () => {
    const { service, urlOf } = setUp(
      { enabled: true },
      undefined,
      new Map([
        [
          entityRef,
          {
            id: 'clear-so-far',
            chance: 0.88,
            text: 'Clear so far for Modular monolith, 88% · 1 open question could change it · decided: Microservices',
            overrides: { pattern: 'monolith', chance: 0.88 },
          },
        ],
      ]),
    );
    const token = (await urlOf()).replace(/^.*\//, '').replace('.svg', '');
    const { svg } = await service.image(token, 'standing');
    expect(svg).toContain(
      'architecture: Clear so far for Modular monolith, 88% · decided: Microservices',
    );
  });

  it('asks for the secret again when it could not be read', async () => {
    const { urlOf, secrets } = setUp({ enabled: true });
    secrets.get.mockRejectedValueOnce(new Error('No connection'));
    await expect(urlOf()).rejects.toThrow('No connection');
    await expect(urlOf()).resolves.toMatch(/\.svg$/);
  });

  it('does not accept a secret that can be guessed', () => {
    expect(() => setUp({ secret: 'short' })).toThrow(
      'pavedRoad.badges.secret: 5 characters are too few, use at least 32',
    );
  });
});
