import { ConflictError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './createAssertNewEntityAction.examples';

/** Fails while nothing is published yet, when the catalog already has what a template would register. */
export function createAssertNewEntityAction(options: {
  catalog: CatalogService;
}) {
  const { catalog } = options;
  return createTemplateAction({
    id: 'pavedRoad:entity:assertNew',
    description:
      'Fails when the catalog already has one of the entities, so that a template stops before it publishes anything under a name that is taken.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRefs: z =>
          z
            .array(z.string())
            .min(1)
            .describe(
              'Full references of the entities that the template will register, such as component:default/ticket-triage',
            ),
      },
    },
    async handler(ctx) {
      const { entityRefs } = ctx.input;
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs, fields: ['kind'] },
        { credentials: await ctx.getInitiatorCredentials() },
      );
      const taken = entityRefs.filter((_, index) => items[index]);
      if (taken.length > 0) {
        throw new ConflictError(
          `The catalog already has ${taken.join(' and ')}; choose another name`,
        );
      }
    },
  });
}
