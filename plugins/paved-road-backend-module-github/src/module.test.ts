import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  FactCollector,
  factCollectorsExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { pavedRoadModuleGithub } from './module';

const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');

/** A pack of the rules in the README. */
const pack = `apiVersion: paved-road.io/v1
kind: RulePack
metadata: { name: example, title: Example, version: 1.0.0 }
spec:
  filter: { kind: Component }
  levels: [{ id: silver, title: Silver }, { id: gold, title: Gold }]
  tracks: [{ id: security, title: Security }, { id: delivery, title: Delivery }]
  checks:
${/```yaml\n(- id[^]*?)```/.exec(readme)![1].replace(/^(?=.)/gm, '    ')}`;

async function start(): Promise<Map<string, FactCollector>> {
  const collectors = new Map<string, FactCollector>();
  await startTestBackend({
    features: [pavedRoadModuleGithub, mockServices.rootConfig.factory({})],
    extensionPoints: [
      [
        factCollectorsExtensionPoint,
        {
          addFactCollector: (collector: FactCollector) => {
            collectors.set(collector.id, collector);
          },
          addPushedFact() {},
        },
      ],
    ],
  });
  return collectors;
}

describe('the module', () => {
  it('adds collectors for entities with a repository', async () => {
    const collectors = await start();
    expect([...collectors.keys()]).toEqual([
      'github',
      'githubAlerts',
      'delivery',
    ]);
    const entity = (annotations: Record<string, string>): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'search', annotations },
    });
    for (const { filter } of collectors.values()) {
      const covers = filterPredicateToFilterFunction<Entity>(filter!);
      expect(covers(entity({ 'github.com/project-slug': 'acme/a' }))).toBe(
        true,
      );
      expect(
        covers(
          entity({
            'backstage.io/source-location': 'url:https://github.com/acme/a/',
          }),
        ),
      ).toBe(true);
      expect(covers(entity({}))).toBe(false);
    }
  });

  it('has facts that the rules of the README can read', async () => {
    const collectors = await start();
    const schemas = Object.fromEntries(
      [...collectors].map(([id, { schema }]) => [id, schema(z)]),
    );
    const { checks } = compileRules(
      [parseRulePack(pack, 'README.md')],
      schemas,
    );
    expect(checks).toHaveLength(2);
  });

  it('has facts as the README shows them', async () => {
    const collectors = await start();
    const examples = [...readme.matchAll(/```json\n([^]*?)```/g)].map(
      ([, text]) => JSON.parse(text),
    );
    expect(examples).toHaveLength(collectors.size);
    [...collectors.values()].forEach(({ schema }, index) =>
      expect(schema(z).parse(examples[index])).toEqual(examples[index]),
    );
  });
});
