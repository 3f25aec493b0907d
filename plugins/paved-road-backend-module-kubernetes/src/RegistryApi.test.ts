import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  FakeAnswer,
  FakeRequest,
  FakeServer,
  startFakeServer,
} from '@paved-road/plugin-paved-road-node/testUtils';
import { FakeRegistry } from './__testUtils__/FakeRegistry';
import { parseTaggedImage } from './image';
import { readRegistries } from './readRegistries';
import { RegistryApi } from './RegistryApi';

const search = {
  host: 'registry.example.com',
  name: 'shop/search',
  tag: '1.4',
};
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
    await expect(api.isCurrent(search, [now])).resolves.toBe(true);
    await expect(api.isCurrent(search, [old])).resolves.toBe(false);
    await expect(api.isCurrent(search, [old, now])).resolves.toBe(false);
    expect(asked()).toEqual(['HEAD /v2/shop/search/manifests/1.4']);
  });

  it('reads the index only where something else runs: it may be the image for one platform', async () => {
    const old = registry.push('shop/search', undefined, 'old');
    const platforms = ['amd64', 'arm64'].map(content =>
      registry.push('shop/search', undefined, content),
    );
    const index = registry.pushIndex('shop/search', '1.4', platforms);
    const api = create();
    await expect(api.isCurrent(search, [index])).resolves.toBe(true);
    expect(asked()).toEqual(['HEAD /v2/shop/search/manifests/1.4']);
    await expect(api.isCurrent(search, platforms)).resolves.toBe(true);
    await expect(api.isCurrent(search, [index, platforms[1]])).resolves.toBe(
      true,
    );
    await expect(api.isCurrent(search, [platforms[0], old])).resolves.toBe(
      false,
    );
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
    await expect(api.isCurrent(search, [platform])).resolves.toBe(true);
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
      api.isCurrent({ ...search, name: 'shop/cart', tag: '2' }, [other]),
    ).resolves.toBe(true);
    expect(asked()).toEqual(['GET /token', 'HEAD /v2/shop/cart/manifests/2']);
  });

  it('gets the password itself where it asks for that', async () => {
    registry.challenge = () => 'Basic realm="registry"';
    registry.basic = 'Basic cmVhZGVyOnMzY3JldA==';
    const now = registry.push('shop/search', '1.4', 'new');
    await expect(
      create({ username: 'reader', password: 's3cret' }).isCurrent(search, [
        now,
      ]),
    ).resolves.toBe(true);
  });

  const cart = { ...search, name: 'shop/cart', tag: '2' };
  const running = [`sha256:${'b'.repeat(64)}`];
  const user = { username: 'reader', password: 's3cret' };
  const isSearch = ({ path }: FakeRequest) => path.includes('shop/search');
  const anIndex = {
    headers: {
      'content-type': 'application/vnd.oci.image.index.v1+json',
      'docker-content-digest': `sha256:${'a'.repeat(64)}`,
    },
  };
  const noToken =
    (status: number) =>
    ({ path }: FakeRequest) => {
      registry.challenge = bearer;
      return path === '/token' ? { status } : undefined;
    };
  const passTime = (minutes: number) => {
    const later = Date.now() + minutes * 60_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
  };

  it.each<
    [string, (request: FakeRequest) => FakeAnswer | undefined, object, string]
  >([
    ['fails', () => ({ status: 502 }), {}, 'answered with 502'],
    [
      'is limited',
      () => ({ status: 429 }),
      {},
      'limits the rate of requests (429)',
    ],
    [
      'fails to give an index',
      ({ method }) => (method === 'HEAD' ? anIndex : { status: 503 }),
      {},
      'answered with 503',
    ],
    [
      'refuses the password',
      ({ headers }) => {
        registry.challenge = () => 'Basic realm="registry"';
        registry.basic = 'Basic cmVhZGVyOnMzY3JldA==';
        return headers.authorization ? { status: 401 } : undefined;
      },
      user,
      'refused the credentials (401)',
    ],
    [
      'gives no token for the password (401)',
      noToken(401),
      user,
      'refused the credentials (401)',
    ],
    [
      'gives no token for the password (403)',
      noToken(403),
      user,
      'refused the credentials (403)',
    ],
  ])(
    'is left alone for a while where it %s',
    async (_, answer, config, message) => {
      instead = answer;
      const api = create(config);
      await expect(api.isCurrent(search, running)).rejects.toThrow(message);
      const before = server.requests.length;
      instead = () => undefined;
      registry.challenge = undefined;
      const now = registry.push('shop/cart', '2', 'cart');
      await expect(api.isCurrent(cart, [now])).rejects.toThrow(message);
      expect(server.requests).toHaveLength(before);

      passTime(11);
      await expect(api.isCurrent(cart, [now])).resolves.toBe(true);
    },
  );

  it('is left alone for a while where it does not answer in time, or cannot be reached', async () => {
    const ended = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(ended);
    const api = create();
    await expect(api.isCurrent(search, running)).rejects.toThrow('late');
    await expect(api.isCurrent(cart, running)).rejects.toThrow('late');

    const nowhere = create({ url: 'http://127.0.0.1:1' });
    const failure = 'cannot be reached (';
    await expect(nowhere.isCurrent(search, running)).rejects.toThrow(failure);
    const send = jest.spyOn(globalThis, 'fetch');
    await expect(nowhere.isCurrent(cart, running)).rejects.toThrow(failure);
    expect(send).not.toHaveBeenCalled();
  });

  it.each<[string, (request: FakeRequest) => FakeAnswer, string]>([
    [
      'redirects',
      ({ headers }) => ({
        status: 307,
        headers: { location: `http://${headers.host}/elsewhere` },
      }),
      'redirects a HEAD, which is not followed',
    ],
    [
      'says no digest',
      () => ({ status: 200 }),
      'it returned no digest of SHA-256',
    ],
    ['does not understand', () => ({ status: 400 }), 'answered with 400'],
    ['has something else', () => ({ status: 406 }), 'answered with 406'],
    ['refuses', () => ({ status: 403 }), 'refused the credentials (403)'],
    [
      'has an index that is none',
      ({ method }) => ({
        ...anIndex,
        body: method === 'GET' ? { manifests: 'none' } : undefined,
      }),
      'manifests: expected array, got "none"',
    ],
  ])(
    'is asked for other images, and not again for one that it %s',
    async (_, answer, message) => {
      instead = request => (isSearch(request) ? answer(request) : undefined);
      const now = registry.push('shop/cart', '2', 'cart');
      const api = create();
      await expect(api.isCurrent(search, running)).rejects.toThrow(message);
      const before = server.requests.length;
      await expect(api.isCurrent(search, running)).rejects.toThrow(message);
      expect(server.requests).toHaveLength(before);
      await expect(api.isCurrent(cart, [now])).resolves.toBe(true);
    },
  );

  it.each<[string, (url: string) => string, string]>([
    ['without a challenge', () => '', 'refused the credentials (401)'],
    [
      'with tokens of another host',
      () => 'Bearer realm="https://internal.example.com/token"',
      'its tokens come from https://internal.example.com; if that is right, set it as tokenHost of registry.example.com',
    ],
    [
      'with tokens of nowhere',
      () => 'Bearer service="registry.example.com"',
      'its tokens come from nowhere',
    ],
  ])(
    'is not asked again for an image that it refuses %s',
    async (_, challenge, message) => {
      registry.challenge = challenge;
      const api = create();
      await expect(api.isCurrent(search, running)).rejects.toThrow(message);
      expect(asked().join()).not.toContain('internal');
      const before = server.requests.length;
      await expect(api.isCurrent(search, [])).rejects.toThrow(message);
      expect(server.requests).toHaveLength(before);
    },
  );

  it('is asked for other images where a password that was right may not pull one', async () => {
    registry.challenge = bearer;
    const [one, two] = ['shop/cart', 'shop/stock'].map(name => ({
      image: { ...search, name },
      digest: registry.push(name, '1.4', name),
    }));
    instead = ({ query }) =>
      query.get('scope')?.includes('shop/search') ? { status: 403 } : undefined;
    const api = create(user);
    await expect(api.isCurrent(one.image, [one.digest])).resolves.toBe(true);
    await expect(api.isCurrent(search, running)).rejects.toThrow(
      'refused the credentials (403)',
    );
    await expect(api.isCurrent(two.image, [two.digest])).resolves.toBe(true);
  });

  it('warns once of each reason', async () => {
    instead = ({ path }) => ({ status: path.includes('cart') ? 400 : 406 });
    const api = create();
    for (const name of ['search', 'stock', 'cart', 'shop']) {
      const image = { ...search, name };
      await expect(api.isCurrent(image, running)).rejects.toThrow();
    }
    expect(logger.warn.mock.calls).toEqual(
      [
        ['search', 406],
        ['cart', 400],
      ].map(([name, status]) => [
        `The registry registry.example.com did not return ${name}:1.4: ${new URL(server.url).host} answered with ${status}`,
      ]),
    );
  });

  it('warns of no tag that it does not have', async () => {
    const api = create();
    await expect(api.isCurrent(search, running)).resolves.toBeUndefined();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('reads an index once for ever, and asks for its tag again', async () => {
    const platform = registry.push('shop/search', undefined, 'amd64');
    const index = registry.pushIndex('shop/search', '1.4', [platform]);
    const api = create();
    await expect(api.isCurrent(search, [platform])).resolves.toBe(true);
    passTime(15);
    await expect(api.isCurrent(search, [platform])).resolves.toBe(true);
    expect(asked()).toEqual([
      'HEAD /v2/shop/search/manifests/1.4',
      `GET /v2/shop/search/manifests/${index}`,
      'HEAD /v2/shop/search/manifests/1.4',
    ]);
  });

  it('may challenge in another way later', async () => {
    registry.challenge = () => 'Basic realm="registry"';
    registry.basic = 'Basic cmVhZGVyOnMzY3JldA==';
    const now = registry.push('shop/search', '1.4', 'new');
    const other = registry.push('shop/cart', '2', 'cart');
    const api = create(user);
    await expect(api.isCurrent(search, [now])).resolves.toBe(true);
    registry.challenge = bearer;
    await expect(api.isCurrent(cart, [other])).resolves.toBe(true);
  });

  it.each<(url: string) => string>([
    url => `${bearer(url)},Basic realm="Reg Realm"`,
    url => `Basic realm="Reg Realm", ${bearer(url)}, error=invalid_token`,
    url =>
      `Bearer realm="${url}/token",service=registry.example.com,Basic realm="Reg, Realm"`,
  ])('may challenge in two ways at once: %s', async challenge => {
    registry.challenge = challenge;
    const now = registry.push('shop/search', '1.4', 'new');
    await expect(create().isCurrent(search, [now])).resolves.toBe(true);
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
      'registries[0]: the URL of registry.example.com/shop does not name a registry',
    ],
    [
      { host: 'a', url: 'ftp://a.example.com' },
      'the URL of a does not name a registry',
    ],
    [
      { host: 'a', password: 's3cret' },
      'username and password of a belong together',
    ],
  ])('refuses %j', (registry, message) => {
    expect(() => read(registry)).toThrow(message);
  });

  it.each([
    { host: 'a', url: 'https://me:s3cret@a.example.com' },
    { host: 'a', url: 'https://:s3cret@a.example.com' },
    { host: 'a', url: 'me:s3cret@a.example.com' },
    { host: 'me:s3cret@a' },
  ])('shows no password of %j', registry => {
    expect(() => read(registry)).toThrow(
      /^(?!.*s3cret).*the URL of a does not name a registry/,
    );
  });
});

describe('parseTaggedImage', () => {
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
    expect(parseTaggedImage(image)).toEqual({ host, name, tag });
  });

  it.each([
    `ghcr.io/shop/search@${digest}`,
    'ghcr.io/shop/../admin:1',
    'ghcr.io/shop//search:1',
    'ghcr.io/shop/search:a?b=c',
    'ghcr.io/Shop/search:1',
    '',
  ])('finds nothing in %j', image => {
    expect(parseTaggedImage(image)).toBeUndefined();
  });
});
