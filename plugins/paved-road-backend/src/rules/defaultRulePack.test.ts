import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AssessmentFacts,
  compileRules,
  evaluate,
  Evaluation,
  FactOutcome,
  parseRulePack,
  patterns,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common';
import Ajv2020 from 'ajv/dist/2020';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { createRepositoryCollector } from '../facts/repository/createRepositoryCollector';
import { createRepositorySchema } from '../facts/repository/repositorySchema';

const root = path.join(
  resolvePackagePath('@paved-road/plugin-paved-road-backend'),
  '../..',
);
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const pack = read('plugins/paved-road-backend/rule-packs/ai-services.yaml');
const schemas = { repository: createRepositorySchema(z) };
const rules = compileRules([parseRulePack(pack, 'ai-services.yaml')], schemas);

const directory = createMockDirectory();

/** What the collector finds in a folder of the mock directory. */
async function readRepository(folder: string): Promise<FactOutcome> {
  const collector = createRepositoryCollector({
    urlReader: mockServices.urlReader.mock(),
    config: mockServices.rootConfig({
      data: {
        pavedRoad: {
          facts: { repository: { folders: [{ path: directory.path }] } },
        },
      },
    }),
    probes: () => rules.probes,
  });
  const fact = await collector.collect({
    entity: createEntity({
      'backstage.io/source-location': `file:${directory.resolve(folder)}/`,
    }),
    signal: new AbortController().signal,
  });
  return { status: 'known', value: 'value' in fact ? fact.value : undefined };
}

function createEntity(
  annotations: Record<string, string> = {},
  rest: Partial<Entity> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'parcel-questions', annotations },
    spec: { type: 'ai-service' },
    ...rest,
  };
}

function evaluateWith(
  entity: Entity,
  repository: FactOutcome,
  assessment?: AssessmentFacts,
): Evaluation {
  return evaluate(rules, {
    entity,
    relations: toRelationFacts(entity, ref =>
      ref.startsWith('resource:') ? { type: 'ai-model' } : {},
    ),
    assessment,
    facts: { repository },
    waivers: [],
    now: new Date(),
  })!;
}

const emptyRepository: FactOutcome = {
  status: 'known',
  value: {
    files: [],
    probes: Object.fromEntries(rules.probes.map(({ id }) => [id, []])),
  },
};
const notRead: FactOutcome = {
  status: 'unknown',
  reason: 'git.example.com did not answer within 60 s',
};

const idsOf = (
  { results }: Evaluation,
  is: (result: Evaluation['results'][number]) => boolean,
) => results.filter(is).map(({ checkId }) => checkId);

describe('default rule pack', () => {
  it('covers every track of the paved road', () => {
    expect(rules.checks.length).toBeGreaterThanOrEqual(24);
    const checks = rules.tracks.map(({ id }) => [
      id,
      rules.checks.filter(({ track }) => track === id).length,
    ]);
    expect(Object.fromEntries(checks)).toEqual({
      ownership: 5,
      architecture: 12,
      'ai-core': 4,
      delivery: 4,
      operability: 6,
      security: 4,
      cost: 3,
      documentation: 2,
    });
  });

  it('gives evidence for every check, and something to do about it', () => {
    const silent = rules.checks.filter(
      ({ evidence, remediation }) =>
        evidence.length === 0 || remediation.text.length < 20,
    );
    expect(silent).toEqual([]);
  });

  it('is the same tomorrow, where nothing changes', () => {
    expect(rules.timeDependent).toBe(false);
  });

  it('asks nobody but the catalog for the lowest level', () => {
    const { results } = evaluateWith(createEntity(), notRead);
    const facts = results
      .filter(({ level }) => level === 'bronze')
      .flatMap(result => result.facts);
    expect(facts).toEqual([]);
  });

  describe.each([...patterns, undefined])(
    'of a service that is %s',
    pattern => {
      const annotations = pattern && { 'paved-road.io/pattern': pattern };

      it.each(['ai-service', 'ai-function', 'ai-pipeline'])(
        'is passed in nothing above bronze by an %s that shows nothing',
        type => {
          const entity = createEntity(annotations, {
            spec: { type, lifecycle: 'production' },
          });
          for (const repository of [emptyRepository, notRead]) {
            expect(
              idsOf(
                evaluateWith(entity, repository),
                ({ level, state }) => level !== 'bronze' && state === 'pass',
              ),
            ).toEqual(pattern ? ['pattern-declared'] : []);
          }
        },
      );
    },
  );

  it('says why it does not know what is in the repository', () => {
    const { results } = evaluateWith(createEntity(), notRead);
    const tests = results.find(({ checkId }) => checkId === 'has-tests');
    expect(tests).toMatchObject({
      state: 'unknown',
      facts: ['repository'],
      reason: expect.stringContaining(
        'git.example.com did not answer within 60 s',
      ),
    });
  });

  it('does not need the repository for what the catalog links', () => {
    const entity = createEntity();
    entity.metadata.links = ['runbook', 'dashboard', 'slo', 'model-card'].map(
      type => ({ type, url: `https://example.com/${type}` }),
    );
    expect(
      idsOf(
        evaluateWith(entity, notRead),
        ({ state, facts }) => state === 'pass' && facts.includes('repository'),
      ),
    ).toEqual(['has-runbook', 'has-dashboard', 'has-model-card']);
  });

  it.each([
    ['github', '.github/workflows/ci.yml'],
    ['gitlab', '.gitlab-ci.yml'],
  ])(
    'gives a new service from the template silver on its first day, on %s',
    async forge => {
      const template = path.join(root, 'templates/ai-monolith');
      for (const part of ['content', `pipelines/${forge}`]) {
        cpSync(path.join(template, part), directory.resolve(forge), {
          recursive: true,
        });
      }
      directory.addContent({
        [`${forge}/docs/decisions/0001-architecture.md`]: '# Monolith',
      });
      const entity = createEntity(
        {
          'paved-road.io/pattern': 'monolith',
          'backstage.io/source-location':
            'url:https://git.example.com/parcels/',
          'backstage.io/techdocs-ref': 'dir:.',
        },
        {
          spec: { type: 'ai-service', lifecycle: 'experimental' },
          relations: [
            { type: 'ownedBy', targetRef: 'group:default/parcels' },
            { type: 'providesApi', targetRef: 'api:default/parcels' },
            { type: 'dependsOn', targetRef: 'resource:default/parcels' },
          ],
        },
      );
      entity.metadata.description = 'Answers questions about parcels';
      const evaluation = evaluateWith(entity, await readRepository(forge), {
        id: 'first',
        status: 'draft',
        pattern: 'monolith',
        recommendedPattern: 'monolith',
        stage: 'mvp',
        modelVersion: '1.0.0',
        author: 'user:default/sam.owner',
        createdAt: '2026-11-25T10:00:00Z',
        updatedAt: '2026-11-25T10:00:00Z',
        stale: [],
        highRisks: [],
      });
      expect(evaluation.level).toBe('silver');
      expect(
        idsOf(
          evaluation,
          ({ state }) => state === 'fail' || state === 'unknown',
        ),
      ).toEqual([
        'part-of-system',
        'code-owners',
        'decision-approved',
        'dependency-updates',
        'has-security-policy',
        'has-license',
      ]);
    },
  );
});

describe('JSON schema of rule packs', () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(
    JSON.parse(read('docs/reference/rule-pack.schema.json')),
  );
  const [, example] =
    /```yaml title="rules\/gpu\.yaml"\n([^`]*)```/.exec(
      read('docs/reference/rule-packs.md'),
    ) ?? [];

  it('accepts the default pack, and the example of the reference', () => {
    for (const text of [pack, example]) {
      validate(parse(text));
      expect(validate.errors).toBeNull();
    }
  });

  it('refuses a misspelt field', () => {
    expect(validate(parse(pack.replace('remediation:', 'remedy:')))).toBe(
      false,
    );
  });

  it('is of packs that are active together', () => {
    const packs = [pack, example].map(text => parseRulePack(text, 'pack.yaml'));
    expect(compileRules(packs, schemas).probes.length).toBe(
      rules.probes.length + 1,
    );
  });
});
