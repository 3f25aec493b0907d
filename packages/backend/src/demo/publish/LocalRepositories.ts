import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { isNotGitDirectoryOrContents } from '@backstage/plugin-scaffolder-node';
import git from 'isomorphic-git';
import fs from 'node:fs';
import path from 'node:path';

const branch = 'main';

/** Git repositories in one folder of this machine, each under its name. */
export class LocalRepositories {
  readonly root: string;

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  /**
   * The folder of a repository, whether it is there or not.
   *
   * @throws InputError when the name would lead anywhere else
   */
  pathOf(name: string): string {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
      throw new InputError(
        `${JSON.stringify(name)} cannot be the name of a repository, use lower-case letters, digits and hyphens`,
      );
    }
    return resolveSafeChildPath(this.root, name);
  }

  /**
   * Makes a repository with one commit from the contents of a folder.
   *
   * @returns the path of the repository and the hash of the commit
   * @throws ConflictError when there is a repository of that name
   */
  async create(options: {
    name: string;
    contents: string;
    message: string;
    author: { name: string; email: string };
  }): Promise<{ path: string; commitHash: string }> {
    const { name, contents, message, author } = options;
    const target = this.pathOf(name);
    const taken = new ConflictError(
      `There is a repository ${name} in ${this.root} already; choose another name`,
    );
    if (fs.existsSync(target)) {
      throw taken;
    }
    await fs.promises.mkdir(this.root, { recursive: true });
    // So that nobody sees half a repository, and of two tasks one wins.
    const dir = await fs.promises.mkdtemp(path.join(this.root, `.${name}-`));
    try {
      await fs.promises.cp(contents, dir, {
        recursive: true,
        filter: source => isNotGitDirectoryOrContents(source),
        verbatimSymlinks: true,
      });
      await git.init({ fs, dir, defaultBranch: branch });
      await git.add({ fs, dir, filepath: '.' });
      const commitHash = await git.commit({ fs, dir, message, author });
      await fs.promises.rename(dir, target).catch(error => {
        throw ['ENOTEMPTY', 'EEXIST'].includes(error.code) ? taken : error;
      });
      return { path: target, commitHash };
    } finally {
      await fs.promises.rm(dir, { recursive: true, force: true });
    }
  }
}
