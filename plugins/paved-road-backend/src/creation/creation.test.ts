import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import PromiseRouter from 'express-promise-router';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';
const admin = 'user:default/admin';

const person = (name: string) =>
  createEntity('User', name, {
    profile: { displayName: 'Ada' },
    memberOf: [],
  });
const group = (name: string, displayName?: string) =>
  createEntity('Group', name, {
    type: 'team',
    children: [],
    ...(displayName && { profile: { displayName } }),
  });

describe('the check before a service is created', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;
  let forge: Server;
  let asked: { url?: string; authorization?: string }[];
  let host: string;

  beforeAll(async () => {
    asked = [];
    forge = createServer((req, res) => {
      asked.push({ url: req.url, authorization: req.headers.authorization });
      res.statusCode = req.url?.endsWith('/taken') ? 200 : 404;
      res.end('{}');
    });
    await new Promise<void>(resolve => forge.listen(0, resolve));
    host = `localhost:${(forge.address() as AddressInfo).port}`;
    backend = await startPavedRoad(
      [
        person('ada'),
        group('search', 'Search team'),
        group('payments'),
        createComponent('known', ada),
        createEntity('Resource', 'known-queue', { type: 'queue', owner: ada }),
        createComponent('secret', 'user:default/eve', { restricted: true }),
      ],
      {
        integrations: {
          github: [
            { host: 'github.example', apiBaseUrl: `http://${host}/api` },
            {
              host: 'code.example',
              apiBaseUrl: `http://${host}/api`,
              token: 'secret',
            },
          ],
        },
      },
    );
  });

  afterAll(() => forge.close());

  const check = async (user: string, request: object) => {
    const { body } = await backend
      .asUser(user)
      .post('/creation-check', request)
      .expect(200);
    return body.problems;
  };

  it('finds nothing where all is free and allowed', async () => {
    expect(
      await check(admin, {
        name: 'ticket-triage',
        owner: 'search',
        repository: {
          place: 'github',
          url: 'code.example?owner=acme&repo=free',
        },
      }),
    ).toEqual([]);
    expect(asked.at(-1)).toEqual({
      url: '/api/repos/acme/free',
      authorization: 'Bearer secret',
    });
  });

  it.each(['known', 'secret'])(
    'says that a name is taken, also by what nobody may know of (%s)',
    async name => {
      const [problem, ...others] = await check(admin, { name });
      expect(others).toEqual([]);
      expect(problem).toEqual({
        field: 'name',
        value: name,
        message: 'This name is taken',
        remedy: 'If your earlier run failed, retry it instead',
      });
    },
  );

  it('looks for all entities that a template registers', async () => {
    const entityRefs = ['api:default/new', 'Resource:known-queue'];
    expect(
      await check(admin, { name: 'known', entityRefs: entityRefs.slice(1) }),
    ).toHaveLength(1);
    expect(
      await check(admin, { name: 'new', entityRefs: entityRefs.slice(0, 1) }),
    ).toEqual([]);
    const name = 'n'.repeat(60);
    expect(
      await check(admin, {
        name,
        entityRefs: [`resource:default/${name.slice(0, 57)}-queue`],
      }),
    ).toEqual([]);
  });

  it.each(['component:default/secret', 'group:default/new', 'api:', 'newer'])(
    'looks for nothing but parts of the service (%s)',
    async ref => {
      const { status } = await backend
        .asUser(admin)
        .post('/creation-check', { name: 'new', entityRefs: [ref] });
      expect(status).toBe(400);
    },
  );

  it('refuses an owner that is not there or is none', async () => {
    for (const owner of ['nobody', 'component:default/known', ':']) {
      expect(await check(admin, { owner })).toEqual([
        {
          field: 'owner',
          value: owner,
          message: `${owner} is not in the catalog, or you may not see it`,
          remedy: 'Choose a group from the catalog',
        },
      ]);
    }
  });

  it('tells who may register nothing, and not what repositories there are', async () => {
    const problems = await check(ada, {
      name: 'secret',
      owner: ada,
      repository: {
        place: 'github',
        url: 'code.example?owner=acme&repo=taken',
      },
    });
    expect(problems).toEqual([
      expect.objectContaining({
        field: 'owner',
        message: 'You may not register services in the catalog',
      }),
    ]);
    const { body } = await backend.asUser(ada).get('/creation-owners');
    expect(body).toEqual({ items: [], refused: true, more: false });
  });

  it.each([
    [
      { place: 'github', url: 'code.example?owner=acme&repo=taken' },
      'The repository code.example/acme/taken exists already',
    ],
    [
      { place: 'github', url: 'github.example?owner=acme&repo=new' },
      'This portal has no credentials for github.example',
    ],
    [{ place: 'gitlab' }, 'The repository on gitlab is not complete'],
    [{ place: 'elsewhere' }, 'This portal cannot publish to elsewhere'],
    [
      { place: 'github', url: 'code.example?owner=..&repo=user' },
      'The repository on github is not complete',
    ],
    [
      { url: 'code.example?owner=acme&repo=free' },
      'This portal has nowhere to publish a repository by default',
    ],
    [{}, 'This portal has nowhere to publish a repository by default'],
  ])('refuses the repository %j', async (repository, message) => {
    expect(await check(admin, { name: 'new', repository })).toEqual([
      expect.objectContaining({ field: 'repository', message }),
    ]);
  });

  it('lists the groups that are allowed, a bounded number of them', async () => {
    const user = backend.asUser(admin);
    const all = await user.get('/creation-owners').expect(200);
    expect(all.body).toEqual({
      items: [
        { entityRef: 'group:default/payments', title: 'payments' },
        { entityRef: 'group:default/search', title: 'Search team' },
      ],
      refused: false,
      more: false,
    });
    const one = await user.get('/creation-owners?limit=1').expect(200);
    expect(one.body).toMatchObject({ more: true });
    expect(one.body.items).toHaveLength(1);
    const found = await user.get('/creation-owners?q=team').expect(200);
    expect(found.body.items).toEqual([
      { entityRef: 'group:default/search', title: 'Search team' },
    ]);
    await user.get('/creation-owners?limit=1000').expect(400);
  });

  it('lists where it can publish, without those that lack credentials', async () => {
    const { body } = await backend.asUser(ada).get('/creation-places');
    expect(body).toEqual({
      items: [
        {
          id: 'github',
          host: 'code.example',
          title: 'GitHub, code.example',
        },
      ],
    });
  });
});

describe('the places of a portal', () => {
  let reads = 0;
  beforeEach(() => {
    reads = 0;
  });

  /** The scaffolder, as far as it tells its actions to other plugins. */
  const scaffolderWith = (...ids: string[]) =>
    createBackendPlugin({
      pluginId: 'scaffolder',
      register(env) {
        env.registerInit({
          deps: {
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
          },
          async init({ httpAuth, httpRouter }) {
            const router = PromiseRouter();
            router.get('/v2/actions', async (req, res) => {
              await httpAuth.credentials(req, { allow: ['service'] });
              reads += 1;
              res.json(ids.map(id => ({ id, schema: {} })));
            });
            httpRouter.use(router);
          },
        });
      },
    });
  const integrations = {
    github: [{ host: 'github.com', token: 'secret' }],
    gitlab: [
      {
        host: 'lab.example',
        apiBaseUrl: 'https://lab.example/api/v4',
        token: 'secret',
      },
    ],
  };
  const start = async (config: JsonObject, ...actions: string[]) => {
    const backend = await startPavedRoad([], config, [
      scaffolderWith(...actions),
    ]);
    const user = backend.asUser(admin);
    return {
      places: async () =>
        (await user.get('/creation-places').expect(200)).body.items.map(
          ({ id }: { id: string }) => id,
        ),
      problemOf: async (repository: object) =>
        (
          await user
            .post('/creation-check', { name: 'new', repository })
            .expect(200)
        ).body.problems[0],
      stop: () => backend.stop(),
    };
  };

  it('have credentials and an action that publishes to them', async () => {
    const portal = await start(
      { integrations },
      'publish:github',
      'fetch:plain',
    );
    expect(await portal.places()).toEqual(['github']);
    expect(
      await portal.problemOf({
        place: 'gitlab',
        url: 'lab.example?owner=acme&repo=new',
      }),
    ).toMatchObject({
      message:
        'This portal has no action publish:gitlab, so that it cannot publish to GitLab, lab.example',
      remedy: expect.stringContaining(
        'add @backstage/plugin-scaffolder-backend-module-gitlab to the back end',
      ),
    });
    // As long as a back end runs, they hardly change.
    expect(reads).toBe(1);
    await portal.stop();
  });

  it('are also those that the config says templates publish to by other actions', async () => {
    const portal = await start(
      { integrations, pavedRoad: { templates: { places: ['gitlab'] } } },
      'acme:publish',
    );
    expect(await portal.places()).toEqual(['gitlab']);
    await portal.stop();
  });

  it.each<[string, JsonObject, string]>([
    [
      'credentials',
      {},
      'Ask the platform team to set credentials under integrations.github, integrations.gitlab or integrations.gitea in the config, and to add the scaffolder module of that host to the back end',
    ],
    [
      'an action',
      { integrations },
      'Ask the platform team to add @backstage/plugin-scaffolder-backend-module-github or @backstage/plugin-scaffolder-backend-module-gitlab to the back end',
    ],
  ])(
    'are none without %s, and the check says so',
    async (_, config, remedy) => {
      const portal = await start(config, 'fetch:plain');
      expect(await portal.places()).toEqual([]);
      expect(await portal.problemOf({})).toEqual({
        field: 'repository',
        value: 'new',
        message: 'This portal has nowhere to publish a repository',
        remedy,
      });
      await portal.stop();
    },
  );
});
