import { execFile } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { GeneratedService } from './portal';
import { RunningService } from './RunningService';

// What the test runner sets for itself is none of the service's business.
const { NODE_ENV, NODE_OPTIONS, ...env } = process.env;

/** A repository that a template has made, with what its developers and its pipeline do with it. */
export class InstalledService extends GeneratedService {
  /** @throws when the template has not made it, so that what follows does not fail for other reasons */
  assertGenerated(): void {
    if (!this.has('package.json')) {
      throw new Error('The template has made no repository');
    }
  }

  /** @throws with what the command has written, when it fails */
  async npm(...args: string[]): Promise<string> {
    return await this.run('npm', ...args);
  }

  /** Takes the packages over that another service of the same template has installed. */
  takePackages(other: InstalledService): void {
    renameSync(
      path.join(other.directory, 'node_modules'),
      path.join(this.directory, 'node_modules'),
    );
  }

  has(file: string): boolean {
    return existsSync(path.join(this.directory, file));
  }

  readJson(file: string): any {
    return JSON.parse(this.read(file));
  }

  /** Starts what `npm run build` has made, like the image does it. */
  async start(settings: Record<string, string> = {}): Promise<RunningService> {
    return await this.startProgram(
      [process.execPath, 'dist/src/main.js'],
      settings,
    );
  }

  protected async run(program: string, ...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(program, args, {
      cwd: this.directory,
      env,
      maxBuffer: 100 * 1024 ** 2,
    }).catch(({ code, stdout: written, stderr }) => {
      throw new Error(
        `${program} ${args.join(' ')} ended with ${code}\n${written}\n${stderr}`,
      );
    });
    return stdout;
  }

  protected async startProgram(
    command: [program: string, ...args: string[]],
    settings: Record<string, string>,
  ): Promise<RunningService> {
    return await RunningService.start(this.directory, command, {
      ...env,
      ...settings,
    });
  }
}
