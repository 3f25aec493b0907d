import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { assertEntityExistsExamples } from './examples';

/** Fails before anything is published if an entity that the template refers to does not exist. */
export function createAssertEntityExistsAction(options: {
  catalog: CatalogService;
}) {
  const { catalog } = options;
  return createTemplateAction({
    id: 'pavedRoad:entity:assertExists',
    description:
      'Fails when an entity that the user named, such as the owner, is not in the catalog or is of another kind, so that a template stops before it publishes anything.',
    examples: assertEntityExistsExamples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .describe(
              'What the user named; the kind may be left out when only one is allowed or the first is meant',
            ),
        kinds: z =>
          z
            .array(z.string())
            .min(1)
            .describe('Kinds that are allowed; the first is the default'),
        field: z =>
          z
            .string()
            .describe('Field of the form that it comes from, for the message'),
      },
      output: {
        entityRef: z => z.string().describe('Its full reference'),
      },
    },
    async handler(ctx) {
      const { kinds, field } = ctx.input;
      const named = JSON.stringify(ctx.input.entityRef);
      const entityRef = fullReference(ctx.input, kinds[0]);
      const allowed = kinds.map(kind => kind.toLocaleLowerCase('en-US'));
      if (!allowed.includes(parseEntityRef(entityRef).kind)) {
        throw new InputError(
          `${field}: ${named} is not allowed, choose a ${kinds.join(' or ')}`,
        );
      }
      const entity = await catalog.getEntityByRef(entityRef, {
        credentials: await ctx.getInitiatorCredentials(),
      });
      if (!entity) {
        throw new InputError(
          `${field}: ${named} is not in the catalog, or you may not see it; choose a ${kinds.join(' or ')} from the catalog`,
        );
      }
      ctx.output('entityRef', entityRef);
    },
  });
}

function fullReference(
  { entityRef, field }: { entityRef: string; field: string },
  defaultKind: string,
): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(entityRef, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch (error) {
    throw new InputError(`${field}: ${toError(error).message}`);
  }
}
