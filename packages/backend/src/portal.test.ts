import { parseEntityRef } from '@backstage/catalog-model';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { DemoPortal } from './__testUtils__/DemoPortal';
import { exampleFolder } from './__testUtils__/ExampleCatalog';
import { AssessmentSeeder } from './demo/assessments/AssessmentSeeder';
import { parseScript, ScriptEntry } from './demo/assessments/script';
import { createPeople } from './demo/people/createPeople';
import { demoUserHeader } from './demo/people/demoAuthProvider';

const paula = 'user:default/paula.platform';
const sam = 'user:default/sam.owner';
const vera = 'user:default/vera.viewer';
/** Owns the restricted entity. */
const amara = 'user:default/amara.nwosu';
const restricted = 'component:default/insider-risk-scoring';

const directory = createMockDirectory();
const script = parseScript(
  readFileSync(join(exampleFolder, 'assessments.yaml'), 'utf8'),
  'assessments.yaml',
);

describe('portal of the demo', () => {
  let portal: DemoPortal;

  beforeAll(async () => {
    directory.setContent({ work: {} });
    portal = await DemoPortal.start({
      repositories: directory.resolve('repositories'),
      workingDirectory: directory.resolve('work'),
    });
    const seeder = new AssessmentSeeder({
      logger: mockServices.logger.mock(),
      ...createPeople(portal.discovery),
      signal: new AbortController().signal,
    });
    await seeder.play(script);
  });

  it('signs in users of the catalog, and nobody else', async () => {
    expect((await portal.visit('/api/auth/demo/refresh')).status).toBe(401);
    await expect(portal.signIn('group:default/auditors')).rejects.toThrow(
      'AuthenticationError',
    );
    await expect(portal.signIn('user:default/nobody')).rejects.toThrow(
      'User not found',
    );

    const { get } = await portal.signIn(sam);
    expect((await get('/api/auth/v1/userinfo')).body.claims).toMatchObject({
      sub: sam,
      ent: [sam, 'group:default/support-intelligence'],
    });
  });

  it('gives a token only to its own machine, so that DNS rebinding gets none', async () => {
    const signInAt = (host: string) =>
      request(portal.url)
        .get('/api/auth/demo/refresh')
        .set('Host', host)
        .set(demoUserHeader, sam);
    for (const host of ['localhost:7007', '127.0.0.1:7007', '[::1]']) {
      expect((await signInAt(host)).status).toBe(200);
    }
    for (const host of [
      'evil.example.com',
      'localhost.evil.example.com:7007',
      '127.0.0.1.evil.example.com',
      'notlocalhost',
      '10.0.0.1:7007',
      '[::1]evil',
    ]) {
      const { status, text } = await signInAt(host);
      expect([status, text.includes('token')]).toEqual([403, false]);
    }
  });

  it('opens with unread notifications of reviews that wait, and no others', async () => {
    const { get } = await portal.signIn('user:default/paula.platform');
    const waiting = await Promise.all(
      script
        .filter(({ status }) => status === 'submitted')
        .map(async ({ entityRef }): Promise<string> => {
          const { kind, name } = parseEntityRef(entityRef);
          const { body: entity } = await get(
            `/api/catalog/entities/by-name/${kind}/default/${name}`,
          );
          return entity.metadata.title ?? name;
        }),
    );
    const { body } = await get(
      '/api/notifications/notifications?read=false&limit=100',
    );
    const unread: string[] = body.notifications.map(
      ({ payload }: { payload: { title: string } }) => payload.title,
    );
    expect(waiting.length).toBeGreaterThan(0);
    expect(unread.sort()).toEqual(
      waiting
        .map(title => `The assessment of ${title} waits for review`)
        .sort(),
    );
  });

  it('shows a restricted entity to its owners and the platform team only', async () => {
    const statusFor = async (person: string) => {
      const { get } = await portal.signIn(person);
      const [kind, name] = restricted.split(/:default\//);
      const url = `/api/catalog/entities/by-name/${kind}/default/${name}`;
      return (await get(url)).status;
    };
    expect(await statusFor(amara)).toBe(200);
    expect(await statusFor(paula)).toBe(200);
    expect(await statusFor(sam)).toBe(404);
    expect(await statusFor(vera)).toBe(404);
  });

  it('hides the parts of a template whose integration is missing, from the platform team too', async () => {
    for (const person of [paula, sam]) {
      const { get } = await portal.signIn(person);
      const { body } = await get(
        '/api/scaffolder/v2/templates/default/template/ai-monolith/parameter-schema',
      );
      expect(body.steps.map(({ title }: { title: string }) => title)).toEqual([
        'Advice',
        'Service',
      ]);
    }
  });

  describe('assessments of the example', () => {
    type Statuses = Record<string, string[]>;

    /** Status of every assessment that a person may see, newest first, by entity. */
    async function seenBy(person: string): Promise<Statuses> {
      const { get } = await portal.signIn(person);
      const statuses: Statuses = {};
      const url = '/api/paved-road/assessments?limit=100';
      const { items } = (await get(url)).body;
      for (const { entityRef, status } of items) {
        (statuses[entityRef] ??= []).push(status);
      }
      return statuses;
    }

    /** The same, as the script says it. */
    function scripted(entries: ScriptEntry[]): Statuses {
      const statuses: Statuses = {};
      for (const { entityRef, status } of entries) {
        const earlier = statuses[entityRef] ?? [];
        statuses[entityRef] = [
          status,
          ...earlier.map(old =>
            old === 'approved' && status === 'approved' ? 'superseded' : old,
          ),
        ];
      }
      return statuses;
    }

    it('are in the states that their script says', async () => {
      expect(await seenBy(paula)).toEqual(scripted(script));
    });

    it('are hidden with their entity', async () => {
      expect(await seenBy(amara)).toEqual(scripted(script));
      expect(await seenBy(vera)).toEqual(
        scripted(script.filter(entry => entry.entityRef !== restricted)),
      );
    });
  });
});
