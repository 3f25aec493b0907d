import { z } from 'zod';
import { filterPredicateDefinitions } from './filterPredicate';
import { rulePackSchema } from './rulePack';

/**
 * The JSON schema (draft 2020-12) of a rule pack, for editors: it accepts every pack that
 * {@link rulePackSchema} accepts. What only code can tell (ids that refer to others, expressions) is
 * left to {@link parseRulePack} and {@link compileRules}.
 *
 * @public
 */
export function rulePackJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(rulePackSchema, {
    io: 'input',
    // The only schemas that zod cannot describe are the filter predicates.
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
