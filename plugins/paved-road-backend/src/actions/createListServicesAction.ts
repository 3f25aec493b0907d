import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  assessmentStatuses,
  parseInput,
  standingIds,
} from '@paved-road/plugin-paved-road-common';
import { patterns, stages } from '@paved-road/plugin-paved-road-common/advisor';
import {
  checkStates,
  scorecardSorts,
} from '@paved-road/plugin-paved-road-common/rules';
import { scorecardQuerySchema } from '@paved-road/plugin-paved-road-common/schemas';
import { ScorecardService } from '../scorecards/ScorecardService';
import { patternShape, readOnly, standingShape } from './shapes';

/** One page of the fleet. */
export function createListServicesAction(options: {
  actionsRegistry: ActionsRegistryService;
  scorecards: ScorecardService;
}): void {
  options.actionsRegistry.register({
    name: 'list-services',
    title: 'List Services',
    attributes: readOnly,
    description: `
Lists the services and other entities with a scorecard that the caller may see, with their level on the paved road and the first checks that they fail. All conditions must hold.
totalItems counts all matches. Pass nextCursor as cursor, with the same conditions, to get the next page.`,
    schema: {
      input: z => {
        const level = z.string().describe('Id of a level, or none');
        const reference = z.string();
        return z
          .object({
            refs: z
              .array(reference)
              .max(100)
              .optional()
              .describe('Only these entities'),
            kind: z
              .string()
              .optional()
              .describe('Only entities of this kind, such as API'),
            level: level.optional(),
            below: z
              .string()
              .optional()
              .describe('Only entities below this level'),
            owner: reference
              .optional()
              .describe('Entity reference of the owner'),
            team: reference
              .optional()
              .describe('Only entities of this group and its subgroups'),
            system: reference
              .optional()
              .describe('Entity reference of the system'),
            pattern: z.enum([...patterns, 'none']).optional(),
            stage: z
              .enum([...stages, 'none'])
              .optional()
              .describe('Stage of the product by its assessment'),
            lifecycle: z.string().optional(),
            type: z.string().optional().describe('spec.type of the entity'),
            assessment: z
              .enum([...assessmentStatuses, 'none'])
              .optional()
              .describe('Status of the assessment that counts'),
            stale: z
              .boolean()
              .optional()
              .describe('Whether that assessment is approved and stale'),
            standing: z
              .enum(standingIds)
              .optional()
              .describe('What the evidence says about its decision'),
            check: z
              .string()
              .optional()
              .describe('Only entities with a result of this check'),
            track: z
              .string()
              .optional()
              .describe('Only entities with a result of a check of this track'),
            state: z
              .enum(checkStates)
              .optional()
              .describe(
                'State of that check, or of a check of that track, or of any without these',
              ),
            lift: z
              .string()
              .optional()
              .describe(
                'Only entities that level up by passing this check alone',
              ),
            q: z
              .string()
              .optional()
              .describe('Part of the name, title or owner'),
            sort: z
              .enum(scorecardSorts)
              .optional()
              .describe(
                'A leading dash reverses the order. worst: lowest level and score first. since: longest at their level first',
              ),
            limit: z.number().int().min(1).max(100).optional(),
            cursor: z.string().optional(),
          })
          .strict();
      },
      output: z =>
        z.object({
          items: z.array(
            z.object({
              entityRef: z.string(),
              title: z.string(),
              owner: z.string().optional(),
              system: z.string().optional(),
              pattern: patternShape(z).optional(),
              assessmentStatus: z.enum(assessmentStatuses).optional(),
              stale: z
                .boolean()
                .describe('Whether that assessment is approved and stale'),
              standing: standingShape(z).optional(),
              level: z.string(),
              levelSince: z
                .string()
                .describe('ISO 8601; since when it has had this level'),
              score: z.number(),
              counts: z.record(z.number()),
              failing: z.array(
                z.object({ checkId: z.string(), title: z.string() }),
              ),
            }),
          ),
          totalItems: z.number(),
          nextCursor: z.string().optional(),
        }),
    },
    async action({ input, credentials }) {
      const query = parseInput(scorecardQuerySchema, input, 'input');
      return { output: await options.scorecards.list(query, { credentials }) };
    },
  });
}
