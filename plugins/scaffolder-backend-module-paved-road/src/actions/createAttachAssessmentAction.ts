import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { PavedRoadClient } from '@paved-road/plugin-paved-road-common';
import { createHash } from 'node:crypto';
import { assessmentInput, parseAssessmentInput } from './assessmentInput';
import { examples } from './createAttachAssessmentAction.examples';
import { waitForEntity } from './waitForEntity';

const defaultWaitSeconds = 60;

/** Creates the first assessment of an entity that the template has just registered. */
export function createAttachAssessmentAction(options: {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
}) {
  const { auth, catalog, discovery } = options;
  return createTemplateAction({
    id: 'pavedRoad:assessment:attach',
    description:
      'Waits until the entity is in the catalog and creates a draft of its architecture assessment in the name of the user. It is not submitted: a person does that, after a look at it.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z.string().describe('Full reference of the entity to assess'),
        ...assessmentInput,
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
        recommendedPattern: z =>
          z.string().describe('Pattern that the answers recommend'),
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
        catalog,
        credentials,
        seconds: input.waitSeconds ?? defaultWaitSeconds,
        signal: ctx.signal,
      });
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'paved-road',
      });
      const pavedRoad = new PavedRoadClient({
        discoveryApi: discovery,
        fetchApi: {
          fetch: (url, init) => {
            const headers = new Headers(init?.headers);
            headers.set('Authorization', `Bearer ${token}`);
            return fetch(url, { ...init, headers, signal: ctx.signal });
          },
        },
      });
      const assessment = await pavedRoad
        .createAssessment(entityRef, {
          ...request,
          idempotencyKey: idempotencyKey(ctx.task.id, entityRef),
        })
        .catch(error => {
          // The log of the task shows the outermost error only; the reason is in the service's answer.
          throw error instanceof ResponseError ? error.cause : error;
        });
      ctx.logger.info(`Created assessment ${assessment.id} of ${entityRef}`);
      ctx.output('assessmentId', assessment.id);
      ctx.output('entityRef', entityRef);
      ctx.output(
        'recommendedPattern',
        assessment.advice.recommendation.pattern,
      );
    },
  });
}

/** The same for each run of a step, because a task that is resumed runs its last step again. */
function idempotencyKey(taskId: string, entityRef: string): string {
  const hash = createHash('sha256').update(`${taskId} ${entityRef}`);
  return `scaffolder-${hash.digest('hex')}`;
}
