import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogFactsReader } from './CatalogFactsReader';

const ada = mockCredentials.user('user:default/ada');

/** @param relations - targets by type */
function entity(
  kind: string,
  name: string,
  relations: Record<string, string[]> = {},
  other: {
    type?: string;
    annotations?: Record<string, string>;
    tags?: string[];
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      namespace: 'default',
      name,
      annotations: other.annotations,
      tags: other.tags,
    },
    spec: other.type ? { type: other.type } : {},
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(targetRef => ({ type, targetRef })),
    ),
  };
}

const shop = { partOf: ['system:default/shop'] };
const search = entity(
  'Component',
  'search',
  {
    ...shop,
    ownedBy: ['group:default/search'],
    providesApi: ['api:default/search'],
    consumesApi: ['api:default/prices'],
    dependsOn: [
      'resource:default/ranker',
      'resource:default/cache',
      'component:default/index',
      'resource:default/encoder',
      'resource:default/absent',
    ],
  },
  {
    annotations: {
      'paved-road.io/pattern': 'microservices',
      'paved-road.io/boundary-check': 'dependency-cruiser',
    },
  },
);
const surroundings = [
  entity('System', 'shop', { ownedBy: ['group:default/commerce'] }),
  entity('Component', 'index', {
    ...shop,
    ownedBy: ['group:default/search'],
    dependsOn: ['resource:default/ranker', 'resource:default/stemmer'],
  }),
  entity('Component', 'cart', { ...shop, ownedBy: ['group:default/cart'] }),
  entity('Component', 'elsewhere', { partOf: ['system:default/other'] }),
  entity('API', 'search', shop),
  entity('Resource', 'ranker', {}, { type: 'ai-model' }),
  entity('Resource', 'encoder', {}, { type: 'Model' }),
  entity('Resource', 'stemmer', {}, { type: 'ml-model' }),
  entity('Resource', 'cache', {}, { type: 'database' }),
  entity('Group', 'search', {
    hasMember: ['user:default/ada', 'user:default/bob'],
  }),
  entity('Group', 'commerce', {
    hasMember: ['user:default/grace'],
    parentOf: ['group:default/search', 'group:default/cart', 'group:default/x'],
  }),
  entity(
    'Group',
    'cart',
    {
      hasMember: ['user:default/ada', 'user:default/eve'],
      // Two groups that are above each other do not keep it busy for ever.
      parentOf: ['group:default/commerce'],
    },
    { type: 'team' },
  ),
  entity('Group', 'x', {}, { type: 'guild' }),
  entity('Group', 'alone', { hasMember: ['user:default/grace'] }),
];

async function readFacts(
  subject: Entity,
  others: Entity[] = surroundings,
  hidden: string[] = [],
) {
  const all = [subject, ...others].map((one, _, parts) =>
    withParts(one, parts),
  );
  return await new CatalogFactsReader({
    catalog: catalogServiceMock({ entities: all }),
    auth: mockServices.auth(),
    entities: {
      getVisibleOf: async refs =>
        new Map(
          all
            .filter(one => !hidden.includes(one.metadata.name))
            .map(one => [stringifyEntityRef(one), one] as const)
            .filter(([ref]) => refs.includes(ref)),
        ),
      listVisible: async refs => refs,
    },
  }).factsOf(all[0], ada);
}

/** With the reverse of the relations to it, as in a catalog. */
function withParts(whole: Entity, others: Entity[]): Entity {
  const ref = stringifyEntityRef(whole);
  const parts = others.filter(({ relations }) =>
    relations?.some(
      ({ type, targetRef }) => type === 'partOf' && targetRef === ref,
    ),
  );
  return {
    ...whole,
    relations: [
      ...whole.relations!,
      ...parts.map(part => ({
        type: 'hasPart',
        targetRef: stringifyEntityRef(part),
      })),
    ],
  };
}

describe('the facts of an entity', () => {
  it('are what an assessment of a component rests on, and what is built', async () => {
    await expect(readFacts(search)).resolves.toMatchObject({
      entityRef: 'component:default/search',
      snapshot: {
        owner: 'group:default/search',
        system: 'system:default/shop',
        dependencies: [
          'api:default/prices',
          'component:default/index',
          'resource:default/absent',
          'resource:default/cache',
          'resource:default/encoder',
          'resource:default/ranker',
        ],
        models: ['resource:default/encoder', 'resource:default/ranker'],
        pattern: 'microservices',
      },
      observed: {
        pattern: 'microservices',
        deployables: 3,
        boundaryCheck: true,
      },
    });
  });

  it('count the visible services of a system', async () => {
    const { observed } = await readFacts(search, surroundings, ['cart']);
    expect(observed.deployables).toBe(2);
  });

  it('suggest answers for a component, and say where they come from', async () => {
    const { answers } = await readFacts(search);
    expect(answers).toEqual([
      {
        path: 'team.teamSize',
        value: 2,
        provenance: 'search, the owner, has 2 members',
      },
      {
        path: 'workload.invocation',
        value: 'api',
        provenance: 'The component provides 1 API',
      },
      {
        path: 'growth.models',
        value: 2,
        provenance: 'The component depends on 2 models: encoder, ranker',
      },
    ]);
  });

  it('of a system are about its components and all of its teams', async () => {
    const [system] = surroundings;
    const facts = await readFacts(system, [search, ...surroundings.slice(1)]);
    expect(facts.observed).toEqual({ deployables: 3 });
    expect(facts.answers).toEqual([
      {
        path: 'team.teamSize',
        value: 4,
        provenance: 'commerce, the owner, has 4 members',
      },
      {
        path: 'team.parallelTeams',
        value: 1,
        provenance: 'commerce, the owner, has 1 team',
      },
      {
        path: 'growth.models',
        value: 3,
        provenance:
          'Its components depend on 3 models: encoder, ranker, stemmer',
      },
    ]);
  });

  it('of a system whose owner has no teams below it are about the owners of its components', async () => {
    const system = (owner: string) =>
      entity('System', 'shop', { ownedBy: [`group:default/${owner}`] });
    const readTeam = async (owner: string) => {
      const { answers } = await readFacts(system(owner), [
        search,
        ...surroundings.slice(1),
      ]);
      return answers.filter(({ path }) => path.startsWith('team.'));
    };
    const parallelTeams = {
      path: 'team.parallelTeams',
      value: 2,
      provenance: 'The 3 components of the system have 2 owners',
    };
    expect(await readTeam('search')).toEqual([
      {
        path: 'team.teamSize',
        value: 2,
        provenance: 'search, the owner, has 2 members',
      },
      parallelTeams,
    ]);
    expect(await readTeam('alone')).toEqual([parallelTeams]);
  });

  describe('of a component that uses language models', () => {
    const model = (name: string, annotations: Record<string, string>) =>
      entity(
        'Resource',
        name,
        {},
        {
          type: 'ai-model',
          tags: ['llm'],
          annotations: Object.fromEntries(
            Object.entries(annotations).map(([key, value]) => [
              `paved-road.io/model-${key}`,
              value,
            ]),
          ),
        },
      );
    const inRegion = model('haiku', {
      provider: 'anthropic',
      placement: 'hosted-api',
      residency: 'region',
    });
    const inside = model('qwen', {
      placement: 'own-gpu',
      residency: 'own-perimeter',
    });
    const silent = model('gemma', {});

    async function suggested(
      relations: Record<string, string[]>,
      others: Entity[],
      tags: string[] = [],
    ) {
      const subject = entity('Component', 'helper', relations, { tags });
      const { answers } = await readFacts(subject, [
        ...surroundings,
        ...others,
      ]);
      return answers.filter(({ path }) => path.startsWith('llm'));
    }

    it('suggest that one is used, and name who runs it and where', async () => {
      expect(
        await suggested(
          { dependsOn: ['resource:default/haiku', 'resource:default/ranker'] },
          [inRegion],
        ),
      ).toEqual([
        {
          path: 'llm',
          value: 'used',
          provenance:
            'The component depends on 1 language model: haiku (anthropic, Hosted API)',
        },
        {
          path: 'llm.residency',
          value: 'region',
          provenance: 'Declared in the catalog for haiku',
        },
      ]);
    });

    it('suggest no place for the data where its models keep it in different ones', async () => {
      const answers = await suggested(
        {
          dependsOn: ['haiku', 'qwen', 'gemma'].map(
            name => `resource:default/${name}`,
          ),
        },
        [inRegion, inside, silent],
      );
      expect(answers).toEqual([
        {
          path: 'llm',
          value: 'used',
          provenance:
            'The component depends on 3 language models: gemma, haiku (anthropic, Hosted API), qwen (Own GPUs)',
        },
        {
          path: 'llm.switching',
          value: 'often',
          provenance:
            'The component depends on several language models: gemma, haiku, qwen',
        },
      ]);
    });

    it.each([
      [['none', 'tuned'], 'tuned'],
      [['own', 'tuned'], 'own'],
      [['none'], 'none'],
      [['spaghetti'], undefined],
    ])(
      'suggest of models with the training %p that it is %s',
      async (trainings, value) => {
        const models = trainings.map((training, index) =>
          model(`model-${index}`, { training }),
        );
        const answers = await suggested(
          {
            dependsOn: models.map(
              ({ metadata }) => `resource:default/${metadata.name}`,
            ),
          },
          models,
        );
        expect(answers.find(({ path }) => path === 'llm.ownModel')).toEqual(
          value && {
            path: 'llm.ownModel',
            value,
            provenance: `Declared in the catalog for model-${trainings.indexOf(value)}`,
          },
        );
      },
    );

    it('suggest an agent where it calls an MCP server, and that one is used by its tag', async () => {
      expect(
        await suggested(
          { consumesApi: ['api:default/orders', 'api:default/search'] },
          [entity('API', 'orders', {}, { type: 'mcp-server' })],
          ['llm'],
        ),
      ).toEqual([
        { path: 'llm', value: 'used', provenance: 'It has the tag llm' },
        {
          path: 'llm.use',
          value: 'agent',
          provenance: 'The component calls the tools of 1 MCP server: orders',
        },
      ]);
    });

    it('know models that are AiResources', async () => {
      const answers = await suggested(
        { dependsOn: ['airesource:default/sage'] },
        [entity('AiResource', 'sage', {}, { type: 'language-model' })],
      );
      expect(answers).toMatchObject([
        {
          provenance: 'The component depends on 1 language model: sage',
        },
      ]);
    });

    it('suggest nothing about one for other models', async () => {
      expect(
        await suggested({ dependsOn: ['resource:default/ranker'] }, []),
      ).toEqual([]);
    });
  });

  it('leave out what the catalog does not tell', async () => {
    await expect(
      readFacts(
        entity(
          'Component',
          'lonely',
          { ownedBy: ['user:default/ada'] },
          {
            annotations: {
              'paved-road.io/pattern': 'spaghetti',
              'paved-road.io/boundary-check': ' ',
            },
          },
        ),
      ),
    ).resolves.toEqual({
      entityRef: 'component:default/lonely',
      snapshot: {
        owner: 'user:default/ada',
        dependencies: [],
        models: [],
        pattern: 'spaghetti',
      },
      observed: {},
      answers: [],
    });
  });

  it('leave out what would be a guess: a company is no team, and not all of a large system is looked at', async () => {
    const groups = Array.from({ length: 60 }, (_, i) =>
      entity('Group', `g${i}`, {
        hasMember: [`user:default/u${i}`],
        parentOf:
          i === 0
            ? Array.from({ length: 59 }, (__, j) => `group:default/g${j + 1}`)
            : [],
      }),
    );
    const components = Array.from({ length: 201 }, (_, i) =>
      entity('Component', `c${i}`, {
        ...shop,
        ownedBy: [`group:default/g${i % 9}`],
      }),
    );
    const facts = await readFacts(
      entity('System', 'shop', { ownedBy: ['group:default/g0'] }),
      [...groups, ...components],
    );
    expect(facts.observed).toEqual({ deployables: 201 });
    expect(facts.answers).toEqual([]);
  });
});
