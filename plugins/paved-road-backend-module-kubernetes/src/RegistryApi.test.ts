import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  FakeAnswer,
  FakeRequest,
  FakeServer,
  startFakeServer,
} from '@paved-road/plugin-paved-road-node/testUtils';
import { FakeRegistry } from './__testUtils__/FakeRegistry';
import { taggedImageOf } from './image';
import { readRegistries } from './readRegistries';
import { RegistryApi } from './RegistryApi';

const search = {
  host: 'registry.example.com',
  name: 'shop/search',
  tag: '1.4',
};
const signal = new AbortController().signal;
const bearer = (url: string) =>
  `Bearer realm="${url}/token",service="registry.example.com",scope="repository:shop/search:pull"`;

describe('a registry', () => {
  let registry: FakeRegistry;
  let server: FakeServer;
  let instead: (request: FakeRequest) => FakeAnswer | undefined;
  let logger: ReturnType<typeof mockServices.logger.mock>;

  beforeEach(async () => {
    registry = new FakeRegistry();
    instead = () => undefined;
    logger = mockServices.logger.mock();
    server = await startFakeServer(
      request => instead(request) ?? registry.answer(request),
    );
  });

  afterEach(() => jest.restoreAllMocks());

  const create = (config: object = {}) => {
    const [read] = readRegistries(
      new ConfigReader({
        pavedRoad: {
          kubernetes: {
            registries: [
              { host: 'registry.example.com', url: server.url, ...config },
            ],
          },
        },
      }),
    );
    return new RegistryApi(read, logger);
  };

  const asked = () =>
    server.requests.map(({ method, path }) => `${method} ${path}`);

  it('says whether the digest of a tag runs', async () => {
    const old = registry.push('shop/search', '1.4', 'old');
    const now = registry.push('shop/search', '1.4', 'new');
    const api = create();
    await expect(api.isCurrent(search, [now], signal)).resolves.toBe(true);
    await expect(api.isCurrent(search, [old], signal)).resolves.toBe(false);
    await expect(api.isCurrent(search, [old, now], signal)).resolves.toBe(
      false,
    );
    expect(asked()).toEqual(['HEAD /v2/shop/search/manifests/1.4']);
  });

  it('reads the index only where something else runs: it may be the image for one platform', async () => {
    const old = registry.push('shop/search', undefined, 'old');
    const platforms = ['amd64', 'arm64'].map(content =>
      registry.push('shop/search', undefined, content),
    );
    const index = registry.pushIndex('shop/search', '1.4', platforms);
    const api = create();
    await expect(api.isCurrent(search, [index], signal)).resolves.toBe(true);
    expect(asked()).toEqual(['HEAD /v2/shop/search/manifests/1.4']);
    await expect(api.isCurrent(search, platforms, signal)).resolves.toBe(true);
    await expect(
      api.isCurrent(search, [index, platforms[1]], signal),
    ).resolves.toBe(true);
    await expect(
      api.isCurrent(search, [platforms[0], old], signal),
    ).resolves.toBe(false);
    expect(asked().slice(1)).toEqual([
      `GET /v2/shop/search/manifests/${index}`,
    ]);
  });

  it.each([
    ['nobody in particular', {}, undefined],
    [
      'a user',
      { username: 'reader', password: 's3cret' },
      'Basic cmVhZGVyOnMzY3JldA==',
    ],
  ])('gets a token for %s', async (_, config, basic) => {
    registry.challenge = bearer;
    registry.basic = basic;
    const platform = registry.push('shop/search', undefined, 'amd64');
    registry.pushIndex('shop/search', '1.4', [platform]);
    const api = create(config);
    await expect(api.isCurrent(search, [platform], signal)).resolves.toBe(true);
    expect(server.requests[1].query.toString()).toBe(
      'service=registry.example.com&scope=repository%3Ashop%2Fsearch%3Apull',
    );
    // The registry itself never gets the password.
    expect(
      server.requests
        .filter(({ path }) => path !== '/token')
        .map(({ headers }) => headers.authorization?.split(' ')[0]),
    ).toEqual([undefined, 'Bearer', 'Bearer']);

    // The next name needs no refusal before.
    const other = registry.push('shop/cart', '2', 'cart');
    server.requests.length = 0;
    await expect(
      api.isCurrent(
        { ...search, name: 'shop/cart', tag: '2' },
        [other],
        signal,
      ),
    ).resolves.toBe(true);
    expect(asked()).toEqual(['GET /token', 'HEAD /v2/shop/cart/manifests/2']);
  });

  it('gets the password itself where it asks for that', async () => {
    registry.challenge = () => 'Basic realm="registry"';
    registry.basic = 'Basic cmVhZGVyOnMzY3JldA==';
    const now = registry.push('shop/search', '1.4', 'new');
    await expect(
      create({ username: 'reader', password: 's3cret' }).isCurrent(
        search,
        [now],
        signal,
      ),
    ).resolves.toBe(true);
  });

  it.each<[string, (request: FakeRequest) => FakeAnswer, string]>([
    [
      'redirects',
      ({ headers }) => ({
        status: 307,
        headers: { location: `http://${headers.host}/elsewhere` },
      }),
      'it answered with 307',
    ],
    [
      'says no digest',
      () => ({ status: 200 }),
      'something else than expected: ✖ no digest',
    ],
    ['fails', () => ({ status: 502 }), 'it answered with 502'],
    ['is limited', () => ({ status: 429 }), 'it answered with 429'],
    [
      'has an index that is none',
      ({ method }) => ({
        headers: {
          'content-type': 'application/vnd.oci.image.index.v1+json',
          'docker-content-digest': `sha256:${'a'.repeat(64)}`,
        },
        body: method === 'GET' ? { manifests: 'none' } : undefined,
      }),
      'expected array, received string',
    ],
  ])('is left alone for a while where it %s', async (_, answer, message) => {
    instead = answer;
    const api = create();
    const running = [`sha256:${'b'.repeat(64)}`];
    await expect(
      api.isCurrent(search, running, signal),
    ).resolves.toBeUndefined();
    expect(logger.debug).toHaveBeenLastCalledWith(
      expect.stringContaining(
        'The registry registry.example.com does not say what shop/search:1.4 is: ',
      ),
    );
    expect(logger.debug).toHaveBeenLastCalledWith(
      expect.stringContaining(message),
    );
    const before = server.requests.length;
    instead = () => undefined;
    const now = registry.push('shop/cart', '2', 'cart');
    const cart = { ...search, name: 'shop/cart', tag: '2' };
    await expect(api.isCurrent(cart, [now], signal)).resolves.toBeUndefined();
    expect(server.requests).toHaveLength(before);

    const later = Date.now() + 11 * 60_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    await expect(api.isCurrent(cart, [now], signal)).resolves.toBe(true);
  });

  it.each<[string, (url: string) => string, object, string]>([
    ['without a challenge', () => '', {}, 'it refused the credentials (401)'],
    [
      'with a wrong password',
      bearer,
      { username: 'reader', password: 'other' },
      'refused the credentials (401)',
    ],
    [
      'with tokens of another host',
      () => 'Bearer realm="https://internal.example.com/token"',
      {},
      'its tokens come from https://internal.example.com; if that is right, set it as tokenHost of registry.example.com',
    ],
    [
      'with tokens of nowhere',
      () => 'Bearer service="registry.example.com"',
      {},
      'its tokens come from nowhere',
    ],
  ])(
    'is not asked again for an image that it refuses %s',
    async (_, challenge, config, message) => {
      registry.challenge = challenge;
      registry.basic = 'Basic cmVhZGVyOnMzY3JldA==';
      const api = create(config);
      await expect(
        api.isCurrent(search, [`sha256:${'b'.repeat(64)}`], signal),
      ).resolves.toBeUndefined();
      expect(logger.debug).toHaveBeenLastCalledWith(
        expect.stringContaining(message),
      );
      expect(asked().join()).not.toContain('internal');
      const before = server.requests.length;
      await api.isCurrent(search, [], signal);
      expect(server.requests).toHaveLength(before);
    },
  );

  it('is asked for other images where it refuses one', async () => {
    instead = ({ path }) =>
      path.includes('shop/search') ? { status: 403 } : undefined;
    const now = registry.push('shop/cart', '2', 'cart');
    const api = create();
    await expect(api.isCurrent(search, [now], signal)).resolves.toBeUndefined();
    await expect(
      api.isCurrent({ ...search, name: 'shop/cart', tag: '2' }, [now], signal),
    ).resolves.toBe(true);
  });

  it('answers the next call where the time of one is over', async () => {
    const now = registry.push('shop/search', '1.4', 'new');
    const controller = new AbortController();
    instead = () => {
      controller.abort();
      return undefined;
    };
    const api = create();
    await expect(
      api.isCurrent(search, [now], controller.signal),
    ).resolves.toBeUndefined();
    await expect(api.isCurrent(search, [now], signal)).resolves.toBe(true);
  });
});

describe('readRegistries', () => {
  const read = (...registries: object[]) =>
    readRegistries(
      new ConfigReader({ pavedRoad: { kubernetes: { registries } } } as never),
    );

  it('knows where registries are', () => {
    expect(
      read(
        { host: 'registry.example.com:5000' },
        { host: 'docker.io', username: 'reader', password: 's3cret' },
        { host: 'registry.gitlab.com', tokenHost: 'gitlab.com' },
        { host: 'cache', url: 'http://cache.example.com/' },
      ),
    ).toEqual([
      {
        host: 'registry.example.com:5000',
        url: 'https://registry.example.com:5000',
        tokenHost: 'registry.example.com:5000',
      },
      {
        host: 'docker.io',
        url: 'https://registry-1.docker.io',
        tokenHost: 'auth.docker.io',
        basic: 'Basic cmVhZGVyOnMzY3JldA==',
      },
      {
        host: 'registry.gitlab.com',
        url: 'https://registry.gitlab.com',
        tokenHost: 'gitlab.com',
      },
      {
        host: 'cache',
        url: 'http://cache.example.com',
        tokenHost: 'cache.example.com',
      },
    ]);
    expect(readRegistries(new ConfigReader({}))).toEqual([]);
  });

  it.each([
    [
      { host: 'registry.example.com/shop' },
      'registries[0]: https://registry.example.com/shop is not the URL of a registry',
    ],
    [{ host: 'a', url: 'ftp://a.example.com' }, 'ftp://a.example.com is not'],
    [
      { host: 'a', url: 'https://me:s3cret@a.example.com' },
      'is not the URL of a registry',
    ],
    [
      { host: 'a', password: 's3cret' },
      'username and password of a belong together',
    ],
  ])('refuses %j', (registry, message) => {
    expect(() => read(registry)).toThrow(message);
  });
});

describe('taggedImageOf', () => {
  const digest = `sha256:${'a'.repeat(64)}`;

  it.each([
    ['nginx', 'docker.io', 'library/nginx', 'latest'],
    ['nginx:1.27', 'docker.io', 'library/nginx', '1.27'],
    ['grafana/grafana:12.0.0', 'docker.io', 'grafana/grafana', '12.0.0'],
    ['docker.io/nginx', 'docker.io', 'library/nginx', 'latest'],
    ['localhost/shop:1', 'localhost', 'shop', '1'],
    [
      'registry:5000/shop/a-b__c.d:v1_2',
      'registry:5000',
      'shop/a-b__c.d',
      'v1_2',
    ],
    [`ghcr.io/shop/search:1.4@${digest}`, 'ghcr.io', 'shop/search', '1.4'],
  ])('finds %s', (image, host, name, tag) => {
    expect(taggedImageOf(image)).toEqual({ host, name, tag });
  });

  it.each([
    `ghcr.io/shop/search@${digest}`,
    'ghcr.io/shop/../admin:1',
    'ghcr.io/shop//search:1',
    'ghcr.io/shop/search:a?b=c',
    'ghcr.io/Shop/search:1',
    '',
  ])('finds nothing in %j', image => {
    expect(taggedImageOf(image)).toBeUndefined();
  });
});
