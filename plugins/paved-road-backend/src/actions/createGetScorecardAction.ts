import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { blocksLevel } from '@paved-road/plugin-paved-road-common/rules';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { ScorecardService } from '../scorecards/ScorecardService';
import {
  checkShape,
  entityRefInput,
  packsShape,
  readOnly,
  toCheck,
} from './shapes';

/** The stored scorecard of an entity, without passed checks. */
export function createGetScorecardAction(options: {
  actionsRegistry: ActionsRegistryService;
  scorecards: ScorecardService;
}): void {
  options.actionsRegistry.register({
    name: 'get-scorecard',
    title: 'Get Scorecard',
    attributes: readOnly,
    description: `
Returns how an entity of the software catalog stands on the paved road: the level that it has reached, its score, and each check that it fails, that is unknown, or that is waived, with evidence and what to do.
A waived check is an approved exception with an expiry: it does not count as passed. An unknown check could not be evaluated, and counts neither as passed nor as failed.
Use list-next-steps to learn what would raise the level, and explain-check for all that is known of one check.`,
    schema: {
      input: z => z.object({ entityRef: entityRefInput(z) }).strict(),
      output: z =>
        z.object({
          entityRef: z.string(),
          level: z.string().describe('The highest level reached, or none'),
          levels: z.array(z.string()).describe('All levels, lowest first'),
          score: z
            .number()
            .describe('Weighted share of passed checks, 0 to 100'),
          counts: z
            .record(z.number())
            .describe('How many checks are in each state'),
          open: z
            .array(checkShape(z))
            .describe('Checks that fail or are unknown, lowest level first'),
          waived: z.array(checkShape(z)),
          packs: packsShape(z),
          evaluatedAt: z.string().describe('ISO 8601'),
        }),
    },
    async action({ input, credentials }) {
      const { results, levels, ...scorecard } = await options.scorecards.get(
        normalizeEntityRef(input.entityRef, 'entityRef', 'component'),
        { credentials },
      );
      return {
        output: {
          ...scorecard,
          levels: levels.map(({ id }) => id),
          open: results.filter(blocksLevel).map(toCheck),
          waived: results
            .filter(({ state }) => state === 'waived')
            .map(toCheck),
        },
      };
    },
  });
}
