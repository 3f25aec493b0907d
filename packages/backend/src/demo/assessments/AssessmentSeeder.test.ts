import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import pavedRoadPlugin from '@paved-road/plugin-paved-road-backend';
import {
  PavedRoadApi,
  createPavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { AssessmentSeeder } from './AssessmentSeeder';
import { ScriptEntry } from './script';

const sam = 'user:default/sam';
const paula = 'user:default/paula';

const component = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { type: 'ai-service', lifecycle: 'production', owner: 'team-a' },
});

const entry = (
  name: string,
  status: ScriptEntry['status'],
  more: Partial<ScriptEntry> = {},
): ScriptEntry => ({
  entityRef: `component:default/${name}`,
  author: sam,
  reviewer: paula,
  status,
  profile: { team: { teamSize: 4, parallelTeams: 1 } },
  ...more,
});

describe('AssessmentSeeder', () => {
  const catalog = catalogServiceMock({
    entities: ['triage', 'ranker'].map(component),
  });
  const readNotifications = jest.fn(
    async (_person: string, _linksWith: string[]) => {},
  );
  let stopBackend: () => Promise<void>;
  let signIn: (entityRef: string) => Promise<PavedRoadApi>;

  beforeEach(async () => {
    const backend = await startTestBackend({
      features: [
        pavedRoadPlugin,
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => catalog,
        }),
      ],
    });
    stopBackend = () => backend.stop();
    const baseUrl = `http://localhost:${backend.server.port()}/api`;
    signIn = async entityRef =>
      createPavedRoadApi({
        discoveryApi: { getBaseUrl: async id => `${baseUrl}/${id}` },
        fetchApi: {
          fetch: (input, init) => {
            const headers = new Headers(init?.headers);
            headers.set(
              'Authorization',
              mockCredentials.user.header(entityRef),
            );
            return fetch(input, { ...init, headers });
          },
        },
      });
  });

  afterEach(() => stopBackend());

  const play = async (script: ScriptEntry[]) => {
    const seeder = new AssessmentSeeder({
      logger: mockServices.logger.mock(),
      signIn: entityRef => signIn(entityRef),
      readNotifications,
      signal: new AbortController().signal,
      retryMs: 10,
    });
    await seeder.play(script);
  };

  /** What became of the assessments of an entity, oldest first. */
  const historyOf = async (name: string) => {
    const api = await signIn(sam);
    const { items } = await api.getEntityAssessments(
      `component:default/${name}`,
    );
    return items
      .reverse()
      .map(({ events }) =>
        events.map(({ action, actor, comment }) =>
          [action, actor, comment].filter(Boolean).join(' '),
        ),
      );
  };

  it('plays every entry to its status, and nothing when it is played again', async () => {
    const script = [
      entry('triage', 'approved', { comment: 'A good start' }),
      entry('triage', 'approved'),
      entry('triage', 'rejected', { comment: 'Too early' }),
      entry('ranker', 'submitted'),
      entry('ranker', 'draft'),
    ];
    await play(script);
    expect(await historyOf('triage')).toEqual([
      [
        `created ${sam}`,
        `submitted ${sam}`,
        `approved ${paula} A good start`,
        expect.stringContaining('superseded'),
      ],
      [`created ${sam}`, `submitted ${sam}`, `approved ${paula}`],
      [`created ${sam}`, `submitted ${sam}`, `rejected ${paula} Too early`],
    ]);
    expect(await historyOf('ranker')).toEqual([
      [`created ${sam}`, `submitted ${sam}`],
      [`created ${sam}`],
    ]);

    const before = [await historyOf('triage'), await historyOf('ranker')];
    await play(script);
    expect([await historyOf('triage'), await historyOf('ranker')]).toEqual(
      before,
    );
  });

  it('reads what was sent about reviews that are done, and leaves what waits', async () => {
    readNotifications.mockClear();
    await play([entry('triage', 'approved'), entry('ranker', 'submitted')]);
    const [{ id }] = (
      await (await signIn(sam)).getEntityAssessments('component:default/triage')
    ).items;
    expect(readNotifications.mock.calls).toEqual([
      [sam, [id]],
      [paula, [id]],
    ]);
  });

  it('goes on where it was interrupted', async () => {
    await play([entry('triage', 'submitted')]);
    await play([entry('triage', 'approved')]);
    expect(await historyOf('triage')).toEqual([
      [`created ${sam}`, `submitted ${sam}`, `approved ${paula}`],
    ]);
  });

  it('leaves an assessment alone that somebody has worked on', async () => {
    const script = [entry('triage', 'submitted')];
    await play(script);
    const api = await signIn(sam);
    const [assessment] = (
      await api.getEntityAssessments('component:default/triage')
    ).items;
    await api.withdrawAssessment(assessment.id, assessment.etag);

    await play(script);
    expect(await historyOf('triage')).toEqual([
      [`created ${sam}`, `submitted ${sam}`, `withdrawn ${sam}`],
    ]);
  });

  it('waits for people and entities that the catalog does not know yet', async () => {
    const known = signIn;
    signIn = jest.fn(known).mockRejectedValueOnce(new Error('No such user'));
    jest.spyOn(catalog, 'getEntityByRef').mockResolvedValueOnce(undefined);

    await play([entry('triage', 'submitted')]);
    signIn = known;
    expect(await historyOf('triage')).toEqual([
      [`created ${sam}`, `submitted ${sam}`],
    ]);
  });

  it('gives up at once when the service refuses an entry, and says which', async () => {
    const weights = { 'idle-cost': 7 };
    await expect(
      play([entry('triage', 'draft'), entry('triage', 'draft', { weights })]),
    ).rejects.toThrow(
      /Assessment 2 of component:default\/triage in the example failed.*weights/,
    );
  });
});
