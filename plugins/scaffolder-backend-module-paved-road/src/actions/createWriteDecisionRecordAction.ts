import {
  AuthService,
  DiscoveryService,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createAssessmentId } from './createAssessmentId';
import { assessmentInput, parseAssessmentInput } from './assessmentInput';
import { writeDecisionRecordExamples } from './examples';
import { outputRecommendation, recommendationOutput } from './recommendation';
import { callPavedRoad } from './callPavedRoad';

const defaultPath = 'docs/decisions/0001-architecture.md';

/**
 * Writes the decision record of a new service into its repository. The portal renders it with its own decision model,
 * so that it matches the assessment from the same answers.
 */
export function createWriteDecisionRecordAction(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}) {
  return createTemplateAction({
    id: 'pavedRoad:decisionRecord:write',
    description:
      'Writes an architecture decision record (MADR 4.0.0) from the answers about a workload and the decision.',
    examples: writeDecisionRecordExamples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .describe(
              'Full reference of the entity that the decision is about; it need not be in the catalog yet',
            ),
        path: z =>
          z
            .string()
            .optional()
            .describe(
              `File to write, relative to the workspace; ${defaultPath} when it is left out`,
            ),
        ...assessmentInput,
      },
      output: {
        path: z => z.string().describe('File that was written'),
        assessmentId: z =>
          z
            .string()
            .describe(
              'Id that the assessment of the entity will have, for the annotation paved-road.io/assessment-id and for pavedRoad:assessment:attach',
            ),
        ...recommendationOutput,
      },
    },
    async handler(ctx) {
      const { path = defaultPath } = ctx.input;
      const entityRef = stringifyEntityRef(parseEntityRef(ctx.input.entityRef));
      if (!ctx.user?.ref) {
        throw new InputError(
          'A decision record names who decides; run the template as a user',
        );
      }
      const request = parseAssessmentInput(ctx.input);
      const file = resolveSafeChildPath(ctx.workspacePath, path);
      const { markdown, advice } = await callPavedRoad(
        ctx,
        options,
        pavedRoad => pavedRoad.previewDecisionRecord({ ...request, entityRef }),
      );
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, markdown, { flag: 'wx' }).catch(async error => {
        if (error.code !== 'EEXIST') {
          throw error;
        }
        // A repeated step finds its earlier file.
        if ((await readFile(file, 'utf8')) !== markdown) {
          throw new ConflictError(
            `path: ${path} is in the workspace already; let another step write elsewhere, or give another path`,
          );
        }
      });
      ctx.logger.info(`Wrote the decision record to ${path}`);
      ctx.output('path', path);
      ctx.output('assessmentId', createAssessmentId(ctx.task.id, entityRef));
      outputRecommendation(ctx, advice);
    },
  });
}
