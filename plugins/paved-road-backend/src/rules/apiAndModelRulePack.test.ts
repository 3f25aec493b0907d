import { Entity } from '@backstage/catalog-model';
import { Evaluation } from '@paved-road/plugin-paved-road-common';
import {
  compileRules,
  evaluate,
  hasScorecard,
  parseRulePack,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import { JsonObject } from '@backstage/types';
import {
  defaultRulePack,
  factSchemas,
  readProjectFile,
} from '../__testUtils__/defaultRulePack';

const text = readProjectFile(
  'plugins/paved-road-node/rule-packs/apis-and-models.yaml',
);
const rules = compileRules(
  [parseRulePack(text, 'apis-and-models.yaml')],
  factSchemas,
);

/** What differs from an entity that says nothing. */
interface Said {
  annotations?: Record<string, string>;
  links?: Entity['metadata']['links'];
  spec?: JsonObject;
  relations?: string[];
}

const entityOf = (kind: string, type: string, said: Said): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name: 'orders',
    ...(said.annotations && { annotations: said.annotations }),
    ...(said.links && { links: said.links }),
  },
  spec: { type, lifecycle: 'production', ...said.spec },
  relations: (said.relations ?? []).map(relation => {
    const [relationType, targetRef] = relation.split(' ');
    return { type: relationType, targetRef };
  }),
});

const judge = (entity: Entity): Evaluation =>
  evaluate(rules, {
    entity,
    relations: toRelationFacts(entity, ref =>
      ref.endsWith('/nobody') ? undefined : {},
    ),
    facts: {},
    waivers: [],
    now: new Date(),
  })!;

const stateOf = ({ results }: Evaluation, id: string) =>
  results.find(({ checkId }) => checkId === id)?.state;

const api = (said: Said, type = 'openapi') => entityOf('API', type, said);
const mcp = (said: Said) => api(said, 'mcp-server');
const model = (said: Said, kind = 'Resource') =>
  entityOf(kind, 'ai-model', said);
const defined = (definition: string, type?: string) =>
  api({ spec: { definition } }, type);
const annotated = (annotations: Record<string, string>) =>
  model({ annotations });
const openapi = 'openapi: 3.0.3\ninfo:\n  title: Orders\n  version: 1.4.0\n';
const remote = (url: string, type = 'streamable-http') => ({ type, url });
const access = (auth: string | undefined, ...remotes: JsonObject[]) =>
  mcp({
    ...(auth !== undefined && {
      annotations: { 'paved-road.io/mcp-auth': auth },
    }),
    spec: { remotes },
  });
const link = (title: string, type?: string) =>
  model({ links: [{ url: 'https://example.com', title, type }] });

const cases: Record<string, { pass: Entity[]; fail: Entity[] }> = {
  'asset-owner': {
    pass: [
      api({ relations: ['ownedBy group:default/a'] }),
      model({ relations: ['ownedBy group:default/a'] }, 'AiResource'),
    ],
    fail: [
      api({}),
      mcp({ relations: ['ownedBy user:default/ada'] }),
      model({ relations: ['ownedBy group:default/nobody'] }),
    ],
  },
  'api-definition': {
    pass: [
      defined(openapi),
      defined('{"swagger":"2.0","info":{}}'),
      defined('# Ours\nasyncapi: 2.6.0', 'asyncapi'),
      defined('type Query { orders: [Order] }', 'graphql'),
      defined('syntax = "proto3";\nservice Orders {\n}', 'grpc'),
      defined('anything', 'trpc'),
    ],
    fail: [
      api({}),
      defined(''),
      defined('TODO'),
      defined(openapi, 'asyncapi'),
      defined('see the wiki', 'graphql'),
      defined('service to be defined', 'grpc'),
      defined(' \n', 'trpc'),
    ],
  },
  'api-version': {
    pass: [
      defined(openapi),
      defined('{"openapi":"3.0.3","info":{"title":"x","version":"2.0"}}'),
      defined('asyncapi: 2.6.0\ninfo: { version: v1.0.0 }', 'asyncapi'),
    ],
    fail: [
      api({}),
      defined('openapi: 3.0.3\ninfo: { title: Orders }'),
      defined('openapi: 3.0.3\ninfo: { version: latest }'),
    ],
  },
  'api-consumers': {
    pass: [
      api({ relations: ['apiConsumedBy component:default/shop'] }),
      mcp({ relations: ['apiConsumedBy component:default/shop'] }),
      api({
        spec: { lifecycle: 'deprecated' },
        links: [{ url: '/catalog/default/api/orders-v2', type: 'successor' }],
      }),
    ],
    fail: [
      api({ relations: ['apiProvidedBy component:default/shop'] }),
      api({ relations: ['apiConsumedBy component:default/nobody'] }),
      api({
        spec: { lifecycle: 'deprecated' },
        relations: ['apiConsumedBy component:default/shop'],
        links: [{ url: 'https://example.com', title: 'Docs' }],
      }),
    ],
  },
  'model-version': {
    pass: [
      annotated({ 'paved-road.io/model-version': '20251001' }),
      annotated({ 'acme.example/model-version': '3.1.0' }),
      model(
        { annotations: { 'paved-road.io/model-version': 'sha256:12ab' } },
        'AiResource',
      ),
    ],
    fail: [
      model({}),
      annotated({ 'paved-road.io/model-version': 'latest' }),
      annotated({
        'paved-road.io/model-version': 'gpt-5-latest',
        'acme.example/model-version': '1.0.0',
      }),
      annotated({ 'acme.example/conversion': '1' }),
    ],
  },
  'model-licence': {
    pass: [
      annotated({ 'paved-road.io/model-licence': 'apache-2.0' }),
      annotated({ 'acme.example/license': 'commercial' }),
    ],
    fail: [
      model({}),
      annotated({ 'paved-road.io/model-licence': 'Unknown' }),
      annotated({ 'paved-road.io/model-licence': '' }),
    ],
  },
  'model-residency': {
    pass: [
      annotated({ 'paved-road.io/model-residency': 'region' }),
      annotated({ 'paved-road.io/model-residency': 'none' }),
    ],
    fail: [model({}), annotated({ 'paved-road.io/model-residency': 'EU' })],
  },
  'model-card': {
    pass: [link('Docs', 'model-card'), link('System card of the provider')],
    fail: [model({}), link('Docs'), link('Card game')],
  },
  'mcp-access': {
    pass: [
      access('oauth', remote('https://orders.example/mcp')),
      access('mtls', remote('npx orders', 'stdio')),
    ],
    fail: [
      mcp({}),
      access(undefined, remote('https://orders.example/mcp')),
      access('none', remote('https://orders.example/mcp')),
      access('oauth'),
      access(
        'oauth',
        remote('https://orders.example/mcp'),
        remote('http://orders.example/mcp'),
      ),
    ],
  },
  'mcp-tools': {
    pass: [
      defined(
        '{ "tools": [{ "name": "refund", "description": "Refunds an order" }] }',
        'mcp-server',
      ),
      defined(
        'tools:\n  - name: refund\n    description: Refunds an order',
        'mcp-server',
      ),
    ],
    fail: [
      mcp({}),
      defined('{ "tools": ["find_order", "refund"] }', 'mcp-server'),
      defined('{ "description": "Tools of the shop" }', 'mcp-server'),
    ],
  },
};

describe('rule pack for APIs, models and MCP servers', () => {
  it.each(
    Object.entries(cases).flatMap(([id, states]) =>
      Object.entries(states).flatMap(([state, entities]) =>
        (entities as Entity[]).map(entity => [id, state, entity] as const),
      ),
    ),
  )('%s: %s with %j', (id, state, entity) => {
    expect(stateOf(judge(entity), id)).toBe(state);
  });

  it('has a case for each check', () => {
    expect(rules.checks.map(({ id }) => id).sort()).toEqual(
      Object.keys(cases).sort(),
    );
  });

  it('is for APIs and models, whatever the kind of these', () => {
    expect(rules.kinds).toEqual(['API', 'Resource', 'AiResource']);
    for (const entity of [
      api({}),
      mcp({}),
      model({}),
      model({}, 'AiResource'),
    ]) {
      expect(hasScorecard(rules, entity)).toBe(true);
    }
    for (const entity of [
      entityOf('Resource', 'database', {}),
      entityOf('AiResource', 'skill', {}),
      entityOf('Component', 'ai-model', {}),
    ]) {
      expect(hasScorecard(rules, entity)).toBe(false);
    }
  });

  it('asks only what is about the entity', () => {
    const asked = (entity: Entity) =>
      judge(entity)
        .results.filter(({ state }) => state !== 'not-applicable')
        .map(({ checkId }) => checkId)
        .sort();
    expect(asked(api({}))).toEqual([
      'api-consumers',
      'api-definition',
      'api-version',
      'asset-owner',
    ]);
    expect(asked(api({ spec: { lifecycle: 'experimental' } }, 'grpc'))).toEqual(
      ['api-definition', 'asset-owner'],
    );
    expect(asked(mcp({}))).toEqual([
      'api-consumers',
      'asset-owner',
      'mcp-access',
      'mcp-tools',
    ]);
    expect(asked(model({}))).toEqual([
      'asset-owner',
      'model-card',
      'model-licence',
      'model-residency',
      'model-version',
    ]);
  });

  it('can read large definitions, of 450 KB', () => {
    const paths = '  /v1/orders/{id}: { get: { summary: One order } }\n';
    const { results } = judge(
      defined(`${openapi}paths:\n${paths.repeat(9_000)}`),
    );
    expect(results.filter(({ state }) => state === 'unknown')).toEqual([]);
    expect(
      results.flatMap(({ evidence }) =>
        evidence.filter(({ value }) => value === 'unknown'),
      ),
    ).toEqual([]);
  });

  it('gives evidence for every check, and something to do about it, with a link', () => {
    const silent = rules.checks.filter(
      ({ evidence, remediation }) =>
        evidence.length === 0 ||
        remediation.text.length < 20 ||
        !remediation.link,
    );
    expect(silent).toEqual([]);
    for (const { fail } of Object.values(cases)) {
      for (const entity of fail) {
        const unknown = judge(entity).results.flatMap(({ evidence }) =>
          evidence.filter(({ value }) => value === 'unknown'),
        );
        expect(unknown).toEqual([]);
      }
    }
  });

  it('stands beside the other packs', () => {
    const packs = [
      defaultRulePack,
      readProjectFile(
        'plugins/paved-road-node/rule-packs/language-models.yaml',
      ),
      text,
    ].map((content, index) => parseRulePack(content, `${index}.yaml`));
    expect(compileRules(packs, factSchemas).packs).toHaveLength(3);
  });
});
