import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import pavedRoadPlugin from '@paved-road/plugin-paved-road-backend';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attempts, Things } from './__testUtils__/attempts';
import { DemoPortal, Person } from './__testUtils__/DemoPortal';
import { exampleFolder } from './__testUtils__/ExampleCatalog';

const people = {
  'platform team': 'user:default/paula.platform',
  owner: 'user:default/sam.owner',
  'other users': 'user:default/carla.rossi',
  'read-only groups': 'user:default/vera.viewer',
};
type Role = keyof typeof people;
const roles = Object.keys(people) as Role[];

/** What the documentation says, by route or action. */
function readMatrix(): Map<string, Record<Role, boolean>> {
  const file = join(exampleFolder, '../docs/reference/permissions.md');
  const text = readFileSync(file, 'utf8');
  const [, section] = text.split('## Who may do what');
  const rows = section
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
    .filter(cells => cells.length === 8);
  const [[, , , ...titles], , ...content] = rows;
  return new Map(
    content.map(([, route, , ...cells]) => [
      route.replaceAll('`', ''),
      Object.fromEntries(
        titles
          .slice(0, -1)
          .map((title, index) => [title, cells[index] === 'yes']),
      ) as Record<Role, boolean>,
    ]),
  );
}

const matrix = readMatrix();

/** What is read of a router; what is none, as the handler of unknown routes, has no stack. */
interface RouterLike {
  stack?: Array<{ route?: { path: string; stack: { method: string }[] } }>;
}

/** The routes that the back end has, but those that the framework adds. */
async function readRoutes(): Promise<string[]> {
  const routers: RouterLike[] = [];
  const httpRouter = createServiceFactory({
    service: coreServices.httpRouter,
    deps: { plugin: coreServices.pluginMetadata },
    factory: ({ plugin }) => ({
      use: handler => {
        if (plugin.getId() === 'paved-road') {
          routers.push(handler as unknown as RouterLike);
        }
      },
      addAuthPolicy: () => {},
      addWebSocketHandler: () => {},
    }),
  });
  await startTestBackend({
    features: [catalogPlugin, pavedRoadPlugin, httpRouter],
  });
  return routers
    .flatMap(router => router.stack ?? [])
    .flatMap(({ route }) =>
      route
        ? route.stack.map(
            ({ method }) => `${method.toUpperCase()} ${route.path}`,
          )
        : [],
    )
    .filter(route => !/\/\.(well-known|backstage)\//.test(route));
}

async function readActions(person: Person): Promise<string[]> {
  const { body } = await person.get(
    '/api/paved-road/.backstage/actions/v1/actions',
  );
  return body.actions.map(({ id }: { id: string }) => `action ${id}`);
}

/** Needs no sign-in, as the documentation says below the table. */
const open = 'GET /badges/:token.svg';

describe('the permission matrix', () => {
  let portal: DemoPortal;
  let things: Things;
  const persons = {} as Record<Role, Person>;

  beforeAll(async () => {
    const directory = createMockDirectory();
    directory.setContent({ work: {}, repositories: {} });
    portal = await DemoPortal.start({
      repositories: directory.resolve('repositories'),
      workingDirectory: directory.resolve('work'),
    });
    for (const role of roles) {
      persons[role] = await portal.signIn(people[role]);
    }
    const { owner, 'platform team': platform, 'other users': other } = persons;
    things = new Things(owner, platform, other);
    // The scorecard of the service, which follows the facts of its repository.
    while (!(await things.isReady())) {
      await sleep(200);
    }
  }, 150_000);

  it('has every route and every action', async () => {
    const routes = await readRoutes();
    const actions = await readActions(persons['platform team']);
    expect([...matrix.keys(), open].sort()).toEqual(
      [...new Set([...routes, ...actions])].sort(),
    );
  });

  it.each([...matrix])('says who may %s', async (route, allowed) => {
    const method = route.startsWith('action') ? 'POST' : route.split(' ')[0];
    const answers: Partial<Record<Role, number>> = {};
    const expected: Partial<Record<Role, number>> = {};
    for (const role of roles) {
      const {
        url,
        content,
        etag,
        status = 200,
        pending,
      } = await attempts[route](things);
      const answer = await persons[role].send(method, url, {
        content,
        headers: etag ? { 'If-Match': etag } : {},
      });
      answers[role] = answer.status === pending ? status : answer.status;
      expected[role] = allowed[role] ? status : 403;
      const anonymous = await portal.request(method, url, content);
      expect(anonymous.status).toBe(401);
    }
    expect(answers).toEqual(expected);
  });
});
