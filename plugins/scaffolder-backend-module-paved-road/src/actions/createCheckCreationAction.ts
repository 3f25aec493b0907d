import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { checkCreationExamples } from './examples';
import { callPavedRoad } from './callPavedRoad';

/** Repeats the checks of the form as the first step, because a template can run without the form or much later. */
export function createCheckCreationAction(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}) {
  return createTemplateAction({
    id: 'pavedRoad:creation:check',
    description:
      'Fails when the user may not create a service for the owner, or when the name or the repository is taken, so that a template stops before it publishes anything. A task that is retried may meet what it made itself.',
    examples: checkCreationExamples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('Name of the new service'),
        owner: z =>
          z
            .string()
            .describe(
              'Group or person that is going to own it; a group where the kind is left out',
            ),
        entityRefs: z =>
          z
            .array(z.string())
            .min(1)
            .optional()
            .describe(
              'Full references of the entities that the template registers; the component of the name when it is left out',
            ),
        repository: z =>
          z
            .object({
              place: z
                .string()
                .optional()
                .describe('github, gitlab, gitea, or a place of the portal'),
              url: z
                .string()
                .optional()
                .describe('Such as github.com?owner=acme&repo=ticket-triage'),
            })
            .optional()
            .describe(
              'Where it is published; not checked when it is left out, nor in a dry run',
            ),
      },
      output: {
        owner: z => z.string().describe('Full reference of the owner'),
      },
    },
    async handler(ctx) {
      const { repository, ...named } = ctx.input;
      // A dry run publishes nothing.
      const input = ctx.isDryRun ? named : { ...named, repository };
      await ctx.checkpoint({
        key: `creation.${JSON.stringify(input)}`,
        fn: async () => {
          const { problems } = await callPavedRoad(ctx, options, pavedRoad =>
            pavedRoad.checkCreation(input),
          );
          if (problems.length > 0) {
            throw new InputError(
              problems
                .map(
                  ({ field, message, remedy }) =>
                    `${field}: ${message}. ${remedy}.`,
                )
                .join('\n'),
            );
          }
        },
      });
      ctx.output(
        'owner',
        stringifyEntityRef(
          parseEntityRef(input.owner, {
            defaultKind: 'group',
            defaultNamespace: 'default',
          }),
        ),
      );
    },
  });
}
