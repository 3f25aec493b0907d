import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import path from 'node:path';
import { LocalRepositories } from './LocalRepositories';

/** Registers a repository of the demo by its file location; `catalog:register` knows only URLs. */
export function createRegisterLocalAction(options: {
  repositories: LocalRepositories;
  catalog: CatalogService;
}) {
  const { repositories, catalog } = options;
  return createTemplateAction({
    id: 'demo:catalog:register',
    description:
      'Registers the entities in catalog-info.yaml of a repository of the demo.',
    schema: {
      input: {
        repository: z => z.string().describe('Name of the repository'),
      },
      output: {
        catalogInfoPath: z =>
          z.string().describe('Path of the file that was registered'),
      },
    },
    async handler(ctx) {
      const target = path.join(
        repositories.pathOf(ctx.input.repository),
        'catalog-info.yaml',
      );
      const credentials = await ctx.getInitiatorCredentials();
      const location = { type: 'file', target };
      // Reads and validates the file; the real registration does that only later, and tells nobody.
      await catalog.addLocation({ ...location, dryRun: true }, { credentials });
      await ctx.checkpoint({
        key: `register.${target}`,
        fn: async () => {
          await catalog.addLocation(location, { credentials });
        },
      });
      ctx.logger.info(`Registered ${target} in the catalog`);
      ctx.output('catalogInfoPath', target);
    },
  });
}
