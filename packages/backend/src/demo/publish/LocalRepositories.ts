import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { isNotGitDirectoryOrContents } from '@backstage/plugin-scaffolder-node';
import git from 'isomorphic-git';
import fs from 'node:fs';
import path from 'node:path';

const branch = 'main';
/** Git config key of the task that created the repository. */
const taskKey = 'scaffolder.task';

/** Prefix of temporary folders. */
const unfinished = /^\.[a-z0-9-]+-\w{6}$/;
/** Age of abandoned temporary folders, in milliseconds. */
const longest = 3_600_000;

/** A repository and its first commit. */
export type LocalRepository = { path: string; commitHash: string };

/** Git repositories in one folder of this machine, each under its name. */
export class LocalRepositories {
  readonly root: string;

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  /**
   * Resolves the folder of a repository, which may not exist.
   *
   * @throws InputError if the name leads outside
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
   * Creates a repository with one commit from the contents of a folder. A resumed task gets its earlier repository.
   *
   * @throws ConflictError if another task created the repository
   */
  async create(options: {
    name: string;
    contents: string;
    message: string;
    author: { name: string; email: string };
    /** Id of the scaffolder task. */
    task: string;
  }): Promise<LocalRepository> {
    const { name, contents, message, author, task } = options;
    const target = this.pathOf(name);
    if (fs.existsSync(target)) {
      return await this.#madeBy(task, name);
    }
    await fs.promises.mkdir(this.root, { recursive: true });
    await this.#removeLeftovers();
    // Renaming is atomic: nobody sees a partial repository, and one of two tasks wins.
    const dir = await fs.promises.mkdtemp(path.join(this.root, `.${name}-`));
    try {
      await fs.promises.cp(contents, dir, {
        recursive: true,
        filter: source => isNotGitDirectoryOrContents(source),
        verbatimSymlinks: true,
      });
      await git.init({ fs, dir, defaultBranch: branch });
      await git.add({ fs, dir, filepath: '.' });
      await git.setConfig({ fs, dir, path: taskKey, value: task });
      const commitHash = await git.commit({ fs, dir, message, author });
      await fs.promises.rename(dir, target);
      return { path: target, commitHash };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') {
        return await this.#madeBy(task, name);
      }
      throw error;
    } finally {
      await fs.promises.rm(dir, { recursive: true, force: true });
    }
  }

  /** Left by a killed process. */
  async #removeLeftovers(): Promise<void> {
    const names = await fs.promises.readdir(this.root);
    for (const name of names.filter(found => unfinished.test(found))) {
      const dir = path.join(this.root, name);
      const isOld = await fs.promises.stat(dir).then(
        ({ mtimeMs }) => mtimeMs < Date.now() - longest,
        // Another process removed or renamed it.
        () => false,
      );
      if (isOld) {
        await fs.promises.rm(dir, { recursive: true, force: true });
      }
    }
  }

  /** @throws ConflictError if another task created it */
  async #madeBy(task: string, name: string): Promise<LocalRepository> {
    const dir = this.pathOf(name);
    if ((await git.getConfig({ fs, dir, path: taskKey })) !== task) {
      throw new ConflictError(
        `There is a repository ${name} in ${this.root} already; choose another name, or retry the task that made it`,
      );
    }
    const commits = await git.log({ fs, dir, ref: branch });
    return { path: dir, commitHash: commits[commits.length - 1].oid };
  }
}
