import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds to get ready, as in the startup probe of deploy/base/deployment.yaml. */
const patience = 300_000;

/** A portal in a separate process. */
export class RunningPortal {
  /**
   * @param image - result of layOutImage
   * @param args - for the entry point
   * @param env - all variables of the process
   * @param user - `{uid, gid}` that it runs as
   */
  constructor(image, args, env, user) {
    const [, ...command] = image.entryPoint;
    this.output = '';
    this.child = spawn(image.node, [...command, ...args], {
      cwd: image.directory,
      env: { ...image.variables, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...user,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', data => (this.output += data));
    }
    this.ended = once(this.child, 'close').then(([code]) => code);
    this.address = `http://localhost:${env.PORT}`;
  }

  async untilReady() {
    const started = Date.now();
    while (Date.now() - started < patience) {
      const answer = await fetch(
        `${this.address}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      if (this.child.exitCode !== null) {
        break;
      }
      await setTimeout(200);
    }
    throw new Error(`The portal did not get ready:\n${this.output}`);
  }

  /** @returns its exit code, or `undefined` if it was killed after the grace period (ms) */
  async stop(gracePeriod) {
    this.child.kill('SIGTERM');
    const waiting = new AbortController();
    const code = await Promise.race([
      this.ended,
      setTimeout(gracePeriod, undefined, { signal: waiting.signal }),
    ]);
    waiting.abort();
    this.child.kill('SIGKILL');
    return code;
  }
}
