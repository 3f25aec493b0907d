import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { registerExamples } from './examples';
import { retryTransientErrors, unwrapResponseError } from './callPavedRoad';

/**
 * Registers published entities. Unlike `catalog:register`, it validates the file in the catalog first, so that no
 * invalid location stays registered, shows the reason of the catalog, and can be repeated.
 */
export function createRegisterAction(options: { catalog: CatalogService }) {
  const { catalog } = options;
  return createTemplateAction({
    id: 'pavedRoad:catalog:register',
    description:
      'Registers the entities of a catalog-info.yaml, after the catalog has read it, so that nothing stays registered that it cannot use. What is registered already stays so.',
    examples: registerExamples,
    supportsDryRun: true,
    schema: {
      input: {
        catalogInfoUrl: z =>
          z.string().describe('URL of the file that was published'),
      },
      output: {
        catalogInfoUrl: z => z.string().describe('URL that is registered'),
        entityRef: z =>
          z
            .string()
            .optional()
            .describe('The first component of the file; else its first entity'),
      },
    },
    async handler(ctx) {
      const target = ctx.input.catalogInfoUrl;
      ctx.output('catalogInfoUrl', target);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would register ${target} in the catalog`);
        return;
      }
      if (!URL.canParse(target)) {
        throw new InputError(
          `catalogInfoUrl: ${JSON.stringify(target)} is not a URL; it has the output of a step that publishes, so see that one of them has run`,
        );
      }
      const credentials = await ctx.getInitiatorCredentials();
      const addLocation = (dryRun: boolean) =>
        retryTransientErrors(
          () =>
            catalog.addLocation(
              { type: 'url', target, dryRun },
              { credentials },
            ),
          {
            logger: ctx.logger,
            signal: ctx.signal,
            isTransient: isUnreachable,
          },
        );

      const { exists, entities } = await addLocation(true);
      if (!exists) {
        await addLocation(false);
      }
      ctx.logger.info(`Registered ${target} in the catalog`);
      const entity = findMainEntity(entities);
      ctx.output('entityRef', entity && stringifyEntityRef(entity));
    },
  });
}

/**
 * Whether the catalog could not reach the file, such as on a back end that is still starting. Only the text of the
 * InputError shows it.
 */
function isUnreachable(error: unknown): boolean {
  const reason = unwrapResponseError(error);
  return (
    isErrorWithName(reason, 'InputError') &&
    /fetch failed|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|, (429|502|503|504) /.test(
      reason.message,
    )
  );
}

/** The catalog also returns the location itself. */
function findMainEntity(entities: Entity[]): Entity | undefined {
  const described = entities.filter(({ kind }) => kind !== 'Location');
  return described.find(({ kind }) => kind === 'Component') ?? described[0];
}
