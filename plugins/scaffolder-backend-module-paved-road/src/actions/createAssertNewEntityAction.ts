import { AuthService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './createAssertNewEntityAction.examples';

/** Fails while nothing is published yet, when the catalog already has what a template would register. */
export function createAssertNewEntityAction(options: {
  auth: AuthService;
  catalog: CatalogService;
}) {
  const { auth, catalog } = options;
  return createTemplateAction({
    id: 'pavedRoad:entity:assertNew',
    description:
      'Fails when the catalog already has one of the entities, so that a template stops before it publishes anything under a name that is taken. A task that is retried may meet what it registered itself.',
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
        field: z =>
          z
            .string()
            .optional()
            .describe(
              'Field of the form that the name comes from, for the message; name when it is left out',
            ),
      },
    },
    async handler(ctx) {
      const { entityRefs, field = 'name' } = ctx.input;
      await ctx.checkpoint({
        key: `free.${entityRefs.join(',')}`,
        fn: async () => {
          // A name is also taken by what the user may not see.
          const credentials = await auth.getOwnServiceCredentials();
          const { items } = await catalog.getEntitiesByRefs(
            { entityRefs, fields: ['kind'] },
            { credentials },
          );
          const taken = entityRefs.filter((_, index) => items[index]);
          if (taken.length > 0) {
            throw new ConflictError(
              `${field}: the catalog already has ${taken.join(' and ')}; choose another name, or retry the run that made it if it is one that failed`,
            );
          }
        },
      });
    },
  });
}
