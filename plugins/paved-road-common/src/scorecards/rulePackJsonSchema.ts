import { z } from 'zod';
import { filterPredicateDefinitions } from './filterPredicate';
import { rulePackSchema } from './rulePack';

/**
 * The JSON schema (draft 2020-12) of a rule pack, for editors: it accepts every pack that `rulePackSchema`
 * accepts. {@link parseRulePack} and {@link compileRules} validate references and expressions.
 *
 * @public
 */
export function rulePackJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(rulePackSchema, {
    io: 'input',
    // zod cannot describe filter predicates.
    unrepresentable: () => ({ $ref: '#/$defs/predicate' }),
  });
  return {
    $schema,
    title: 'Rule pack of Paved Road',
    description:
      'Levels, tracks and checks for the entities that a filter selects.',
    ...schema,
    $defs: filterPredicateDefinitions,
  };
}
