import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { createAssessmentId } from './createAssessmentId';
import { assessmentInput, parseAssessmentInput } from './assessmentInput';
import { attachAssessmentExamples } from './examples';
import { outputRecommendation, recommendationOutput } from './recommendation';
import { callPavedRoad } from './callPavedRoad';
import { waitForEntity } from './waitForEntity';

const defaultWaitSeconds = 60;

/** Creates the first assessment of a newly registered entity. */
export function createAttachAssessmentAction(options: {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
}) {
  return createTemplateAction({
    id: 'pavedRoad:assessment:attach',
    description:
      'Waits until the entity is in the catalog and creates a draft of its architecture assessment in the name of the user. It is not submitted: a person does that, after a look at it.',
    examples: attachAssessmentExamples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z.string().describe('Full reference of the entity to assess'),
        ...assessmentInput,
        assessmentId: z =>
          z
            .string()
            .uuid()
            .optional()
            .describe(
              'Id of the assessment, as pavedRoad:decisionRecord:write gave it and as the repository says it; the same is made when it is left out',
            ),
        waitSeconds: z =>
          z
            .number()
            .min(0)
            .max(600)
            .optional()
            .describe(
              `How long to wait for the entity to appear in the catalog, in seconds; ${defaultWaitSeconds} when it is left out`,
            ),
      },
      output: {
        assessmentId: z => z.string().describe('Id of the assessment'),
        entityRef: z => z.string().describe('Entity that was assessed'),
        ...recommendationOutput,
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const entityRef = stringifyEntityRef(parseEntityRef(input.entityRef));
      const request = parseAssessmentInput(input);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would create an assessment of ${entityRef}`);
        ctx.output('entityRef', entityRef);
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      await waitForEntity({
        entityRef,
        catalog: options.catalog,
        credentials,
        seconds: input.waitSeconds ?? defaultWaitSeconds,
        logger: ctx.logger,
        signal: ctx.signal,
      });
      const id =
        input.assessmentId ?? createAssessmentId(ctx.task.id, entityRef);
      const assessment = await callPavedRoad(ctx, options, pavedRoad =>
        pavedRoad.createAssessment(entityRef, { ...request, id }),
      ).catch(error => {
        throw isErrorWithName(error, 'NotAllowedError')
          ? new NotAllowedError(
              `${error.message}; one of its owners can retry this run, or assess it on its Architecture tab`,
            )
          : error;
      });
      ctx.logger.info(`Created assessment ${assessment.id} of ${entityRef}`);
      ctx.output('assessmentId', assessment.id);
      ctx.output('entityRef', entityRef);
      outputRecommendation(ctx, assessment.advice);
    },
  });
}
