import { Entity } from '@backstage/catalog-model';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { pathToFileURL } from 'node:url';
import { LocalRepositories } from './LocalRepositories';

/** Publishes the workspace as a local Git repository, for a demo without accounts. */
export function createPublishLocalAction(options: {
  repositories: LocalRepositories;
  repositoriesUrl: string;
}) {
  const { repositories, repositoriesUrl } = options;
  return createTemplateAction({
    id: 'demo:publish:local',
    description:
      'Makes a git repository of the workspace in the folder of the demo on this machine.',
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('Name of the repository'),
        commitMessage: z =>
          z.string().optional().describe('Message of the first commit'),
      },
      output: {
        remoteUrl: z => z.string().describe('URL that git can clone'),
        repoContentsUrl: z =>
          z.string().describe('Where the files can be seen'),
        commitHash: z =>
          z.string().optional().describe('Hash of the first commit'),
      },
    },
    async handler(ctx) {
      const { name, commitMessage = 'Initial commit' } = ctx.input;
      const repoContentsUrl = `${repositoriesUrl}/${name}`;
      if (ctx.isDryRun) {
        const path = repositories.pathOf(name);
        ctx.logger.info(`Would create the repository ${path}`);
        ctx.output('remoteUrl', pathToFileURL(path).href);
        ctx.output('repoContentsUrl', repoContentsUrl);
        return;
      }
      const repository = await ctx.checkpoint({
        key: `create.repository.${name}`,
        fn: () =>
          repositories.create({
            name,
            contents: ctx.workspacePath,
            message: commitMessage,
            author: toCommitAuthor(ctx.user?.entity),
            task: ctx.task.id,
          }),
      });
      ctx.logger.info(`Created the repository ${repository.path}`);
      ctx.output('remoteUrl', pathToFileURL(repository.path).href);
      ctx.output('repoContentsUrl', repoContentsUrl);
      ctx.output('commitHash', repository.commitHash);
    },
  });
}

function toCommitAuthor(user: Entity | undefined): {
  name: string;
  email: string;
} {
  const profile = user?.spec?.profile as
    { displayName?: string; email?: string } | undefined;
  const name = user?.metadata.name ?? 'scaffolder';
  return {
    name: profile?.displayName ?? name,
    email: profile?.email ?? `${name}@localhost`,
  };
}
