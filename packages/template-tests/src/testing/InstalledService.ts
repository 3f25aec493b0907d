import { execFile } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { GeneratedService } from './portal';
import { RunningService } from './RunningService';

// Hide the variables of the test runner from the service.
const { NODE_ENV, NODE_OPTIONS, ...env } = process.env;

/** A generated repository, with the actions of its developers and its pipeline. */
export class InstalledService extends GeneratedService {
  /** @throws if the template did not create it, so that later steps don't fail for other reasons */
  assertGenerated(): void {
    if (!this.has('package.json')) {
      throw new Error('The template has made no repository');
    }
  }

  /** @throws with the output of the command, if it fails */
  async npm(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('npm', args, {
      cwd: this.directory,
      env,
      maxBuffer: 100 * 1024 ** 2,
    }).catch(({ code, stdout: written, stderr }) => {
      throw new Error(
        `npm ${args.join(' ')} ended with ${code}\n${written}\n${stderr}`,
      );
    });
    return stdout;
  }

  /** Reuses the packages of another service from the same template. */
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

  /** Starts the build like the image does. */
  async start(settings: Record<string, string> = {}): Promise<RunningService> {
    return await RunningService.start(this.directory, ['dist/src/main.js'], {
      ...env,
      ...settings,
    });
  }
}
