import { Entity } from '@backstage/catalog-model';
import { CheckResult } from '@paved-road/plugin-paved-road-common';
import {
  compileRules,
  evaluate,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { createRepositorySchema } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

/** An entity that says nothing of itself. */
export const component = (spec: Entity['spec'] = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search', namespace: 'default' },
  spec: { type: 'service', ...spec },
});

/** The states of the checks of a pack, by their ids. */
export function verdicts(
  pack: string,
  facts: Record<string, unknown>,
  options: {
    entity?: Entity;
    schemas?: Record<string, z.ZodType>;
  } = {},
): Record<string, CheckResult['state']> {
  const parsed = parseRulePack(pack, 'pack.yaml');
  const rules = compileRules([parsed], {
    ...Object.fromEntries(Object.keys(facts).map(name => [name, z.unknown()])),
    repository: createRepositorySchema(z),
    ...options.schemas,
  });
  const evaluation = evaluate(rules, {
    entity: options.entity ?? component(),
    relations: [],
    facts: Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [
        name,
        { status: 'known', value },
      ]),
    ),
    waivers: [],
    now: new Date(),
  });
  return Object.fromEntries(
    evaluation!.results.map(({ checkId, state }) => [checkId, state]),
  );
}
