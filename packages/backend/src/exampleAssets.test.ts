import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  compileRules,
  evaluate,
  parseRulePack,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import { rulePackFile } from '@paved-road/plugin-paved-road-node';
import { readFileSync } from 'node:fs';
import { ExampleCatalog } from './__testUtils__/ExampleCatalog';

const catalog = new ExampleCatalog();
const file = rulePackFile('apis-and-models');
const parsed = parseRulePack(readFileSync(file, 'utf8'), file);
const rules = compileRules([parsed], {});

/** Owner and consumers, as the catalog derives them. */
function withRelations(entity: Entity): Entity {
  const name = entity.metadata.name;
  return {
    ...entity,
    relations: [
      { type: 'ownedBy', targetRef: `group:default/${entity.spec?.owner}` },
      ...catalog
        .ofKind('Component')
        .filter(({ spec }) => [spec?.consumesApis].flat().includes(name))
        .map(consumer => ({
          type: 'apiConsumedBy',
          targetRef: stringifyEntityRef(consumer),
        })),
    ],
  };
}

const refs = new Set(
  catalog.entities.map(entity => stringifyEntityRef(entity)),
);

const judged = catalog.entities.map(withRelations).flatMap(entity => {
  const evaluation = evaluate(rules, {
    entity,
    relations: toRelationFacts(entity, ref => (refs.has(ref) ? {} : undefined)),
    facts: {},
    waivers: [],
    now: new Date(),
  });
  return evaluation ? [{ name: entity.metadata.name, ...evaluation }] : [];
});

const namesAt = (reached: string) =>
  judged
    .filter(({ level }) => level === reached)
    .map(({ name }) => name)
    .sort();

describe('APIs and models of the example, by the rule pack that the demo can add', () => {
  it('reach every level, most of the models the lowest one', () => {
    expect(namesAt('gold')).toHaveLength(13);
    expect(namesAt('gold')).toEqual(
      expect.arrayContaining(['assistant-llm-13b', 'order-desk-tools']),
    );
    expect(namesAt('silver')).toEqual([
      'claude-haiku-4-5',
      'claude-sonnet-4-5',
      'mistral-small-24b',
      'policy-answers-api',
      'redaction-api',
      'transcription-api',
    ]);
    expect(namesAt('bronze')).toHaveLength(14);
    expect(judged).toHaveLength(13 + 6 + 14);
  });

  it('show that every check can be passed', () => {
    const passed = judged.flatMap(({ results }) =>
      results.filter(({ state }) => state === 'pass').map(r => r.checkId),
    );
    expect(new Set(passed)).toEqual(
      new Set(parsed.pack.spec.checks.map(({ id }) => id)),
    );
  });
});
