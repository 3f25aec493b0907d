import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { parse } from 'yaml';
import {
  aiTypes,
  declaredPattern,
  ExampleCatalog,
  exampleFolder,
  ownerOf,
  platformTeam,
  referenceFields,
  references,
} from './__testUtils__/ExampleCatalog';
import { assertValidEntity } from './__testUtils__/assertValidEntity';

/** References that lead nowhere on purpose: what real catalogs look like, and what checks find. */
const brokenOnPurpose = {
  'component:default/anomaly-explainer spec.owner group:default/operations-research':
    'the group was dissolved and nobody took the function over',
};

const catalog = new ExampleCatalog();
const { entities } = catalog;
const components = catalog.ofKind('Component');

/** An MCP server, whose tools are no operations. */
const isToolServer = ({ spec }: Entity) => spec?.type === 'mcp-server';

const hasLink = (entity: Entity, type: string) =>
  entity.metadata.links?.some(link => link.type === type) ?? false;

describe('example catalog', () => {
  it('lists every file of entities', () => {
    const files = readdirSync(exampleFolder, {
      recursive: true,
      encoding: 'utf8',
    })
      .filter(file => file.endsWith('.yaml'))
      .filter(
        file =>
          ![
            'catalog.yaml',
            'assessments.yaml',
            'campaigns.yaml',
            'history.yaml',
            'metrics.yaml',
            'waivers.yaml',
          ].includes(file),
      )
      .filter(file => !file.startsWith('repositories/'));

    expect(
      catalog.files.map(target => relative(exampleFolder, target)).sort(),
    ).toEqual(files.sort());
  });

  it('is valid for the catalog', async () => {
    const problems: string[] = [];
    for (const entity of [catalog.location, ...entities]) {
      await assertValidEntity(entity).catch(error =>
        problems.push(`${stringifyEntityRef(entity)}: ${error}`),
      );
    }
    expect(problems).toEqual([]);
  });

  it('names every entity once', () => {
    const refs = entities.map(entity => stringifyEntityRef(entity));
    expect(refs).toEqual([...new Set(refs)]);
  });

  it('resolves every reference but those that are broken on purpose', () => {
    const broken = entities.flatMap(entity =>
      Object.keys(referenceFields).flatMap(field =>
        references(entity, field)
          .filter(ref => !catalog.has(ref))
          .map(ref => `${stringifyEntityRef(entity)} spec.${field} ${ref}`),
      ),
    );
    expect(broken).toEqual(Object.keys(brokenOnPurpose));
  });

  it('describes APIs as OpenAPI with a response for every operation', () => {
    const apis = catalog.ofKind('API').filter(api => !isToolServer(api));
    expect(apis.length).toBeGreaterThanOrEqual(10);
    for (const api of apis) {
      expect(api.spec?.type).toBe('openapi');
      const definition = parse(String(api.spec?.definition));
      expect(definition).toMatchObject({
        openapi: expect.stringMatching(/^3\./),
        info: {
          title: api.metadata.title,
          version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        },
      });
      const operations = Object.values<object>(definition.paths).flatMap(path =>
        Object.values(path),
      );
      expect(operations).not.toEqual([]);
      for (const operation of operations) {
        expect(operation.responses).toMatchObject({
          200: { description: expect.any(String) },
        });
      }
    }
  });

  it('lets every API be provided by one component', () => {
    const provided = components.flatMap(component =>
      references(component, 'providesApis'),
    );
    expect(provided.sort()).toEqual(
      catalog
        .ofKind('API')
        .map(api => stringifyEntityRef(api))
        .sort(),
    );
  });
});

describe('example organisation', () => {
  const groups = catalog.ofKind('Group');
  const teams = groups.filter(({ spec }) => spec?.type === 'team');

  const depth = (entity: Entity): number => {
    const [parent] = references(entity, 'parent');
    return parent ? 1 + depth(catalog.get(parent)) : 1;
  };

  it('is a tree of at least three levels with at least eight teams', () => {
    expect(groups.filter(group => !group.spec?.parent)).toHaveLength(1);
    expect(teams.length).toBeGreaterThanOrEqual(8);
    for (const team of teams) {
      expect(depth(team)).toBeGreaterThanOrEqual(3);
    }
    expect(catalog.get(platformTeam).spec?.type).toBe('team');
  });

  it('says the same from parent and child', () => {
    const downwards = groups.flatMap(group =>
      references(group, 'children').map(
        child => `${stringifyEntityRef(group)} > ${child}`,
      ),
    );
    const upwards = groups.flatMap(group =>
      references(group, 'parent').map(
        parent => `${parent} > ${stringifyEntityRef(group)}`,
      ),
    );
    expect(downwards.sort()).toEqual(upwards.sort());
  });

  it('has about twenty people, every team has some of them, all introduce themselves', () => {
    const users = catalog.ofKind('User');
    expect(users.length).toBeGreaterThanOrEqual(20);
    const staffed = users.flatMap(user =>
      catalog.groupsOf(stringifyEntityRef(user)),
    );
    expect(staffed).toEqual(
      expect.arrayContaining(teams.map(team => stringifyEntityRef(team))),
    );
    for (const entity of [...users, ...groups]) {
      expect(entity.metadata.description).toBeTruthy();
      expect(entity.spec?.profile).toMatchObject({
        displayName: expect.stringMatching(/\S/),
      });
    }
  });

  it('has the three people of the demo, and no guest', () => {
    expect(catalog.groupsOf('user:default/paula.platform')).toEqual([
      platformTeam,
    ]);
    expect(catalog.groupsOf('user:default/vera.viewer')).toEqual([
      'group:default/auditors',
    ]);
    const owners = entities.flatMap(entity => references(entity, 'owner'));
    expect(owners).toContain(catalog.groupsOf('user:default/sam.owner')[0]);
    expect(owners).not.toContain('group:default/auditors');
    expect(catalog.has('user:default/guest')).toBe(false);
  });
});

describe('example AI components', () => {
  it('are many, of all types, lifecycles and patterns', () => {
    expect(catalog.ofKind('Domain')).toHaveLength(2);
    expect(catalog.ofKind('System').length).toBeGreaterThanOrEqual(4);
    expect(catalog.aiComponents.length).toBeGreaterThanOrEqual(28);
    expect(
      components.length - catalog.aiComponents.length,
    ).toBeGreaterThanOrEqual(2);

    const values = (of: (entity: Entity) => unknown) =>
      [...new Set(catalog.aiComponents.map(of))].map(String).sort();
    expect(values(({ spec }) => spec?.type)).toEqual([...aiTypes].sort());
    expect(values(({ spec }) => spec?.lifecycle)).toEqual([
      'deprecated',
      'experimental',
      // Of a component that nobody looks after, and not one of the catalog's.
      'idea',
      'production',
    ]);
    expect(values(declaredPattern)).toEqual([...patterns, 'undefined'].sort());
  });

  it('are of all qualities', () => {
    const count = (is: (entity: Entity) => boolean) =>
      catalog.aiComponents.filter(is).length;
    const isExemplary = (entity: Entity) =>
      ['runbook', 'dashboard', 'slo', 'decision-record', 'model-card'].every(
        type => hasLink(entity, type),
      );
    expect(count(isExemplary)).toBeGreaterThanOrEqual(3);
    expect(count(entity => !hasLink(entity, 'runbook'))).toBeGreaterThan(3);
    expect(count(({ spec }) => !spec?.system)).toBeGreaterThan(0);
    expect(count(({ metadata }) => !metadata.description)).toBeGreaterThan(0);
    expect(
      count(entity => ownerOf(entity).startsWith('user:')),
    ).toBeGreaterThan(0);
    expect(
      count(({ metadata }) => (metadata.title?.length ?? 0) > 120),
    ).toBeGreaterThan(0);
  });

  it('depend on models that are used and described', () => {
    const models = catalog
      .ofKind('Resource')
      .filter(({ spec }) => spec?.type === 'ai-model');
    const used = new Set(
      catalog.aiComponents.flatMap(component =>
        references(component, 'dependsOn'),
      ),
    );
    for (const model of models) {
      expect(used).toContain(stringifyEntityRef(model));
      expect(model.metadata).toMatchObject({
        description: expect.stringMatching(/\S/),
        annotations: {
          'larkmoor.example/model-version': expect.any(String),
          'larkmoor.example/model-licence': expect.any(String),
        },
        tags: expect.arrayContaining([expect.any(String)]),
      });
    }
  });

  it('include one that the policy hides', () => {
    const restricted = entities.filter(
      ({ metadata }) =>
        metadata.labels?.['paved-road.io/visibility'] === 'restricted',
    );
    expect(restricted.map(entity => stringifyEntityRef(entity))).toEqual([
      'component:default/insider-risk-scoring',
    ]);
  });
});
