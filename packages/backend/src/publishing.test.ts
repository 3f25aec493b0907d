import { createMockDirectory } from '@backstage/backend-test-utils';
import { CatalogClient } from '@backstage/catalog-client';
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  DemoPortal,
  FinishedTask,
  Person,
  runTemplate,
} from './__testUtils__/DemoPortal';
import { GeneratedService } from './__testUtils__/GeneratedService';
import { LocalRepositories } from './demo/publish/LocalRepositories';

const directory = createMockDirectory();
const repositories = directory.resolve('repositories');
const templateRef = 'template:default/ai-monolith';
const owner = 'group:default/support-intelligence';

let portal: DemoPortal;
let sam: Person;

beforeAll(async () => {
  directory.setContent({ work: {}, repositories: {} });
  portal = await DemoPortal.start({
    repositories,
    workingDirectory: directory.resolve('work'),
  });
  sam = await portal.signIn('user:default/sam.owner');
});

afterEach(() => jest.restoreAllMocks());

const make = (name: string) =>
  runTemplate(sam, templateRef, {
    name,
    owner,
    description: 'Answers questions about parcels',
    profile: { team: { teamSize: 4 } },
  });

/** Shows the log of a task that did not complete. */
function assertCompleted({ status, log }: FinishedTask) {
  if (status !== 'completed') {
    throw new Error(`The task is ${status}:\n${log}`);
  }
}

/** Answers the next request to create an assessment with an error. */
function failCreation(status: number) {
  const original = globalThis.fetch;
  let failed = false;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (!failed && /\/assessments$/.test(String(input)) && init?.body) {
      failed = true;
      return new Response('away', { status });
    }
    return await original(input, init);
  });
}

const assessmentsOf = async (name: string) =>
  (
    await sam.get(
      `/api/paved-road/entities/component/default/${name}/assessments`,
    )
  ).body.items ?? [];

const commitsOf = async (name: string) =>
  (await new GeneratedService(path.join(repositories, name)).log()).length;

async function expectComplete(name: string) {
  expect(await commitsOf(name)).toBe(1);
  const assessments = await assessmentsOf(name);
  expect(assessments).toHaveLength(1);
  const locations = (await sam.get('/api/catalog/locations')).body.filter(
    ({ data }: { data: { target: string } }) =>
      data.target.endsWith(`/${name}/catalog-info.yaml`),
  );
  expect(locations).toHaveLength(1);
  return assessments[0];
}

/** Answers the next requests for published files as if the back end that shows them started just now. */
function failFiles() {
  const original = globalThis.fetch;
  const failures = [
    () => {
      throw new TypeError('fetch failed');
    },
    () => new Response('', { status: 503, statusText: 'Service Unavailable' }),
  ];
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const fail =
      String(input).includes('/api/demo-repositories/') && failures.shift();
    return fail ? fail() : await original(input, init);
  });
  return failures;
}

describe('a task that fails', () => {
  it('goes on by itself when the back end that shows its files does not serve yet', async () => {
    const failures = failFiles();
    assertCompleted(await make('early-registration'));
    await expectComplete('early-registration');
    expect(failures).toEqual([]);
  });

  it('goes on by itself when the service is away for a moment', async () => {
    const name = 'short-outage';
    failCreation(503);
    assertCompleted(await make(name));
    const { id } = await expectComplete(name);

    const service = new GeneratedService(path.join(repositories, name));
    const [component] = parseAllDocuments(
      service.read('catalog-info.yaml'),
    ).map(document => document.toJS());
    expect(component.metadata.annotations).toMatchObject({
      'paved-road.io/assessment-id': id,
    });
  });

  it.each([
    [
      'publishing',
      'unpublished',
      () => {
        jest
          .spyOn(LocalRepositories.prototype, 'create')
          .mockRejectedValueOnce(new Error('The disk is full'));
      },
      { published: false, registered: false, refusals: [] },
    ],
    [
      'registering',
      'unregistered',
      () => {
        jest
          .spyOn(CatalogClient.prototype, 'addLocation')
          .mockRejectedValueOnce(new Error('The catalog is away'));
      },
      {
        published: true,
        registered: false,
        refusals: [/repository: The repository unregistered exists already/],
      },
    ],
    [
      'attaching the assessment',
      'unattached',
      () => failCreation(500),
      {
        published: true,
        registered: true,
        refusals: [
          /name: This name is taken\. If your earlier run failed, retry it instead\./,
        ],
      },
    ],
  ])(
    'while %s goes on where it stopped, when it is retried',
    async (_, name, fail, { published, registered, refusals }) => {
      fail();
      const failed = await make(name);
      expect(failed.status).toBe('failed');
      expect(fs.existsSync(path.join(repositories, name))).toBe(published);
      const entity = `/api/catalog/entities/by-name/component/default/${name}`;
      expect((await sam.get(entity)).status).toBe(registered ? 200 : 404);
      expect(await assessmentsOf(name)).toEqual([]);

      // Somebody who starts again instead of retrying.
      for (const refusal of refusals) {
        expect(await make(name)).toMatchObject({
          status: 'failed',
          log: expect.stringMatching(refusal),
        });
      }

      assertCompleted(await failed.retry());
      await expectComplete(name);
    },
  );
});

describe('owners of a new service', () => {
  it('are notified, with a link to its architecture', async () => {
    const name = 'told-to-owners';
    assertCompleted(await make(name));
    const { body } = await sam.get('/api/notifications/notifications');
    expect(body.notifications).toContainEqual(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: `${name} is on the paved road`,
          link: `/catalog/default/component/${name}/architecture`,
        }),
      }),
    );
  });
});
