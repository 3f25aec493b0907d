import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, isErrorWithName } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { reasonOf } from './reasonOf';
import { examples } from './createRegisterAction.examples';
import { retryTransientErrors } from './retryTransientErrors';

/**
 * Registers what a template has published. Unlike `catalog:register` it lets the catalog read the file before it
 * registers it, so that nothing stays registered that the catalog cannot use, tells why the catalog refuses it, and
 * can be run again.
 */
export function createRegisterAction(options: { catalog: CatalogService }) {
  const { catalog } = options;
  return createTemplateAction({
    id: 'pavedRoad:catalog:register',
    description:
      'Registers the entities of a catalog-info.yaml, after the catalog has read it, so that nothing stays registered that it cannot use. What is registered already stays so.',
    examples,
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
        ).catch(error => {
          throw reasonOf(error);
        });

      const { exists, entities } = await addLocation(true);
      if (!exists) {
        await addLocation(false);
      }
      ctx.logger.info(`Registered ${target} in the catalog`);
      const entity = mainEntityOf(entities);
      ctx.output('entityRef', entity && stringifyEntityRef(entity));
    },
  });
}

/**
 * Whether the catalog could not reach the file, such as one that a back end shows which does not serve yet. It tells so
 * in the text of an InputError only.
 */
function isUnreachable(error: unknown): boolean {
  const reason = reasonOf(error);
  return (
    isErrorWithName(reason, 'InputError') &&
    /fetch failed|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|, (429|502|503|504) /.test(
      reason.message,
    )
  );
}

/** Not the location itself, which the catalog lists too. */
function mainEntityOf(entities: Entity[]): Entity | undefined {
  const described = entities.filter(({ kind }) => kind !== 'Location');
  return described.find(({ kind }) => kind === 'Component') ?? described[0];
}
