import git from 'isomorphic-git';
import fs from 'node:fs';
import path from 'node:path';

/** A repository that a template has made. */
export class GeneratedService {
  constructor(readonly directory: string) {}

  read(file: string): string {
    return fs.readFileSync(path.join(this.directory, file), 'utf8');
  }

  async log() {
    return await git.log({ fs, dir: this.directory, ref: 'main' });
  }

  /** The files of the last commit. */
  async files(): Promise<string[]> {
    return await git.listFiles({ fs, dir: this.directory, ref: 'HEAD' });
  }

  /** Files that are not as the last commit has them. */
  async changes(): Promise<string[]> {
    return (await git.statusMatrix({ fs, dir: this.directory }))
      .filter(([, head, workdir]) => head !== workdir)
      .map(([file]) => file);
  }
}
