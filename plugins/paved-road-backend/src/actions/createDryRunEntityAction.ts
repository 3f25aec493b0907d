import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  ModelDescription,
  parseInput,
} from '@paved-road/plugin-paved-road-common';
import { explainDenial } from '@paved-road/plugin-paved-road-common/rules';
import { gateRequestSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { parseCatalogInfo } from '@paved-road/plugin-paved-road-node';
import { includesKind } from '../catalog/entityRecord';
import { GateService } from '../gate/GateService';
import { assertShallow } from '../http/createRoutes';
import { RulesSource } from '../rules/types';
import {
  checkShape,
  packsShape,
  patternShape,
  profileInput,
  readOnly,
  toCheck,
} from './shapes';

/** The verdict of the gate on a planned entity. */
export function createDryRunEntityAction(options: {
  actionsRegistry: ActionsRegistryService;
  gate: GateService;
  rules: RulesSource;
  model: ModelDescription;
}): void {
  options.actionsRegistry.register({
    name: 'dry-run-entity',
    title: 'Dry-run Entity',
    attributes: readOnly,
    description: `
Judges an entity in a catalog-info.yaml before anything is committed, by the same rules and with the same verdict as the gate in a pipeline. Nothing is stored.
Other entities in the file count as being in the catalog. Facts that are not given come from the portal, or are unknown. For a new entity, give the file list of its repository; otherwise checks that need it are unknown and deny.`,
    schema: {
      input: z =>
        z
          .object({
            descriptor: z
              .string()
              .max(200_000)
              .describe(
                'The content of a catalog-info.yaml, as YAML or JSON. The first entity of a kind with scorecards is judged, such as a Component; the others provide its context.',
              ),
            minLevel: z
              .string()
              .optional()
              .describe(
                'Required level, such as silver. Default: the target level of the portal',
              ),
            facts: z
              .record(z.unknown())
              .optional()
              .describe(
                'Values of facts, by the id of their collector, such as {"repository": {"files": ["README.md"], "probes": {}}}',
              ),
            assessment: z
              .object({
                profile: profileInput(z, options.model),
                pattern: patternShape(z)
                  .optional()
                  .describe('The decided pattern'),
              })
              .strict()
              .optional()
              .describe('The planned assessment, for an entity without one'),
          })
          .strict(),
      output: z =>
        z.object({
          verdict: z.enum(['allow', 'deny']),
          entityRef: z.string(),
          level: z.string().describe('The highest level reached, or none'),
          minLevel: z.string().describe('The required level'),
          explanation: z.string().describe('The verdict for people'),
          blocking: z
            .array(checkShape(z))
            .describe('The checks that block the required level'),
          states: z
            .record(z.string())
            .describe('The state of each check, by its id'),
          packs: packsShape(z),
        }),
    },
    async action({ input, credentials }) {
      const { descriptor, minLevel, facts, assessment } = input;
      const request = parseInput(
        gateRequestSchema,
        {
          ...(await readDescriptor(
            descriptor,
            options.rules.current().rules.kinds,
          )),
          minLevel,
          facts,
          assessment: assessment && {
            profile: assessment.profile,
            decision: assessment.pattern,
          },
        },
        'input',
      );
      const result = await options.gate.check(request, { credentials });
      const { verdict, entityRef, level, results, blocking, packs } = result;
      return {
        output: {
          verdict,
          entityRef,
          level,
          minLevel: result.minLevel,
          explanation:
            verdict === 'deny'
              ? explainDenial(result)
              : `${entityRef} has the level ${level} and needs ${result.minLevel}`,
          blocking: results
            .filter(({ checkId }) => blocking.includes(checkId))
            .map(toCheck),
          states: Object.fromEntries(
            results.map(({ checkId, state }) => [checkId, state]),
          ),
          packs,
        },
      };
    },
  });
}

/** The entities of a catalog-info.yaml. */
interface Descriptor {
  /** The first one of a kind with scorecards. */
  entity: Entity;
  /** All others. */
  companions: Entity[];
}

/**
 * Reads a description of entities in YAML or JSON.
 *
 * @throws InputError if it is neither, or no entity has a scorecard
 */
async function readDescriptor(
  text: string,
  kinds: string[],
): Promise<Descriptor> {
  const entities = (await parseCatalogInfo(text, 'descriptor')).map(
    ({ entity }) => entity,
  );
  assertShallow(entities, 'descriptor');
  const entity = entities.find(
    ({ kind }) => typeof kind === 'string' && includesKind(kinds, kind),
  );
  if (!entity) {
    throw new InputError(
      `descriptor: describes no ${kinds.join(' or ') || 'entity that a rule pack selects'}, so there is nothing to judge`,
    );
  }
  return { entity, companions: entities.filter(other => other !== entity) };
}
