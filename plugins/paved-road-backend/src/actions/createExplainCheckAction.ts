import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InputError, NotFoundError } from '@backstage/errors';
import { CheckResult } from '@paved-road/plugin-paved-road-common';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { RulesSource } from '../rules/types';
import { ScorecardService } from '../scorecards/ScorecardService';
import { checkShape, entityRefInput, readOnly, toCheck } from './shapes';

export function createExplainCheckAction(options: {
  actionsRegistry: ActionsRegistryService;
  scorecards: ScorecardService;
  rules: RulesSource;
}): void {
  options.actionsRegistry.register({
    name: 'explain-check',
    title: 'Explain Check',
    attributes: readOnly,
    description: `
Explains one check of the scorecard of an entity: what it asks for and why that matters, the expression (Common Expression Language) that decides it and the values that it was decided by, why it is in its state, and what to do.
get-scorecard and list-next-steps return the ids of checks.`,
    schema: {
      input: z =>
        z
          .object({
            entityRef: entityRefInput(z),
            checkId: z.string().describe('Id of the check, such as has-owner'),
          })
          .strict(),
      output: z =>
        checkShape(z).extend({
          entityRef: z.string(),
          why: z.string().describe('Why the check is in its state'),
          definition: z.object({
            description: z.string().describe('Why the check matters'),
            expression: z
              .string()
              .describe('The check passes when this expression is true'),
            filter: z
              .unknown()
              .describe(
                'Filter predicate of the entities that the check applies to; absent when it applies to all of the rule pack',
              ),
            evidence: z
              .array(z.object({ name: z.string(), expression: z.string() }))
              .describe('How the values of the evidence are computed'),
            weight: z.number().describe('Share in the score'),
          }),
          facts: z
            .array(
              z.object({
                name: z.string(),
                title: z.string(),
                status: z.enum(['known', 'unknown']),
                source: z.string().optional().describe('Where it was read'),
                collectedAt: z.string().optional().describe('ISO 8601'),
                reason: z.string().optional().describe('Why it is unknown'),
              }),
            )
            .describe('Data from outside the catalog that the check reads'),
        }),
    },
    async action({ input, credentials }) {
      const { checkId } = input;
      const { checks } = options.rules.current().rules;
      const definition = checks.find(({ id }) => id === checkId);
      if (!definition) {
        throw new InputError(
          `checkId: ${JSON.stringify(checkId)} is not a check of the active rule packs, use one of ${checks.map(({ id }) => id).join(', ')}`,
        );
      }
      const { entityRef, results, facts } = await options.scorecards.get(
        normalizeEntityRef(input.entityRef, 'entityRef', 'component'),
        { credentials },
      );
      const result = results.find(found => found.checkId === checkId);
      if (!result) {
        throw new NotFoundError(
          `${entityRef} has no result for the check ${checkId}: no rule pack with the check applies to it, or it has not been evaluated since the check was added`,
        );
      }
      const { description, expression, filter, evidence, weight } = definition;
      return {
        output: {
          ...toCheck(result),
          entityRef,
          why: explainState(result),
          definition: { description, expression, filter, evidence, weight },
          facts: facts.filter(({ name }) => result.facts.includes(name)),
        },
      };
    },
  });
}

function explainState(result: CheckResult): string {
  switch (result.state) {
    case 'pass':
      return 'Its expression is true.';
    case 'fail':
      return 'Its expression is false.';
    case 'waived':
      return `Its expression is false, and ${result.waiver.approvedBy} granted an exception until ${result.waiver.expiresAt}.`;
    case 'unknown':
      return `Its expression could not be evaluated: ${result.reason}`;
    default:
      return 'Its filter does not select the entity.';
  }
}
