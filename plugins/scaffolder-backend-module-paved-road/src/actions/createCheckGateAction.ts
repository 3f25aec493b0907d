import {
  AuthService,
  DiscoveryService,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  explainDenial,
  toTable,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  readCatalogInfo,
  readRepositoryConfig,
  readRepositoryFolder,
} from '@paved-road/plugin-paved-road-node';
import { dirname } from 'node:path';
import { assessmentInput, parseAssessmentInput } from './assessmentInput';
import { checkGateExamples } from './examples';
import { callPavedRoad } from './callPavedRoad';

const defaultCatalogInfoPath = 'catalog-info.yaml';

/** Checks before anything is published whether the workspace passes the gate. */
export function createCheckGateAction(options: {
  auth: AuthService;
  config: Config;
  discovery: DiscoveryService;
}) {
  const { limits, skip } = readRepositoryConfig(options.config);
  return createTemplateAction({
    id: 'pavedRoad:gate:check',
    description:
      'Evaluates the rules of scorecards for the service in the workspace and fails when it does not reach the level that is needed. Keeps the facts of the workspace for the first scorecard of the service.',
    examples: checkGateExamples,
    supportsDryRun: true,
    schema: {
      input: {
        catalogInfoPath: z =>
          z
            .string()
            .optional()
            .describe(
              `File that describes the service, relative to the workspace; ${defaultCatalogInfoPath} when it is left out. The folder that it is in is taken for the repository.`,
            ),
        minLevel: z =>
          z
            .string()
            .optional()
            .describe(
              'Level that is needed, such as silver; the target level of the portal when it is left out',
            ),
        ...assessmentInput,
        profile: z =>
          assessmentInput
            .profile(z)
            .optional()
            .describe(
              'Profile of the workload that the assessment is going to be made from; the service counts as not assessed when it is left out',
            ),
      },
      output: {
        verdict: z => z.enum(['allow', 'deny']).describe('The verdict'),
        level: z => z.string().describe('Level that the service has reached'),
        entityRef: z => z.string().describe('Entity that was judged'),
      },
    },
    async handler(ctx) {
      const { catalogInfoPath = defaultCatalogInfoPath, minLevel } = ctx.input;
      const { profile, ...decided } = ctx.input;
      const assessment =
        profile && parseAssessmentInput({ ...decided, profile });
      const file = resolveSafeChildPath(ctx.workspacePath, catalogInfoPath);
      const described = await readCatalogInfo(file, catalogInfoPath);
      const entities = described.map(({ entity }) => entity);
      const component = entities.find(({ kind }) => kind === 'Component');
      if (!component) {
        throw new InputError(
          `${catalogInfoPath} describes no Component, which the gate could judge`,
        );
      }
      const result = await callPavedRoad(ctx, options, async pavedRoad => {
        const { items } = await pavedRoad.getRules();
        const repository = await readRepositoryFolder(dirname(file), {
          limits,
          skip,
          probes: uniqueById(items.flatMap(({ spec }) => spec.probes)),
          signal: ctx.signal,
        });
        return await pavedRoad.checkGate({
          entity: component,
          companions: entities.filter(entity => entity !== component),
          facts: { repository },
          minLevel,
          assessment,
          register: !ctx.isDryRun,
        });
      });
      ctx.logger.info(toTable(result));
      ctx.output('verdict', result.verdict);
      ctx.output('level', result.level);
      ctx.output('entityRef', result.entityRef);
      if (result.verdict === 'deny') {
        throw new NotAllowedError(explainDenial(result));
      }
    },
  });
}

/** Packs declare a shared probe identically. */
function uniqueById<T extends { id: string }>(items: T[]): T[] {
  return [...new Map(items.map(item => [item.id, item])).values()];
}
