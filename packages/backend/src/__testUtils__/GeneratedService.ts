import git from 'isomorphic-git';
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

// What the test runner sets for itself is none of the service's business.
const { NODE_ENV, NODE_OPTIONS, ...env } = process.env;

/** A repository that a template has made, and what its developer does with it. */
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

  async npm(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('npm', args, {
      cwd: this.directory,
      env,
    });
    return stdout;
  }

  /** Starts the service, sends a text to classify, and stops it. */
  async classify(text: string): Promise<unknown> {
    const service = spawn('npm', ['start'], {
      cwd: this.directory,
      env: { ...env, PORT: '0', HOST: '127.0.0.1' },
      // A group of its own, because npm does not pass a signal on to the service.
      detached: true,
    });
    const exited = new Promise(resolve => service.once('exit', resolve));
    try {
      const response = await fetch(
        `${await addressOf(service.stdout)}/v1/classify`,
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ text }),
        },
      );
      return await response.json();
    } finally {
      process.kill(-service.pid!, 'SIGTERM');
      await exited;
    }
  }
}

/** The address that a service says it listens on. */
async function addressOf(stdout: NodeJS.ReadableStream): Promise<string> {
  let log = '';
  for await (const chunk of stdout) {
    log += chunk;
    const [address] = log.match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
    if (address) {
      return address;
    }
  }
  throw new Error(`The service ended: ${log}`);
}
