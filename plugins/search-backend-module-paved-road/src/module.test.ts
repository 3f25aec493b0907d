import {
  coreServices,
  createBackendPlugin,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  RegisterCollatorParameters,
  TestPipeline,
} from '@backstage/plugin-search-backend-node';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { AssessmentSummary } from '@paved-road/plugin-paved-road-common';
import { JsonObject } from '@backstage/types';
import PromiseRouter from 'express-promise-router';
import searchModule from './index';

function createAssessment(
  name: string,
  overrides: Partial<AssessmentSummary> = {},
): AssessmentSummary {
  return {
    id: name,
    entityRef: `component:default/${name}`,
    entityTitle: `The ${name}`,
    owner: 'group:default/team',
    orphaned: false,
    stale: [],
    status: 'approved',
    pattern: 'monolith',
    recommendedPattern: 'monolith',
    modelVersion: '1.0.0',
    author: 'user:default/ada',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...overrides,
  };
}

const check = (id: string) => ({
  id,
  title: `Title of ${id}`,
  description: `Purpose of ${id}.`,
  track: 'delivery',
  level: 'silver',
  remediation: { text: `Remedy of ${id}.` },
});

const pack = {
  metadata: { title: 'House rules' },
  spec: {
    levels: [{ id: 'silver', title: 'Silver' }],
    tracks: [{ id: 'delivery', title: 'Delivery' }],
    checks: [check('pipeline'), check('runbook')],
  },
};

interface World {
  assessments?: AssessmentSummary[];
  /** Whether the service fails after the first page. */
  isBroken?: boolean;
}

/** Answers as the service does, two assessments a page, to other plugins only. */
function createFakeRouter(
  httpAuth: HttpAuthService,
  { assessments = [], isBroken = false }: World,
) {
  const router = PromiseRouter();
  router.use(async (req, _res, next) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    next();
  });
  router.get('/rule-packs', (_req, res) => {
    res.json({ items: [pack] });
  });
  router.get('/assessments', (req, res) => {
    const { status, cursor } = req.query;
    if (cursor && isBroken) {
      res.status(503).end();
      return;
    }
    const start = Number(cursor ?? 0);
    const found = assessments.filter(
      assessment => !status || assessment.status === status,
    );
    res.json({
      items: found.slice(start, start + 2),
      nextCursor: found.length > start + 2 ? `${start + 2}` : undefined,
      totalItems: found.length,
    });
  });
  return router;
}

/** What the module puts into the index, by type. */
async function collate(options: World & { config?: JsonObject } = {}) {
  const registered: RegisterCollatorParameters[] = [];
  const pavedRoad = createBackendPlugin({
    pluginId: 'paved-road',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          httpRouter.use(createFakeRouter(httpAuth, options));
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      pavedRoad,
      searchModule,
      mockServices.rootConfig.factory({
        data: { search: { collators: { pavedRoad: options.config ?? {} } } },
      }),
    ],
    extensionPoints: [
      [
        searchIndexRegistryExtensionPoint,
        {
          addCollator: collator => registered.push(collator),
          addDecorator: () => {},
        },
      ],
    ],
  });
  const permissions: Record<string, string | undefined> = {};
  const documents: Record<string, object[]> = {};
  let failure: unknown;
  for (const { factory } of registered) {
    const collator = await factory.getCollator();
    const { documents: found, error } =
      await TestPipeline.fromCollator(collator).execute();
    permissions[factory.type] = factory.visibilityPermission?.name;
    documents[factory.type] = found;
    failure ??= error;
  }
  await backend.stop();
  return { permissions, documents, failure };
}

describe('search module', () => {
  it('finds one decision for each entity that is there, for those who may see it', async () => {
    const { permissions, documents, failure } = await collate({
      assessments: [
        createAssessment('search', { status: 'draft', pattern: 'hybrid' }),
        createAssessment('ranking', { status: 'superseded' }),
        createAssessment('search', {
          pattern: 'microservices',
          rationale: 'Four teams release on their own.',
          standing: {
            id: 'clear',
            chance: 0.88,
            text: 'Clear for Modular monolith, 88% · decided: Microservices',
            overrides: { pattern: 'monolith', chance: 0.88 },
          },
          stale: ['age'],
        }),
        createAssessment('ranking', { status: 'submitted', owner: undefined }),
        createAssessment('gone', { orphaned: true }),
        createAssessment('new', { status: 'draft' }),
        createAssessment('old', { status: 'superseded' }),
      ],
    });
    expect(failure).toBeUndefined();
    expect(permissions['paved-road-decisions']).toBe('catalog.entity.read');
    expect(documents['paved-road-decisions']).toEqual([
      {
        title: 'The search: Microservices',
        text: 'Approved: Microservices. Clear for Modular monolith, 88% · decided: Microservices. Four teams release on their own.',
        location: '/catalog/default/component/search/architecture',
        entityRef: 'component:default/search',
        owner: 'group:default/team',
        status: 'approved',
        pattern: 'microservices',
        rationale: 'Four teams release on their own.',
        stale: true,
        standing: 'clear',
        authorization: { resourceRef: 'component:default/search' },
      },
      expect.objectContaining({
        title: 'The ranking: Modular monolith',
        text: 'Waiting for approval: Modular monolith.',
        owner: '',
        status: 'submitted',
        stale: false,
      }),
      expect.objectContaining({
        title: 'The new: Modular monolith',
        text: 'Draft of an assessment: Modular monolith.',
      }),
    ]);
  });

  it('finds where a language model runs, and what was recommended in its place', async () => {
    const { documents } = await collate({
      assessments: [
        createAssessment('chat', {
          placement: 'own-gpu',
          recommendedPlacement: 'hosted-api',
          standing: {
            id: 'close',
            text: 'Close: Hosted API 52%, Own GPUs 44% · 8 points apart · decided: Own GPUs',
          },
        }),
        createAssessment('assistant', {
          placement: 'hosted-api',
          recommendedPlacement: 'hosted-api',
        }),
      ],
    });
    expect(documents['paved-road-decisions']).toMatchObject([
      {
        title: 'The chat: Modular monolith and a model server',
        text: 'Approved: Modular monolith and a model server. Close: Hosted API 52%, Own GPUs 44% · 8 points apart · decided: Own GPUs.',
        placement: 'own-gpu',
      },
      { text: 'Approved: Modular monolith calling a hosted API.' },
    ]);
  });

  it('finds the checks of active rule packs, for everybody', async () => {
    const { permissions, documents } = await collate();
    expect(permissions['paved-road-checks']).toBeUndefined();
    expect(documents['paved-road-checks']).toEqual([
      {
        title: 'Title of pipeline',
        text: 'Purpose of pipeline. Remedy of pipeline.',
        location: '/paved-road/rules?check=pipeline',
        checkId: 'pipeline',
        track: 'Delivery',
        level: 'Silver',
        remediation: 'Remedy of pipeline.',
        pack: 'House rules',
      },
      expect.objectContaining({ checkId: 'runbook' }),
    ]);
  });

  it('leads to where the pages are', async () => {
    const { documents } = await collate({
      assessments: [createAssessment('search')],
      config: {
        entityLocation: '/c/:kind/:name?in=:namespace',
        checkLocation: '/rules/:check/:unknown',
      },
    });
    expect(documents).toMatchObject({
      'paved-road-decisions': [{ location: '/c/component/search?in=default' }],
      'paved-road-checks': [
        { location: '/rules/pipeline/:unknown' },
        { location: '/rules/runbook/:unknown' },
      ],
    });
  });

  it('gives up when the service fails, so that what was found before stays', async () => {
    const { failure } = await collate({
      assessments: ['a', 'b', 'c'].map(name => createAssessment(name)),
      isBroken: true,
    });
    expect(String(failure)).toMatch(/503/);
  });

  it('does not start with a schedule that is none', async () => {
    await expect(
      collate({ config: { schedule: { frequency: 'often' } } }),
    ).rejects.toThrow(/search.collators.pavedRoad.schedule: /);
  });
});
