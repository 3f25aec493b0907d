import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { findNextLevel } from '@paved-road/plugin-paved-road-common/rules';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { ScorecardService } from '../scorecards/ScorecardService';
import { checkShape, entityRefInput, readOnly, toCheck } from './shapes';

/** The checks between an entity and its next level. */
export function createListNextStepsAction(options: {
  actionsRegistry: ActionsRegistryService;
  scorecards: ScorecardService;
}): void {
  options.actionsRegistry.register({
    name: 'list-next-steps',
    title: 'List Next Steps',
    attributes: readOnly,
    description: `
Returns what would raise the level of an entity on the paved road: the checks between it and the next level, each with its evidence and what to do, and the level that it reaches once all of them pass.
If oneIsEnough is true, passing the only listed check is enough. The list is empty if no check blocks a level.`,
    schema: {
      input: z => z.object({ entityRef: entityRefInput(z) }).strict(),
      output: z =>
        z.object({
          entityRef: z.string(),
          level: z.string().describe('The highest level reached, or none'),
          nextLevel: z
            .string()
            .optional()
            .describe('The next level; absent if there is none'),
          reachedLevel: z
            .string()
            .optional()
            .describe('The level after all steps'),
          oneIsEnough: z
            .boolean()
            .describe('Whether a single check blocks the next level'),
          steps: z.array(checkShape(z)),
        }),
    },
    async action({ input, credentials }) {
      const scorecard = await options.scorecards.get(
        normalizeEntityRef(input.entityRef, 'entityRef', 'component'),
        { credentials },
      );
      const next = findNextLevel(scorecard);
      const { entityRef, level } = scorecard;
      return {
        output: {
          entityRef,
          level,
          nextLevel: next?.level.id,
          reachedLevel: next?.reached.id,
          oneIsEnough: next?.open.length === 1,
          steps: next?.open.map(toCheck) ?? [],
        },
      };
    },
  });
}
