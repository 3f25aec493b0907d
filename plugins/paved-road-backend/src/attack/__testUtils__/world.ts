import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import createKnex, { Knex } from 'knex';
import {
  createHouseCheck,
  createHouseRules,
} from '../../__testUtils__/houseRules';
import {
  admin,
  architect,
  createComponent,
  createEntity,
  reviewer,
  startPavedRoad,
} from '../../__testUtils__/startPavedRoad';
import { until } from '../../__testUtils__/until';
import { injections } from './hostile';

const sam = 'user:default/sam';
const eve = 'user:default/eve';
const keeper = 'user:default/zqkeeper';

/** Who sends requests: what proves it, and what they may do. */
export interface Role {
  name: string;
  authorization?: string;
  user?: string;
  /** Whether they may see and do everything. */
  mayAll?: true;
}

const user = (name: string, ref: string): Role => ({
  name,
  user: ref,
  authorization: mockCredentials.user.header(ref),
});

export const roles: Role[] = [
  { name: 'nobody' },
  {
    name: 'a bad token',
    authorization: mockCredentials.user.invalidHeader(),
  },
  user('a viewer', 'user:default/vera'),
  user('an owner', sam),
  user('another owner', eve),
  user('the owner of what is hidden', keeper),
  user('a reviewer', reviewer),
  user('an architect', architect),
  { ...user('a platform engineer', admin), mayAll: true },
  {
    name: 'a service',
    authorization: mockCredentials.service.header(),
    mayAll: true,
  },
];

/** Nobody but those who may see what is hidden must ever read one of these. */
const canaries = [
  'zqhidden',
  'zqsystem',
  'zqteam',
  'zqkeeper',
  'zqtitle',
  'zqdescription',
  'zqreason',
  'zqrationale',
];

const pack = createHouseRules([
  createHouseCheck(
    'runbook',
    'bronze',
    "'runbook' in entity.metadata.annotations",
  ),
  createHouseCheck(
    'assessed',
    'silver',
    "assessment != null && assessment.status == 'approved'",
  ),
  {
    ...createHouseCheck(
      'described',
      'gold',
      'has(entity.metadata.description)',
    ),
    evidence: [{ name: 'Title', expression: 'entity.metadata.title' }],
  },
]);

const restricted = { visibility: 'restricted' };
const formulas = injections
  .filter(text => text.trim() && text.length < 200 && !text.includes('\u0000'))
  .map((title, index) =>
    createComponent(`odd-${index}`, sam, { title: title.toWellFormed() }),
  );

const entities: Entity[] = [
  createComponent('search', sam, { title: 'Search', spec: { system: 'shop' } }),
  createComponent('ranking', eve, { spec: { system: 'shop' } }),
  createComponent('races', sam),
  ...formulas,
  createEntity(
    'Component',
    'zqhidden',
    {
      type: 'ai-service',
      lifecycle: 'production',
      owner: keeper,
      system: 'shop',
    },
    { title: 'Zqtitle', description: 'Zqdescription', labels: restricted },
  ),
  createEntity('System', 'shop', { owner: sam }),
  createEntity(
    'System',
    'zqsystem',
    { owner: keeper },
    { title: 'Zqtitle', labels: restricted },
  ),
  createEntity(
    'Group',
    'zqteam',
    { type: 'team', children: [] },
    { title: 'Zqtitle', labels: restricted },
  ),
  createEntity('Group', 'team', { type: 'team', children: [] }),
];

const allRefs = entities.map(entity => stringifyEntityRef(entity));
const entityRefs = [
  ...allRefs,
  // Often, because not much can be done with the others.
  ...allRefs.filter(ref => !ref.includes('/odd-')).flatMap(ref => [ref, ref]),
  'component:default/nothing',
];
const hiddenRefs = new Set(entityRefs.filter(ref => ref.includes('/zq')));
const owners = new Map(
  entities.map(entity => [
    stringifyEntityRef(entity),
    String(entity.spec!.owner),
  ]),
);

/** A record that requests can be about. */
export interface Known {
  id: string;
  etag?: string;
  status?: string;
  /** Absent for what is about no entity. */
  entityRef?: string;
}

/** Whether a role may read an entity, and what comes of it. */
export function maySee(role: Role, entityRef: string | undefined): boolean {
  return Boolean(
    role.mayAll ||
    !entityRef ||
    !hiddenRefs.has(entityRef) ||
    owners.get(entityRef) === role.user,
  );
}

/** Whether the policy gives a role a permission, for an entity where it is about one. */
export function isAllowed(
  role: Role,
  permission: string,
  entityRef?: string,
): boolean {
  if (role.mayAll) {
    return true;
  }
  if (permission === 'paved-road.rules.preview') {
    return role.user === architect;
  }
  if (role.user === reviewer && permission.endsWith('.review')) {
    return maySee(role, entityRef);
  }
  // Owners may do everything with what is theirs; runs and campaigns are nobody's.
  return entityRef !== undefined && owners.get(entityRef) === role.user;
}

/** A back end with records of what everybody sees and of what is hidden. */
export async function startWorld(postgresUrl?: string) {
  const database = postgresUrl
    ? await createDatabases(postgresUrl)
    : { client: 'better-sqlite3', connection: ':memory:' };
  let knex: Knex;
  const backend = await startPavedRoad(
    entities,
    {
      app: { baseUrl: 'https://portal.example' },
      backend: { database },
      pavedRoad: {
        badges: { enabled: true },
        scorecards: { rulePacks: [pack] },
      },
    },
    [
      databaseServiceFactory,
      actionsRegistryServiceFactory,
      createBackendModule({
        pluginId: 'paved-road',
        moduleId: 'attack',
        register(env) {
          env.registerInit({
            deps: { database: coreServices.database },
            async init(deps) {
              knex = await deps.database.getClient();
            },
          });
        },
      }),
    ],
  );
  const known = new Map<string, Known[]>();
  const remember = (collection: string, record: Known) => {
    const records = known.get(collection) ?? [];
    known.set(
      collection,
      [...records.filter(({ id }) => id !== record.id), record].slice(-60),
    );
  };

  const service = backend.asService();
  const path = (ref: string) => `/entities/${ref.replace(':', '/')}`;
  async function create(name: string, by: string, secret: string) {
    const entityRef = `component:default/${name}`;
    const owner = backend.asUser(by);
    await until(async () => {
      const { status } = await service.post(`${path(entityRef)}/scorecard`);
      return status === 200;
    });
    for (const moves of [['submit', 'approve'], ['submit'], []]) {
      let { body } = await owner
        .post(`${path(entityRef)}/assessments`, {
          profile: { team: { teamSize: 5 } },
          decision: { pattern: 'serverless', rationale: `${secret}rationale` },
        })
        .expect(201);
      for (const move of moves) {
        const who = move === 'approve' ? backend.asUser(admin) : owner;
        ({ body } = await who
          .post(`/assessments/${body.id}/${move}`)
          .expect(200));
      }
      remember('assessments', body);
    }
    for (const checkId of ['runbook', 'described']) {
      const { body, status } = await owner.post('/waivers', {
        entityRef,
        checkId,
        reason: `${secret}reason, until June`,
        expiresAt: new Date(Date.now() + 20 * 86_400_000).toISOString(),
      });
      if (status === 201) {
        remember('waivers', body);
      }
    }
    const { body: badge } = await owner
      .get(`${path(entityRef)}/badge`)
      .expect(200);
    const token = /badges\/(.*)\.svg/.exec(badge.url)![1];
    remember('badges', { id: token, entityRef });
  }
  /** Records to attack, because those that there are end. */
  async function refill() {
    await create('search', sam, 'my ');
    await create('ranking', eve, 'my ');
    await create('zqhidden', keeper, 'zq');
    const { body: campaign } = await service
      .post('/campaigns', {
        title: 'Gold',
        targetLevel: 'gold',
        dueOn: '2027-12-31',
      })
      .expect(201);
    remember('campaigns', campaign);
  }
  await refill();
  for (const name of [
    'races',
    ...formulas.map(({ metadata }) => metadata.name),
  ]) {
    await service
      .post(`${path(`component:default/${name}`)}/scorecard`)
      .expect(200);
  }
  const { body: preview } = await service.post('/rule-packs/preview', { pack });
  remember('preview', preview);
  for (const check of pack.spec.checks as { id: string }[]) {
    remember('checks', { id: check.id });
  }

  return {
    ...backend,
    knex: knex!,
    known,
    remember,
    refill,
    entityRefs,
    pack,
    /** What must not be in an answer to somebody. */
    secretsFor: (role: Role): string[] =>
      maySee(role, 'component:default/zqhidden')
        ? []
        : [
            ...canaries,
            ...[...known.values()]
              .flat()
              .filter(({ entityRef }) => entityRef && hiddenRefs.has(entityRef))
              .map(({ id }) => id),
          ],
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** The config of databases of their own; that of the catalog must not have our tables, which the template has. */
export async function createDatabases(url: string) {
  const prefix = `attack_${process.pid}_${Date.now()}_`;
  const knex = createKnex({ client: 'pg', connection: `${url}/postgres` });
  await knex.raw('CREATE DATABASE ?? TEMPLATE template0', [`${prefix}catalog`]);
  await knex.destroy();
  const { hostname: host, port, username, password } = new URL(url);
  return {
    client: 'pg',
    connection: { host, port: Number(port), user: username, password },
    prefix,
  };
}
